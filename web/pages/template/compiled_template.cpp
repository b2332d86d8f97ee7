// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/pages/template/compiled_template.hpp"

#include <algorithm>
#include <cstring>
#include <mutex>

namespace guichet::web::pages {
namespace {

constexpr char mark = '\x01';
constexpr std::size_t mark_size = 3;
constexpr std::size_t shortest_marked = 4;
// Digits of a mark: bytes that Mustache gives no meaning to.
constexpr std::size_t base = 64;
constexpr char first_digit = '0';  // '0' to 'o'

}  // namespace

std::string escaped(const std::string& text) {
  std::string result;
  result.reserve(text.size() + text.size() / 8);
  for (const char character : text) {
    switch (character) {
      case '&':
        result += "&amp;";
        break;
      case '<':
        result += "&lt;";
        break;
      case '>':
        result += "&gt;";
        break;
      case '"':
        result += "&quot;";
        break;
      case '\'':
        result += "&#39;";
        break;
      case mark:
        break;
      default:
        result += character;
    }
  }
  return result;
}

CompiledTemplate::CompiledTemplate(std::string_view mustache) {
  static std::once_flag once;
  std::call_once(once, [] { mstch::config::escape = escaped; });
  while (!mustache.empty()) {
    const std::size_t open = mustache.find("{{");
    marked_ += mark_for(mustache.substr(0, open));
    if (open == std::string_view::npos) break;
    mustache.remove_prefix(open);
    const std::string_view closing = mustache.substr(0, 3) == "{{{" ? "}}}" : "}}";
    const std::size_t end = std::min(mustache.find(closing), mustache.size() - closing.size()) + closing.size();
    marked_.append(mustache.substr(0, end));
    mustache.remove_prefix(end);
  }
}

std::string CompiledTemplate::mark_for(std::string_view literal) {
  // A line end left in the template would let mstch take tags alone on their line for standalone ones.
  if (literal.size() < shortest_marked && literal.find_first_of("\n \t") == std::string_view::npos) {
    return std::string(literal);
  }
  const auto known = std::find(literals_.begin(), literals_.end(), literal);
  const std::size_t index = static_cast<std::size_t>(known - literals_.begin());
  if (known == literals_.end()) literals_.emplace_back(literal);
  return {mark, static_cast<char>(first_digit + index / base), static_cast<char>(first_digit + index % base)};
}

std::string CompiledTemplate::render(const mstch::node& data) const {
  const std::string rendered = mstch::render(marked_, data);
  std::string page;
  page.reserve(rendered.size() * 4);
  const char* at = rendered.data();
  const char* const end = at + rendered.size();
  while (at != end) {
    const char* next = static_cast<const char*>(std::memchr(at, mark, static_cast<std::size_t>(end - at)));
    if (next == nullptr || static_cast<std::size_t>(end - next) < mark_size) {
      page.append(at, end);
      break;
    }
    page.append(at, next);
    const std::size_t index =
        static_cast<std::size_t>(next[1] - first_digit) * base + static_cast<std::size_t>(next[2] - first_digit);
    if (index < literals_.size()) page.append(literals_[index]);
    at = next + mark_size;
  }
  return page;
}

}  // namespace guichet::web::pages
