// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/pages/expired.hpp"

#include "web/pages/errors.hpp"

#include <algorithm>
#include <array>

namespace guichet::web::pages {
namespace {

/// Where people write; nothing else is worth giving back, and much of it would be dangerous to.
constexpr std::array<std::string_view, 4> written_under = {"/demandes/", "/services/", "/demande-libre",
                                                           "/validations/"};

bool is_written(std::string_view path) {
  return std::any_of(written_under.begin(), written_under.end(),
                     [&](std::string_view beginning) { return path.starts_with(beginning); });
}

/// Browsers say by themselves where a form comes from. An older one that says nothing is given nothing to send.
bool comes_from_us(const server::Request& request) {
  const std::string_view site = request.headers.value("Sec-Fetch-Site");
  if (!site.empty()) return site == "same-origin";
  const std::string_view origin = request.headers.value("Origin"), host = request.headers.value("Host");
  return !host.empty() && origin.ends_with("://" + std::string(host));
}

/// The words themselves, as opposed to what the form carries for us.
bool is_for_reading(std::string_view name, std::string_view value) {
  constexpr std::array<std::string_view, 6> typed = {"titre", "message", "texte", "contact", "commentaire", "pourquoi"};
  return (std::find(typed.begin(), typed.end(), name) != typed.end() || name.starts_with("r.")) &&
         value.find_first_not_of(" \r\n\t") != std::string_view::npos;
}

}  // namespace

server::Response give_back(Visit& visit) {
  const server::Request& request = visit.request();
  if (visit.wants_piece() || !is_written(request.path) || !comes_from_us(request)) return show_expired(visit);
  std::vector<View> carried, words;
  for (const auto& [name, value] : request.form) {
    if (name == "csrf") continue;
    carried.push_back(View().text("name", name).text("value", value));
    if (is_for_reading(name, value)) words.push_back(View().text("text", value));
  }
  if (words.empty()) return show_expired(visit);
  View data;
  data.text("url", same_site_path(request.path))
      .flag("had_files", !request.files.empty())
      .list("carried", std::move(carried))
      .list("words", std::move(words));
  return visit.page("given-back", std::move(data), Section::none, 403);
}

}  // namespace guichet::web::pages
