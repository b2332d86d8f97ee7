// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/plugins/authoring/yaml.hpp"

#include "kernel/plugins/authoring/scalar.hpp"
#include "kernel/plugins/rules/finding.hpp"
#include "kernel/plugins/rules/suggestion.hpp"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <sstream>

namespace guichet::plugins::authoring {
namespace {

using nlohmann::json;

struct Refused {
  int line;
  std::string text;
};

/// Builds JSON from the parser's events, so that limits hold while the text is read and not after.
class Builder final : public YAML::EventHandler {
 public:
  Builder(int first_line, const YamlLimits& limits) : first_line_(first_line), limits_(limits) {}

  json value;
  std::map<std::string, int> lines;

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}
  void OnAnchor(const YAML::Mark& mark, const std::string&) override { refuse_anchor(mark); }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override { refuse_anchor(mark); }

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    if (anchor != 0) refuse_anchor(mark);
    if (expects_key()) throw Refused{line_of(mark), "a key is empty: write its name before the colon"};
    place(nullptr, mark);
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& text) override {
    if (anchor != 0) refuse_anchor(mark);
    if (tag != "?" && tag != "!")
      throw Refused{line_of(mark), "tags such as " + in_quotes(tag) + " are not read: remove it"};
    if (text.size() > limits_.scalar) {
      throw Refused{line_of(mark),
                    "a text has " + std::to_string(text.size()) + " bytes; at most " + std::to_string(limits_.scalar)};
    }
    if (expects_key()) return take_key(text, mark);
    place(tag == "!" ? json(text) : typed_scalar(text), mark);
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open(json::array(), mark, tag, anchor);
  }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    open(json::object(), mark, tag, anchor);
  }
  void OnSequenceEnd() override { open_.pop_back(); }
  void OnMapEnd() override { open_.pop_back(); }

 private:
  struct Open {
    json* container;
    std::string pointer;
    bool has_key = false;
    std::string key;
    int key_line = 0;
  };

  [[nodiscard]] int line_of(const YAML::Mark& mark) const { return mark.line + first_line_; }

  [[noreturn]] void refuse_anchor(const YAML::Mark& mark) const {
    throw Refused{line_of(mark), "anchors (&) and aliases (*) are not read: write the value out"};
  }

  [[nodiscard]] bool expects_key() const {
    return !open_.empty() && open_.back().container->is_object() && !open_.back().has_key;
  }

  void take_key(const std::string& key, const YAML::Mark& mark) {
    Open& map = open_.back();
    if (map.container->contains(key)) {
      const int first = lines[map.pointer + "/" + pointer_part(key)];
      throw Refused{line_of(mark),
                    "the key " + in_quotes(key) + " is there twice (first on line " + std::to_string(first) + ")"};
    }
    map.has_key = true;
    map.key = key;
    map.key_line = line_of(mark);
  }

  void open(json container, const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor) {
    if (anchor != 0) refuse_anchor(mark);
    if (!tag.empty() && tag != "?" && tag != "!")
      throw Refused{line_of(mark), "tags such as " + in_quotes(tag) + " are not read: remove it"};
    if (expects_key()) throw Refused{line_of(mark), "a key must be a text"};
    if (open_.size() >= limits_.depth) {
      throw Refused{line_of(mark), "nested deeper than " + std::to_string(limits_.depth) + " levels: make it simpler"};
    }
    auto [placed, pointer] = place(std::move(container), mark);
    open_.push_back({placed, pointer, false, "", 0});
  }

  std::pair<json*, std::string> place(json child, const YAML::Mark& mark) {
    if (++count_ > limits_.values) {
      throw Refused{line_of(mark), "the file holds more than " + std::to_string(limits_.values) + " values: split it"};
    }
    if (open_.empty()) {
      value = std::move(child);
      lines[""] = line_of(mark);
      return {&value, ""};
    }
    Open& parent = open_.back();
    if (parent.container->is_array()) {
      const std::string pointer = parent.pointer + "/" + std::to_string(parent.container->size());
      lines[pointer] = line_of(mark);
      parent.container->push_back(std::move(child));
      return {&parent.container->back(), pointer};
    }
    const std::string pointer = parent.pointer + "/" + pointer_part(parent.key);
    lines[pointer] = parent.key_line;
    parent.has_key = false;
    json& placed = (*parent.container)[parent.key];
    placed = std::move(child);
    return {&placed, pointer};
  }

  int first_line_;
  const YamlLimits& limits_;
  std::size_t count_ = 0;
  std::vector<Open> open_;
};

/// Bytes of the first character, 0 when it is not UTF-8 or is a control character other than tab and line ends.
int length_of_character(std::string_view rest) {
  const auto byte = [&](std::size_t i) { return i < rest.size() ? static_cast<unsigned char>(rest[i]) : 0U; };
  const auto follows = [&](std::size_t i) { return (byte(i) & 0xC0U) == 0x80U; };
  const unsigned first = byte(0);
  if (first < 0x80)
    return first >= 0x20 || first == '\n' || first == '\r' || first == '\t' ? (first == 0x7F ? 0 : 1) : 0;
  if (first >= 0xC2 && first <= 0xDF && follows(1)) return byte(1) < 0xA0 && first == 0xC2 ? 0 : 2;  // C1 controls
  if ((first & 0xF0U) == 0xE0U && follows(1) && follows(2)) {
    const bool overlong = first == 0xE0 && byte(1) < 0xA0;
    const bool surrogate = first == 0xED && byte(1) >= 0xA0;
    return overlong || surrogate ? 0 : 3;
  }
  if (first >= 0xF0 && first <= 0xF4 && follows(1) && follows(2) && follows(3)) {
    const bool outside = (first == 0xF0 && byte(1) < 0x90) || (first == 0xF4 && byte(1) >= 0x90);
    return outside ? 0 : 4;
  }
  return 0;
}

}  // namespace

std::optional<int> first_unclean_line(std::string_view text) {
  int line = 1;
  while (!text.empty()) {
    const int length = length_of_character(text);
    if (length == 0) return line;
    if (text.front() == '\n') ++line;
    text.remove_prefix(static_cast<std::size_t>(length));
  }
  return std::nullopt;
}

YamlDocument read_yaml(std::string_view text, int first_line, const YamlLimits& limits) {
  YamlDocument document;
  const auto refuse = [&](int line, std::string why) { document.problems.push_back({line, std::move(why)}); };
  if (text.size() > limits.bytes) {
    refuse(first_line,
           "the file has " + std::to_string(text.size()) + " bytes; at most " + std::to_string(limits.bytes));
    return document;
  }
  if (const auto line = first_unclean_line(text)) {
    refuse(*line + first_line - 1, "holds bytes that are not UTF-8 text: save the file as UTF-8");
    return document;
  }
  Builder builder(first_line, limits);
  std::istringstream stream{std::string(text)};
  try {
    YAML::Parser parser(stream);
    if (!parser.HandleNextDocument(builder)) {
      refuse(first_line, "the file is empty");
    } else {
      document.value = std::move(builder.value);
      document.lines = std::move(builder.lines);
      Builder rest(first_line, limits);
      if (parser.HandleNextDocument(rest)) refuse(first_line, "the file holds a second document (---): one a file");
    }
  } catch (const Refused& refused) {
    refuse(refused.line, refused.text);
  } catch (const YAML::Exception& error) {
    const int line = error.mark.is_null() ? first_line : error.mark.line + first_line;
    refuse(line, "is not YAML here: " + error.msg);
  }
  return document;
}

}  // namespace guichet::plugins::authoring
