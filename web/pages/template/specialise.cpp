// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/pages/template/specialise.hpp"

#include <array>
#include <map>
#include <utility>
#include <vector>

namespace guichet::web::pages {
namespace {

constexpr int deepest_part = 12;
using Blocks = std::map<std::string, std::string, std::less<>>;

struct Problem {
  std::string detail;
};

/// Everything but the few tags that texts may hold, and their placeholders.
std::string escaped_text(std::string_view text) {
  static constexpr std::array<std::string_view, 6> allowed = {"<strong>", "</strong>", "<em>",
                                                              "</em>",    "<kbd>",     "</kbd>"};
  std::string result;
  for (std::size_t i = 0; i < text.size();) {
    const std::string_view rest = text.substr(i);
    if (rest.front() == '<') {
      bool kept = false;
      for (const std::string_view tag : allowed) {
        if (rest.substr(0, tag.size()) != tag) continue;
        result.append(tag);
        i += tag.size();
        kept = true;
        break;
      }
      if (kept) continue;
    }
    switch (rest.front()) {
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
      default:
        result += rest.front();
    }
    ++i;
  }
  return result;
}

std::string_view trimmed(std::string_view text) {
  const std::size_t from = text.find_first_not_of(" \t\r");
  if (from == std::string_view::npos) return {};
  return text.substr(from, text.find_last_not_of(" \t\r") - from + 1);
}

/// A line that holds nothing but tags that print nothing.
bool is_silent(std::string_view line) {
  bool any = false;
  while (!line.empty()) {
    if (line.substr(0, 2) != "{{" || line.size() < 3) return false;
    if (std::string_view("#^/>!$").find(line[2]) == std::string_view::npos) return false;
    const std::size_t end = line.find("}}");
    if (end == std::string_view::npos) return false;
    line.remove_prefix(end + 2);
    any = true;
  }
  return any;
}

std::string without_comments(std::string_view source) {
  std::string result;
  while (true) {
    const std::size_t open = source.find("{{!");
    const std::size_t close = open == std::string_view::npos ? open : source.find("}}", open);
    if (close == std::string_view::npos) return result.append(source);
    result.append(source.substr(0, open));
    source.remove_prefix(close + 2);
  }
}

/// Indentation and the line ends of silent lines cost bytes in every page and nothing else.
std::string tightened(std::string_view source) {
  std::string result;
  while (!source.empty()) {
    const std::size_t end = source.find('\n');
    const std::string_view line = trimmed(source.substr(0, end));
    if (!line.empty()) {
      result.append(line);
      if (!is_silent(line)) result += '\n';
    }
    source.remove_prefix(end == std::string_view::npos ? source.size() : end + 1);
  }
  return result;
}

/// Takes {{$name}}...{{/name}} out of a page.
std::string take_blocks(std::string source, Blocks& blocks) {
  std::size_t open = 0;
  while ((open = source.find("{{$", open)) != std::string::npos) {
    const std::size_t end = source.find("}}", open);
    if (end == std::string::npos) throw Problem{"a block is not closed"};
    const std::string name = source.substr(open + 3, end - open - 3);
    const std::string closing = "{{/" + name + "}}";
    const std::size_t close = source.find(closing, end);
    if (close == std::string::npos) throw Problem{"block " + name + " is not closed"};
    blocks[name] = source.substr(end + 2, close - end - 2);
    source.erase(open, close + closing.size() - open);
  }
  return source;
}

std::string fill_blocks(std::string source, const Blocks& blocks) {
  std::size_t open = 0;
  while ((open = source.find("{{$", open)) != std::string::npos) {
    const std::size_t end = source.find("}}", open);
    const std::string name = source.substr(open + 3, end - open - 3);
    const std::string closing = "{{/" + name + "}}";
    const std::size_t close = source.find(closing, end);
    if (close == std::string::npos) throw Problem{"block " + name + " is not closed"};
    const auto filled = blocks.find(name);
    const std::string content = filled == blocks.end() ? source.substr(end + 2, close - end - 2) : filled->second;
    source.replace(open, close + closing.size() - open, content);
  }
  return source;
}

class Specialiser {
 public:
  explicit Specialiser(const Specialisation& with) : with_(with) {}

