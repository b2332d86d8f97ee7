// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/domain/typed_text.hpp"

#include <date/date.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>

namespace guichet::domain::typed {
namespace {

// Thin, narrow no-break, no-break and figure spaces: what word processors and French typing put between digits.
constexpr std::array<std::string_view, 8> spaces{" ",        "\t",           "\n",           "\r",
                                                 "\xC2\xA0", "\xE2\x80\xAF", "\xE2\x80\x89", "\xE2\x80\x87"};

bool is_digit(char sign) {
  return sign >= '0' && sign <= '9';
}
bool is_letter(char sign) {
  return (sign >= 'a' && sign <= 'z') || (sign >= 'A' && sign <= 'Z');
}

char small(char sign) {
  return sign >= 'A' && sign <= 'Z' ? static_cast<char>(sign - 'A' + 'a') : sign;
}

std::string small(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(), [](char sign) { return small(sign); });
  return result;
}

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char sign) { return is_digit(sign); });
}

template <typename Number>
Number number_of(std::string_view digits) {
  Number number{};
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return number;
}

struct Digits {
  bool negative = false;
  std::string whole;
  std::string fraction;
};

/// Sign, digits and at most one comma or point; nothing with an exponent, with letters, or longer than a double can
/// tell.
std::optional<Digits> digits_of(std::string_view text) {
  if (text.size() > 80) return std::nullopt;
  std::string plain;
  for (std::string_view rest = text; !rest.empty();) {
    const auto* const space =
        std::find_if(spaces.begin(), spaces.end(), [&](std::string_view s) { return rest.starts_with(s); });
    if (space == spaces.end()) plain += rest[0];
    rest.remove_prefix(space == spaces.end() ? 1 : space->size());
  }
  Digits digits;
  std::string_view rest = plain;
  constexpr std::string_view minus_sign = "\xE2\x88\x92";
  if (rest.starts_with('-') || rest.starts_with('+')) {
    digits.negative = rest[0] == '-';
    rest.remove_prefix(1);
  } else if (rest.starts_with(minus_sign)) {
    digits.negative = true;
    rest.remove_prefix(minus_sign.size());
  }
  const std::size_t point = rest.find_first_of(",.");
  digits.whole = rest.substr(0, point);
  if (point != std::string_view::npos) {
    digits.fraction = rest.substr(point + 1);
    if (!all_digits(digits.fraction)) return std::nullopt;
    if (digits.whole.empty()) digits.whole = "0";
  }
  if (!all_digits(digits.whole) || digits.whole.size() > 15 || digits.fraction.size() > 10) return std::nullopt;
  return digits;
}

std::optional<std::string> iso_date(std::string_view year, std::string_view month, std::string_view day) {
  if (year.size() != 4 || month.empty() || month.size() > 2 || day.empty() || day.size() > 2) return std::nullopt;
  if (!all_digits(year) || !all_digits(month) || !all_digits(day)) return std::nullopt;
  const date::year_month_day date(date::year(number_of<int>(year)), date::month(number_of<unsigned>(month)),
                                  date::day(number_of<unsigned>(day)));
  if (!date.ok() || number_of<int>(year) < 1000) return std::nullopt;
  const auto two = [](std::string_view digits) { return (digits.size() < 2 ? "0" : "") + std::string(digits); };
  return std::string(year) + "-" + two(month) + "-" + two(day);
}

bool is_host(std::string_view host) {
  if (host.empty() || host.size() > 253) return false;
  while (true) {
    const std::size_t dot = host.find('.');
    const std::string_view label = host.substr(0, dot);
    if (label.empty() || label.size() > 63 || label.front() == '-' || label.back() == '-') return false;
    const bool plain = std::all_of(label.begin(), label.end(),
                                   [](char sign) { return is_letter(sign) || is_digit(sign) || sign == '-'; });
    if (!plain) return false;
    if (dot == std::string_view::npos) return true;
    host.remove_prefix(dot + 1);
  }
}

}  // namespace

std::string_view trimmed(std::string_view text) {
  for (bool again = true; again;) {
    again = false;
    for (const std::string_view space : spaces) {
      while (text.starts_with(space)) text.remove_prefix(space.size()), again = true;
      while (text.ends_with(space)) text.remove_suffix(space.size()), again = true;
    }
  }
  return text;
}

