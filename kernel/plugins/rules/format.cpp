// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/plugins/rules/format.hpp"

#include "kernel/domain/commitment.hpp"

#include <algorithm>
#include <charconv>
#include <vector>

namespace guichet::plugins {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}

std::optional<std::int64_t> number_of(std::string_view digits) {
  if (digits.empty() || !is_digit(digits.front())) return std::nullopt;
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return number;
}

bool is_id(std::string_view text) {
  if (text.empty() || text.size() > 64 || text.front() == '-' || text.back() == '-') return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '-' && text[i - 1] == '-') return false;
    if (!is_lower(text[i]) && !is_digit(text[i]) && text[i] != '-') return false;
  }
  return true;
}

bool is_field_id(std::string_view text) {
  return !text.empty() && text.size() <= 64 && is_lower(text.front()) &&
         std::all_of(text.begin(), text.end(),
                     [](char c) { return is_lower(c) || is_digit(c) || c == '-' || c == '_'; });
}

bool is_reference(std::string_view text) {
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) return is_id(text);
  return is_id(text.substr(0, slash)) && is_id(text.substr(slash + 1));
}

bool is_near(std::string_view text) {
  if (text == "requester.campus" || text == "requester.component" || text == "requester.office") return true;
  constexpr std::string_view answers = "answers.";
  return text.substr(0, answers.size()) == answers && is_field_id(text.substr(answers.size()));
}

bool is_mail(std::string_view text) {
  const std::size_t at = text.find('@');
  return at != std::string_view::npos && at > 0 && at + 1 < text.size() &&
         text.find('@', at + 1) == std::string_view::npos &&
         std::none_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) <= ' '; });
}

bool is_blank(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c == ' ' || c == '\n' || c == '\t'; });
}

}  // namespace

std::optional<std::int64_t> deadline_of(std::string_view text) {
  const auto unit_at = std::find_if_not(text.begin(), text.end(), is_digit) - text.begin();
  const auto number = number_of(text.substr(0, static_cast<std::size_t>(unit_at)));
  const std::string_view unit = text.substr(static_cast<std::size_t>(unit_at));
  const std::int64_t factor = unit == "ms" ? 1 : unit == "s" ? 1000 : unit == "min" ? 60'000 : 0;
  constexpr std::int64_t longest = 300'000;
  if (!number || factor == 0 || *number < 1 || *number > longest / factor) return std::nullopt;
  return *number * factor;
}

std::optional<std::int64_t> size_of(std::string_view text) {
  const auto unit_at = std::find_if_not(text.begin(), text.end(), is_digit) - text.begin();
  const auto number = number_of(text.substr(0, static_cast<std::size_t>(unit_at)));
  const std::string_view unit = text.substr(static_cast<std::size_t>(unit_at));
  const std::int64_t factor = unit == "KB" ? 1000 : unit == "MB" ? 1'000'000 : unit == "GB" ? 1'000'000'000 : 0;
  if (!number || factor == 0 || *number < 1 || *number > 1'000'000'000 / factor) return std::nullopt;
  return *number * factor;
}

std::optional<std::int64_t> interval_of(std::string_view text) {
  const auto unit_at = std::find_if_not(text.begin(), text.end(), is_digit) - text.begin();
  const auto number = number_of(text.substr(0, static_cast<std::size_t>(unit_at)));
  const std::string_view unit = text.substr(static_cast<std::size_t>(unit_at));
  const std::int64_t factor = unit == "min" ? 60'000 : unit == "h" ? 3'600'000 : unit == "d" ? 86'400'000 : 0;
  constexpr std::int64_t longest = 31 * std::int64_t{86'400'000};
  if (!number || factor == 0 || *number < 1 || *number > longest / factor) return std::nullopt;
  return *number * factor;
}

std::optional<int> time_of_day(std::string_view text) {
  if (text.size() != 5 || text[2] != ':') return std::nullopt;
  const auto hours = number_of(text.substr(0, 2)), minutes = number_of(text.substr(3, 2));
  if (!hours || !minutes || *minutes > 59 || *hours * 60 + *minutes > 24 * 60) return std::nullopt;
  return static_cast<int>(*hours * 60 + *minutes);
}

bool is_host(std::string_view text) {
  if (text.empty() || text.size() > 253) return false;
  while (!text.empty()) {
    const std::string_view label = text.substr(0, text.find('.'));
    if (label.empty() || label.size() > 63 || label.front() == '-' || label.back() == '-') return false;
    if (!std::all_of(label.begin(), label.end(), [](char c) { return is_lower(c) || is_digit(c) || c == '-'; }))
      return false;
    text.remove_prefix(label.size());
    if (text == ".") return false;
    if (!text.empty()) text.remove_prefix(1);
  }
  return true;
}

bool is_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
  const auto year = number_of(text.substr(0, 4)), month = number_of(text.substr(5, 2)),
             day = number_of(text.substr(8, 2));
  if (!year || !month || !day || *month < 1 || *month > 12 || *day < 1) return false;
  constexpr int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (*year % 4 == 0 && *year % 100 != 0) || *year % 400 == 0;
  return *day <= days[*month - 1] + (*month == 2 && leap ? 1 : 0);
}