  std::string run(std::string_view source, int depth) {
    if (depth > deepest_part) throw Problem{"parts nest too deep: is one in itself?"};
    const std::string text = tightened(without_comments(source));
    std::string_view rest = text;
    std::string result;
    while (true) {
      const std::size_t open = rest.find("{{");
      if (open == std::string_view::npos) return result.append(rest);
      result.append(rest.substr(0, open));
      rest.remove_prefix(open);
      const bool raw = rest.substr(0, 3) == "{{{";
      const std::size_t end = rest.find(raw ? "}}}" : "}}");
      if (end == std::string_view::npos) throw Problem{"a tag is not closed"};
      const std::string_view whole = rest.substr(0, end + (raw ? 3 : 2));
      result += expanded(trimmed(rest.substr(2, end - 2)), whole, depth);
      rest.remove_prefix(whole.size());
    }
  }

 private:
  std::string expanded(std::string_view tag, std::string_view whole, int depth) {
    if (tag.substr(0, 1) == ">") return part(trimmed(tag.substr(1)), depth);
    if (tag.substr(0, 2) == "t:") return message(tag.substr(2));
    if (tag.substr(0, 3) == "tn:") return plural(tag.substr(3));
    if (tag.substr(0, 6) == "asset:") return asset(tag.substr(6));
    const bool french = with_.catalogue->language() == domain::Language::fr;
    if (tag == "l:code") return french ? "fr" : "en";
    if (tag == "l:other") return french ? "en" : "fr";
    return std::string(whole);
  }

  std::string part(std::string_view name, int depth) {
    const std::optional<std::string> source = with_.part(name);
    if (!source) throw Problem{"no part " + std::string(name)};
    return run(*source, depth + 1);
  }

  std::string message(std::string_view key) {
    const std::optional<std::string_view> text = with_.catalogue->find(key);
    if (!text) throw Problem{"no text " + std::string(key)};
    return escaped_text(*text);
  }

  std::string plural(std::string_view tag) {
    const std::size_t colon = tag.find(':');
    if (colon == std::string_view::npos) throw Problem{"no count in tn:" + std::string(tag)};
    const std::string_view key = tag.substr(0, colon);
    const std::string flag = std::string(tag.substr(colon + 1)) + "_plural}}";
    const std::optional<std::string_view> one = with_.catalogue->find_plural(key, 1);
    const std::optional<std::string_view> several = with_.catalogue->find_plural(key, 2);
    if (!one || !several) throw Problem{"no plural text " + std::string(key)};
    return "{{#" + flag + escaped_text(*several) + "{{/" + flag + "{{^" + flag + escaped_text(*one) + "{{/" + flag;
  }

  std::string asset(std::string_view name) {
    std::string address = with_.asset(name);
    if (address.empty()) throw Problem{"no asset " + std::string(name)};
    return address;
  }

  const Specialisation& with_;
};

void check_balance(std::string_view text) {
  std::vector<std::string> open_sections;
  std::size_t at = 0;
  while ((at = text.find("{{", at)) != std::string_view::npos) {
    const std::size_t end = text.find("}}", at);
    const std::string_view tag = text.substr(at + 2, end - at - 2);
    if (tag.substr(0, 1) == "#" || tag.substr(0, 1) == "^") open_sections.emplace_back(tag.substr(1));
    if (tag.substr(0, 1) == "/") {
      if (open_sections.empty() || open_sections.back() != tag.substr(1)) {
        throw Problem{"section " + std::string(tag.substr(1)) + " is closed but not open"};
      }
      open_sections.pop_back();
    }
    at = end;
  }
  if (!open_sections.empty()) throw Problem{"section " + open_sections.back() + " is not closed"};
}

template <typename Work>
domain::Result<std::string> guarded(Work&& work) {
  try {
    std::string text = work();
    check_balance(text);
    return text;
  } catch (const Problem& problem) {
    return domain::Error{domain::ErrorKind::internal, "error.internal", nlohmann::json::object(), {}, problem.detail};
  }
}

}  // namespace

domain::Result<std::string> specialise(std::string_view source, const Specialisation& with) {
  return guarded([&] {
    Blocks ignored;
    return Specialiser(with).run(take_blocks(without_comments(source), ignored), 0);
  });
}

domain::Result<std::string> specialise_page(std::string_view layout, std::string_view content,
                                            const Specialisation& with) {
  return guarded([&] {
    Blocks blocks;
    const std::string body = take_blocks(without_comments(content), blocks);
    Specialisation inside = with;
    inside.part = [&](std::string_view name) -> std::optional<std::string> {
      return name == "content" ? body : with.part(name);
    };
    return Specialiser(inside).run(fill_blocks(without_comments(layout), blocks), 0);
  });
}

}  // namespace guichet::web::pages