bool is_readable(std::string_view text, bool several_lines) {
  for (std::size_t at = 0; at < text.size();) {
    const auto lead = static_cast<unsigned char>(text[at]);
    if (lead < 0x80) {
      const bool line_end = lead == '\n' || lead == '\r';
      if (lead == 0x7F || (lead < 0x20 && lead != '\t' && !(line_end && several_lines))) return false;
      ++at;
      continue;
    }
    const std::size_t size = lead >= 0xC2 && lead < 0xE0   ? 2
                             : lead >= 0xE0 && lead < 0xF0 ? 3
                             : lead >= 0xF0 && lead < 0xF5 ? 4
                                                           : 0;
    if (size == 0 || at + size > text.size()) return false;
    char32_t point = lead & (0x7FU >> size);
    for (std::size_t next = at + 1; next < at + size; ++next) {
      const auto byte = static_cast<unsigned char>(text[next]);
      if ((byte & 0xC0) != 0x80) return false;
      point = point << 6 | (byte & 0x3F);
    }
    const bool overlong = (size == 3 && point < 0x800) || (size == 4 && point < 0x10000);
    const bool surrogate = point >= 0xD800 && point <= 0xDFFF;
    const bool control = point < 0xA0;
    const bool unreadable = point == 0xFFFD || (point & 0xFFFE) == 0xFFFE || point > 0x10FFFF;
    if (overlong || surrogate || control || unreadable) return false;
    at += size;
  }
  return true;
}

std::size_t count_characters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0) != 0x80; }));
}

std::optional<std::int64_t> integer_of(std::string_view text) {
  const std::optional<Digits> digits = digits_of(text);
  if (!digits || digits->fraction.find_first_not_of('0') != std::string::npos) return std::nullopt;
  // "1.200" is twelve hundred to some and one and a fifth to others: it is asked again.
  if (!digits->fraction.empty() && digits->fraction.size() > 2) return std::nullopt;
  const auto value = number_of<std::int64_t>(digits->whole);
  return digits->negative ? -value : value;
}

std::optional<double> decimal_of(std::string_view text) {
  const std::optional<Digits> digits = digits_of(text);
  if (!digits) return std::nullopt;
  const auto value = number_of<double>(digits->whole + "." + digits->fraction + "0");
  return digits->negative && value != 0 ? -value : value;
}

std::optional<std::int64_t> cents_of(std::string_view text) {
  text = trimmed(text);
  for (const std::string_view currency : {"\xE2\x82\xAC", "EUR", "eur", "euros", "euro"}) {
    if (!text.ends_with(currency)) continue;
    text.remove_suffix(currency.size());
    break;
  }
  std::optional<Digits> digits = digits_of(text);
  if (!digits || digits->fraction.size() > 2 || digits->whole.size() > 13) return std::nullopt;
  digits->fraction.resize(2, '0');
  const auto value = number_of<std::int64_t>(digits->whole + digits->fraction);
  return digits->negative ? -value : value;
}

std::optional<std::string> date_of(std::string_view text) {
  text = trimmed(text);
  if (text.size() == 10 && text[4] == '-' && text[7] == '-') {
    return iso_date(text.substr(0, 4), text.substr(5, 2), text.substr(8, 2));
  }
  const std::size_t first = text.find_first_of("/.-");
  const std::size_t second = first == std::string_view::npos ? first : text.find(text[first], first + 1);
  if (second == std::string_view::npos) return std::nullopt;
  return iso_date(text.substr(second + 1), text.substr(first + 1, second - first - 1), text.substr(0, first));
}

std::optional<std::string> time_of(std::string_view text) {
  text = trimmed(text);
  const std::size_t mark = text.find_first_of(":hH");
  if (mark == std::string_view::npos) return std::nullopt;
  const std::string_view hours = trimmed(text.substr(0, mark));
  std::string_view minutes = trimmed(text.substr(mark + 1));
  if (minutes.empty() && text[mark] != ':') minutes = "00";
  if (minutes.size() == 5 && minutes.substr(2) == ":00") minutes = minutes.substr(0, 2);  // with seconds
  if (!all_digits(hours) || hours.size() > 2 || !all_digits(minutes) || minutes.size() != 2) return std::nullopt;
  if (number_of<int>(hours) > 23 || number_of<int>(minutes) > 59) return std::nullopt;
  return (hours.size() < 2 ? "0" : "") + std::string(hours) + ":" + std::string(minutes);
}

