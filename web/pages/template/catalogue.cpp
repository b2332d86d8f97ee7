// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/pages/template/catalogue.hpp"

#include <boost/locale/gnu_gettext.hpp>
#include <boost/locale/message.hpp>

#include <filesystem>

namespace guichet::web::pages {
namespace {

using Messages = boost::locale::message_format<char>;

constexpr std::string_view name_of_domain = "guichet";

/// From five digits on, in groups of three: "10 000" with a narrow no-break space, "10,000". Years have four.
std::string grouped(std::int64_t number, domain::Language language) {
  std::string digits = std::to_string(number);
  constexpr std::int64_t four_digits = 9'999;
  if (number <= four_digits && number >= -four_digits) return digits;
  const std::ptrdiff_t sign = number < 0 ? 1 : 0;
  for (std::ptrdiff_t place = std::ssize(digits) - 3; place > sign; place -= 3) {
    digits.insert(static_cast<std::size_t>(place), language == domain::Language::fr ? "\u202f" : ",");
  }
  return digits;
}

}  // namespace

domain::Result<Catalogue> Catalogue::load(const std::string& folder, domain::Language language) {
  const std::string code(domain::code_of(language));
  const std::filesystem::path file =
      std::filesystem::path(folder) / code / "LC_MESSAGES" / (std::string(name_of_domain) + ".mo");
  domain::Error failure{domain::ErrorKind::internal, "error.internal", nlohmann::json::object(), {}, {}};
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(file, ignored)) {
    failure.detail = "no catalogue at " + file.string();
    return failure;
  }
  try {
    boost::locale::gnu_gettext::messages_info info;
    info.language = code;
    info.encoding = "UTF-8";
    info.paths = {folder};
    info.domains.emplace_back(std::string(name_of_domain));
    // The locale owns the facet from here on.
    std::locale locale(std::locale::classic(), boost::locale::gnu_gettext::create_messages_facet<char>(info));
    if (!std::has_facet<Messages>(locale)) {
      failure.detail = "unreadable catalogue " + file.string();
      return failure;
    }
    return Catalogue(std::move(locale), language);
  } catch (const std::exception& problem) {
    failure.detail = file.string() + ": " + problem.what();
    return failure;
  }
}

std::optional<std::string_view> Catalogue::find(std::string_view key) const {
  const char* text = std::use_facet<Messages>(locale_).get(0, nullptr, std::string(key).c_str());
  if (text == nullptr || *text == '\0') return std::nullopt;
  return text;
}

std::optional<std::string_view> Catalogue::find_plural(std::string_view key, std::int64_t count) const {
  const char* text =
      std::use_facet<Messages>(locale_).get(0, nullptr, std::string(key).c_str(), is_plural(count) ? 2 : 1);
  if (text == nullptr || *text == '\0') return std::nullopt;
  return text;
}

bool Catalogue::is_plural(std::int64_t count) const {
  return language_ == domain::Language::fr ? count >= 2 : count != 1;
}

std::string Catalogue::text(std::string_view key, const nlohmann::json& parameters) const {
  std::optional<std::string_view> pattern = find(key);
  if (!pattern) pattern = find("error.internal");
  return pattern ? filled(*pattern, parameters) : std::string(key);
}

std::string Catalogue::counted(std::string_view key, std::int64_t count) const {
  const std::optional<std::string_view> pattern = find_plural(key, count);
  if (!pattern) return text(key);
  return filled(*pattern, {{"count", count}});
}

std::string Catalogue::sentence(const domain::Explanation& why) const {
  if (!why.text.empty()) return why.text.in(language_);
  if (why.key.empty()) return {};
  return text(why.key, why.parameters);
}

std::string Catalogue::filled(std::string_view pattern, const nlohmann::json& parameters) const {
  std::string result;
  result.reserve(pattern.size() + 32);
  while (true) {
    const std::size_t open = pattern.find("{{");
    const std::size_t close = open == std::string_view::npos ? open : pattern.find("}}", open);
    if (close == std::string_view::npos) break;
    result.append(pattern.substr(0, open));
    const std::string name(pattern.substr(open + 2, close - open - 2));
    if (parameters.is_object() && parameters.contains(name)) result += shown(parameters.at(name));
    pattern.remove_prefix(close + 2);
  }
  return result.append(pattern);
}

std::string Catalogue::shown(const nlohmann::json& parameter) const {
  if (parameter.is_string()) return parameter.get<std::string>();
  if (parameter.is_number_integer()) return grouped(parameter.get<std::int64_t>(), language_);
  if (parameter.is_number()) return parameter.dump();
  if (parameter.is_array()) {
    std::string list;
    for (const nlohmann::json& item : parameter) list += (list.empty() ? "" : ", ") + shown(item);
    return list;
  }
  if (parameter.is_object()) {
    const std::string code(domain::code_of(language_));
    for (const std::string& wanted : {code, std::string("fr"), std::string("en")}) {
      if (parameter.contains(wanted) && parameter.at(wanted).is_string()) return parameter.at(wanted);
    }
    if (parameter.contains("key") && parameter.at("key").is_string()) {
      return text(parameter.at("key").get<std::string>(), parameter.value("parameters", nlohmann::json::object()));
    }
  }
  return {};
}

}  // namespace guichet::web::pages
