// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/personal_spans.hpp"

#include <array>

namespace guichet::counter::personal {
namespace {

constexpr std::string_view spaces = " \t\r\n";

/// A piece of the text between spaces and brackets.
struct Piece {
  std::size_t begin = 0, end = 0;
  std::string_view written;
};

bool is_hex(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

std::vector<std::string_view> cut(std::string_view text, char sign) {
  std::vector<std::string_view> parts;
  for (std::size_t from = 0; from <= text.size();) {
    const std::size_t end = std::min(text.find(sign, from), text.size());
    parts.push_back(text.substr(from, end - from));
    from = end + 1;
  }
  return parts;
}

/// 00:1A:2B:3C:4D:5E, with colons or hyphens.
bool is_card(std::string_view piece) {
  for (const char sign : {':', '-'}) {
    const auto parts = cut(piece, sign);
    if (parts.size() == 6 && std::all_of(parts.begin(), parts.end(), [](std::string_view part) {
          return part.size() == 2 && std::all_of(part.begin(), part.end(), is_hex);
        }))
      return true;
  }
  return false;
}

/// 10.12.13.14; those that are everybody's (127.0.0.1, 0.0.0.0, masks) name nobody.
bool is_ipv4(std::string_view piece) {
  piece = piece.substr(0, piece.find_first_of("/:"));
  const auto parts = cut(piece, '.');
  if (parts.size() != 4) return false;
  for (const std::string_view part : parts) {
    if (part.empty() || part.size() > 3 || !std::all_of(part.begin(), part.end(), is_digit)) return false;
    if (std::stoi(std::string(part)) > 255) return false;
  }
  return parts[0] != "127" && parts[0] != "255" && parts[0] != "0";
}

bool is_ipv6(std::string_view piece) {
  const auto colons = std::count(piece.begin(), piece.end(), ':');
  const bool letters = std::any_of(piece.begin(), piece.end(), [](char c) { return is_hex(c) && is_letter(c); });
  return colons >= 3 && (letters || piece.find("::") != std::string_view::npos) &&
         std::all_of(piece.begin(), piece.end(), [](char c) { return is_hex(c) || c == ':'; });
}

/// AB-123-CD.
bool is_plate(std::string_view piece) {
  const auto parts = cut(piece, '-');
  return parts.size() == 3 && parts[0].size() == 2 && parts[1].size() == 3 && parts[2].size() == 2 &&
         std::all_of(parts[0].begin(), parts[0].end(), is_letter) &&
         std::all_of(parts[1].begin(), parts[1].end(), is_digit) &&
         std::all_of(parts[2].begin(), parts[2].end(), is_letter);
}

bool is_handle(std::string_view piece) {
  constexpr std::size_t shortest = 3;
  return piece.size() >= shortest && piece[0] == '@' && is_letter(piece[1]) &&
         std::all_of(piece.begin() + 1, piece.end(),
                     [](char c) { return is_letter(c) || is_digit(c) || c == '_' || c == '.' || c == '-'; });
}

/// A web address that leads to somebody: to a page of theirs, with their sign-in name, a long number or a key.
bool is_theirs(std::string_view url, const std::vector<std::string>& logins) {
  const std::string in = lower_ascii(url);
  const std::size_t host = in.find("://");
  const std::size_t path = in.find_first_of("/?#", host == std::string::npos ? 0 : host + 3);
  if (path == std::string::npos) return false;
  const std::string_view rest = std::string_view(in).substr(path);
  for (const std::string_view sign :
       {"/~",     "/u/",   "/user/", "/users/", "/people/",  "/home/",    "/profil", "/perso/", "/in/",  "/j/",    "@",
        "login=", "user=", "uid=",   "pwd=",    "password=", "passcode=", "token=",  "key=",    "mail=", "ticket="}) {
    if (rest.find(sign) != std::string_view::npos) return true;
  }
  for (const std::string& login : logins) {
    if (login.size() >= 3 && rest.find(login) != std::string_view::npos) return true;
  }
  std::size_t digits = 0;
  constexpr std::size_t long_number = 6;
  for (const char c : rest) {
    digits = is_digit(c) ? digits + 1 : 0;
    if (digits >= long_number) return true;
  }
  return false;
}

}  // namespace

void find_technical(const Reading& reading, const std::vector<std::string>& logins, const PersonalMarks& marks,
                    std::vector<Span>& spans) {
  const std::string_view text = reading.text;
  for (std::size_t at = text.find_first_not_of(spaces); at < text.size(); at = text.find_first_not_of(spaces, at)) {
    const std::size_t next = std::min(text.find_first_of(spaces, at), text.size());
    std::size_t begin = at, end = next;
    while (begin < end && std::string_view("(<[\"'`").find(text[begin]) != std::string_view::npos) ++begin;
    while (end > begin && std::string_view(")>]\"'`,;.!?").find(text[end - 1]) != std::string_view::npos) --end;
    at = next;
    constexpr std::size_t longest = 4'000;
    if (end - begin > longest) continue;
    std::string_view piece = text.substr(begin, end - begin);
    const std::size_t scheme = piece.find("://");
    if (scheme != std::string_view::npos || piece.substr(0, 4) == "www.") {
      if (is_theirs(piece, logins)) spans.push_back({begin, end, &marks.link});
      continue;
    }
    // « ip:10.12.13.14 »
    if (const std::size_t sign = piece.find_first_of(":=");
        sign != std::string_view::npos && sign <= 4 && sign > 0 && !is_card(piece) && !is_ipv6(piece)) {
      begin += sign + 1;
      piece = text.substr(begin, end - begin);
    }
    if (is_handle(piece)) {
      spans.push_back({begin, end, &marks.login});
    } else if (is_card(piece) || is_ipv4(piece) || is_ipv6(piece) || is_plate(piece)) {
      spans.push_back({begin, end, &marks.number});
    }
  }
}

}  // namespace guichet::counter::personal