std::optional<bool> yes_no_of(std::string_view text) {
  const std::string word = small(trimmed(text));
  if (word == "yes" || word == "true" || word == "on" || word == "1" || word == "oui") return true;
  if (word == "no" || word == "false" || word == "off" || word == "0" || word == "non") return false;
  return std::nullopt;
}

std::optional<std::string> email_of(std::string_view text) {
  text = trimmed(text);
  const std::size_t at = text.find('@');
  if (at == std::string_view::npos || text.size() > 254) return std::nullopt;
  const std::string_view local = text.substr(0, at), host = text.substr(at + 1);
  if (local.empty() || local.size() > 64 || local.front() == '.' || local.back() == '.') return std::nullopt;
  if (local.find("..") != std::string_view::npos) return std::nullopt;
  const bool plain = std::all_of(local.begin(), local.end(), [](char sign) {
    return is_letter(sign) || is_digit(sign) ||
           std::string_view("._%+-'!#$&*/=?^`{|}~").find(sign) != std::string_view::npos;
  });
  if (!plain || !is_host(host) || host.find('.') == std::string_view::npos) return std::nullopt;
  if (all_digits(host.substr(host.rfind('.') + 1))) return std::nullopt;
  return std::string(local) + "@" + small(host);
}

bool is_phone(std::string_view text) {
  text = trimmed(text);
  if (text.starts_with('+')) text.remove_prefix(1);
  std::size_t digits = 0;
  for (const char sign : text) {
    if (is_digit(sign)) {
      ++digits;
    } else if (std::string_view(" .-/()\xC2\xA0\xE2\x80\xAF\x89").find(sign) == std::string_view::npos) {
      return false;
    }
  }
  return digits >= 3 && digits <= 15 && text.size() <= 60;
}

std::optional<std::string> url_of(std::string_view text) {
  text = trimmed(text);
  if (text.empty() || text.size() > 2000) return std::nullopt;
  const bool plain = std::all_of(text.begin(), text.end(), [](char sign) {
    const auto byte = static_cast<unsigned char>(sign);
    return byte > 0x20 && byte != 0x7F && std::string_view("\"<>\\^`{|}").find(sign) == std::string_view::npos;
  });
  if (!plain) return std::nullopt;
  const std::string lower = small(text.substr(0, 8));
  const std::size_t scheme = lower.starts_with("https://") ? 8 : lower.starts_with("http://") ? 7 : 0;
  std::string_view authority = text.substr(scheme);
  authority = authority.substr(0, authority.find_first_of("/?#"));
  if (scheme == 0 && authority.find(':') != std::string_view::npos) return std::nullopt;
  const std::size_t colon = authority.find(':');
  const std::string_view host = authority.substr(0, colon);
  if (!is_host(host) || (scheme == 0 && host.find('.') == std::string_view::npos)) return std::nullopt;
  if (colon != std::string_view::npos) {
    const std::string_view port = authority.substr(colon + 1);
    if (!all_digits(port) || port.size() > 5 || number_of<int>(port) > 65535) return std::nullopt;
  }
  if (scheme == 0) return "https://" + std::string(text);
  return lower.substr(0, scheme) + std::string(text.substr(scheme));
}

std::optional<std::string> bound_of(std::string_view bound, const std::string& today) {
  if (!bound.starts_with("today"))
    return iso_date(bound.substr(0, 4), bound.size() == 10 ? bound.substr(5, 2) : "",
                    bound.size() == 10 ? bound.substr(8) : "");
  bound.remove_prefix(5);
  if (today.size() != 10 || !date_of(today)) return std::nullopt;
  date::sys_days day = date::year(number_of<int>(std::string_view(today).substr(0, 4))) /
                       number_of<int>(std::string_view(today).substr(5, 2)) /
                       number_of<int>(std::string_view(today).substr(8, 2));
  if (!bound.empty()) {
    if (bound.size() < 3 || (bound[0] != '+' && bound[0] != '-') || bound.back() != 'd') return std::nullopt;
    const std::string_view count = bound.substr(1, bound.size() - 2);
    if (!all_digits(count) || count.size() > 5) return std::nullopt;
    day += date::days(bound[0] == '-' ? -number_of<int>(count) : number_of<int>(count));
  }
  const date::year_month_day date(day);
  std::array<char, 24> text{};
  std::snprintf(text.data(), text.size(), "%04d-%02u-%02u", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  return std::string(text.data());
}

}  // namespace guichet::domain::typed