bool is_date_bound(std::string_view text) {
  constexpr std::string_view today = "today";
  if (text.substr(0, today.size()) != today) return is_date(text);
  text.remove_prefix(today.size());
  if (text.empty()) return true;
  if ((text.front() != '+' && text.front() != '-') || text.back() != 'd' || text.size() < 3) return false;
  const auto days = number_of(text.substr(1, text.size() - 2));
  return days && *days <= 3660;
}

bool is_bundle_path(std::string_view path) {
  if (path.empty() || path.size() > 200 || path.back() == '/') return false;
  bool starts_part = true;
  for (const char c : path) {
    if (starts_part && (c == '.' || c == '/')) return false;
    starts_part = c == '/';
    const bool allowed =
        is_lower(c) || is_digit(c) || (c >= 'A' && c <= 'Z') || c == '.' || c == '-' || c == '_' || c == '/';
    if (!allowed) return false;
  }
  return true;
}

std::optional<Version> version_of(std::string_view text) {
  int parts[3] = {0, 0, 0};
  for (int i = 0; i < 3; ++i) {
    const std::string_view part = text.substr(0, text.find('.'));
    const auto number = number_of(part);
    if (!number || *number > 1'000'000) return std::nullopt;
    parts[i] = static_cast<int>(*number);
    text.remove_prefix(part.size());
    if (text.empty()) return Version{parts[0], parts[1], parts[2]};
    text.remove_prefix(1);
  }
  return std::nullopt;
}

std::optional<bool> within(const Version& version, std::string_view range) {
  bool holds = true, any = false;
  while (!range.empty()) {
    const std::string_view part = range.substr(0, range.find(' '));
    range.remove_prefix(std::min(range.size(), part.size() + 1));
    if (part.empty()) continue;
    const std::size_t digits = part.find_first_of("0123456789");
    if (digits == std::string_view::npos) return std::nullopt;
    const auto bound = version_of(part.substr(digits));
    if (!bound) return std::nullopt;
    const std::string_view operation = part.substr(0, digits);
    if (operation == ">=")
      holds = holds && version >= *bound;
    else if (operation == ">")
      holds = holds && version > *bound;
    else if (operation == "<=")
      holds = holds && version <= *bound;
    else if (operation == "<")
      holds = holds && version < *bound;
    else if (operation == "=")
      holds = holds && version == *bound;
    else
      return std::nullopt;
    any = true;
  }
  return any ? std::optional(holds) : std::nullopt;
}

std::string format_problem(std::string_view format, std::string_view text) {
  struct Rule {
    std::string_view format;
    bool (*holds)(std::string_view);
    std::string_view problem;
  };
  static constexpr Rule rules[] = {
      {"guichet-id", is_id, "is not an id: use lower-case letters, digits and single dashes, such as \"wifi-event\""},
      {"guichet-field-id", is_field_id,
       "is not a field id: start with a lower-case letter, then letters, digits, dashes or underscores"},
      {"guichet-reference", is_reference, "is not a reference: write the id, or \"plugin/id\" for another plugin's"},
      {"guichet-near", is_near,
       "is not a place to look near: write answers.FIELD, requester.campus, requester.component or requester.office"},
      {"guichet-text", [](std::string_view t) { return !is_blank(t); }, "is blank: write a text"},
      {"guichet-e-mail", is_mail, "is not an e-mail address"},
      {"guichet-version", [](std::string_view t) { return version_of(t) && std::count(t.begin(), t.end(), '.') == 2; },
       "is not a version: write three numbers, such as \"1.2.0\""},
      {"guichet-range", [](std::string_view t) { return within(Version{}, t).has_value(); },
       "is not a range of versions: write comparisons such as \">=0.1 <1.0\""},
      {"guichet-duration", [](std::string_view t) { return domain::duration_of(t).has_value(); },
       "is not a duration: write \"30min\", \"4h\", \"2d\" (working time) or \"24h!\" (on the clock); a day or more of "
       "working time is written in days: \"1d\", not \"24h\""},
      {"guichet-deadline", [](std::string_view t) { return deadline_of(t).has_value(); },
       "is not a deadline: write \"500ms\", \"10s\" or \"2min\", five minutes at most"},
      {"guichet-interval", [](std::string_view t) { return interval_of(t).has_value(); },
       "is not an interval: write \"15min\", \"2h\" or \"1d\", 31 days at most"},
      {"guichet-time", [](std::string_view t) { return time_of_day(t).has_value(); },
       "is not a time of day: write it as \"08:30\""},
      {"guichet-host", is_host,
       "is not the name of a host: write it in lower case without a scheme or port, such as \"ldap.univ.example\""},
      {"guichet-size", [](std::string_view t) { return size_of(t).has_value(); },
       "is not a size: write \"500KB\" or \"10MB\", one GB at most"},
      {"guichet-file", is_bundle_path, "is not a path inside the bundle"},
      {"guichet-date", is_date, "is not a date: write it as 2026-09-01"},
  };
  for (const Rule& rule : rules) {
    if (rule.format == format) return rule.holds(text) ? "" : std::string(rule.problem);
  }
  return "";
}

}  // namespace guichet::plugins
