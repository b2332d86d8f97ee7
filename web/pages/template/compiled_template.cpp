// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/pages/template/compiled_template.hpp"

#include <algorithm>
#include <sstream>

namespace guichet::web::pages {
namespace {

constexpr std::string_view special = "&<>\"'\x01";

void append_escaped(std::string& out, std::string_view text) {
  while (true) {
    const std::size_t next = text.find_first_of(special);
    out.append(text.substr(0, next));
    if (next == std::string_view::npos) return;
    switch (text[next]) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        break;
    }
    text.remove_prefix(next + 1);
  }
}

std::string_view trimmed_tag(std::string_view text) {
  const std::size_t from = text.find_first_not_of(" \t");
  if (from == std::string_view::npos) return {};
  return text.substr(from, text.find_last_not_of(" \t") - from + 1);
}

struct IsEmpty : boost::static_visitor<bool> {
  bool operator()(std::nullptr_t) const { return true; }
  bool operator()(bool value) const { return !value; }
  bool operator()(int value) const { return value == 0; }
  bool operator()(double value) const { return value == 0; }
  bool operator()(const std::string& value) const { return value.empty(); }
  bool operator()(const mstch::array& value) const { return value.empty(); }
  template <typename Other>
  bool operator()(const Other&) const {
    return false;
  }
};

/// A number or truth in words; texts are appended where they are.
struct Printed : boost::static_visitor<std::string> {
  std::string operator()(bool value) const { return value ? "true" : "false"; }
  std::string operator()(int value) const { return std::to_string(value); }
  std::string operator()(double value) const {
    std::ostringstream text;
    text << value;
    return text.str();
  }
  template <typename Other>
  std::string operator()(const Other&) const {
    return {};
  }
};

}  // namespace

std::string escaped(const std::string& text) {
  std::string result;
  result.reserve(text.size() + text.size() / 8);
  append_escaped(result, text);
  return result;
}

/// One rendering: the page so far, and the data from the outermost to the innermost section.
class CompiledTemplate::Rendering {
 public:
  Rendering(std::string& page, const mstch::node& data) : page_(page) { around_.push_back(&data); }

  void run(const std::vector<Part>& parts) {
    for (const Part& part : parts) {
      switch (part.kind) {
        case Part::Kind::text:
          page_.append(part.text);
          break;
        case Part::Kind::value:
        case Part::Kind::raw_value:
          print(find(part.text), part.kind == Part::Kind::raw_value);
          break;
        case Part::Kind::section:
          enter(part);
          break;
        case Part::Kind::inverted:
          if (const mstch::node* node = find(part.text); node == nullptr || boost::apply_visitor(IsEmpty(), *node)) {
            run(part.inside);
          }
          break;
      }
    }
  }

 private:
  void print(const mstch::node* node, bool raw) {
    if (node == nullptr) return;
    if (const auto* text = boost::get<std::string>(node)) {
      raw ? static_cast<void>(page_.append(*text)) : append_escaped(page_, *text);
    } else {
      page_.append(boost::apply_visitor(Printed(), *node));
    }
  }

  void enter(const Part& section) {
    const mstch::node* node = find(section.text);
    if (node == nullptr || boost::apply_visitor(IsEmpty(), *node)) return;
    if (const auto* items = boost::get<mstch::array>(node)) {
      for (const mstch::node& item : *items) run_within(item, section);
    } else {
      run_within(*node, section);
    }
  }

  void run_within(const mstch::node& data, const Part& section) {
    around_.push_back(&data);
    run(section.inside);
    around_.pop_back();
  }

  /// The innermost of this name; nothing when there is none.
  [[nodiscard]] const mstch::node* find(const std::string& name) const {
    if (name == ".") return around_.back();
    for (auto data = around_.rbegin(); data != around_.rend(); ++data) {
      const auto* map = boost::get<mstch::map>(*data);
      if (map == nullptr) continue;
      const auto found = map->find(name);
      if (found != map->end()) return &found->second;
    }
    return nullptr;
  }

  std::string& page_;
  std::vector<const mstch::node*> around_;
};

CompiledTemplate::CompiledTemplate(std::string_view mustache) : fixed_(mustache.size()) {
  while (!mustache.empty()) {
    auto parts = parse(mustache);
    std::move(parts.begin(), parts.end(), std::back_inserter(parts_));
  }
}

/// Up to the end of the section that is open, which is taken too, or of the template.
std::vector<CompiledTemplate::Part> CompiledTemplate::parse(std::string_view& rest) {
  std::vector<Part> parts;
  while (!rest.empty()) {
    const std::size_t open = rest.find("{{");
    if (open != 0) parts.push_back({Part::Kind::text, std::string(rest.substr(0, open)), {}});
    if (open == std::string_view::npos) {
      rest = {};
      break;
    }
    rest.remove_prefix(open);
    const bool triple = rest.substr(0, 3) == "{{{";
    const std::string_view closing = triple ? "}}}" : "}}";
    const std::size_t end = std::min(rest.find(closing), rest.size() - std::min(rest.size(), closing.size()));
    const std::size_t begin = std::min(closing.size(), end);
    std::string_view tag = trimmed_tag(rest.substr(begin, end - begin));
    rest.remove_prefix(std::min(rest.size(), end + closing.size()));
    const char sign = tag.empty() ? ' ' : tag.front();
    if (sign == '/') return parts;
    if (sign == '!') continue;
    if (sign == '#' || sign == '^' || sign == '&') tag = trimmed_tag(tag.substr(1));
    Part part{Part::Kind::value, std::string(tag), {}};
    if (triple || sign == '&') part.kind = Part::Kind::raw_value;
    if (sign == '#') part.kind = Part::Kind::section;
    if (sign == '^') part.kind = Part::Kind::inverted;
    if (sign == '#' || sign == '^') part.inside = parse(rest);
    parts.push_back(std::move(part));
  }
  return parts;
}

std::string CompiledTemplate::render(const mstch::node& data) const {
  std::string page;
  page.reserve(fixed_ + fixed_ / 4);
  Rendering(page, data).run(parts_);
  return page;
}

}  // namespace guichet::web::pages
