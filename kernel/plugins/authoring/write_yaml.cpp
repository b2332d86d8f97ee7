// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/plugins/authoring/write_yaml.hpp"

#include "kernel/plugins/authoring/scalar.hpp"

#include <yaml-cpp/emitter.h>
#include <yaml-cpp/emittermanip.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

namespace guichet::plugins::authoring {
namespace {

using nlohmann::json;

// Keys as they are read aloud; any other comes after these, by name.
constexpr std::array<std::string_view, 60> order{
    "id",          "title",      "type",      "label",        "hint",          "summary",
    "theme",       "kind",       "icon",      "public",       "confidential",  "audience",
    "affiliation", "campus",     "component", "says",         "keywords",      "fr",
    "en",          "required",   "min",       "max",          "options",       "value",
    "when",        "answers",    "form",      "validators",   "urgency",       "team",
    "near",        "why",        "route",     "commitment",   "take_charge",   "resolve",
    "calendar",    "workflow",   "after",     "returns",      "stakes",        "approval",
    "by",          "need",       "order",     "mode",         "object_before", "on_objection",
    "remind",      "escalate",   "task",      "instructions", "request",       "service",
    "map",         "automation", "input",     "retry",        "undo",          "otherwise"};

std::size_t rank_of(const std::string& key) {
  return static_cast<std::size_t>(std::find(order.begin(), order.end(), key) - order.begin());
}

std::vector<std::string> keys_of(const json& object) {
  std::vector<std::string> keys;
  for (const auto& [key, unused] : object.items()) keys.push_back(key);
  std::stable_sort(keys.begin(), keys.end(),
                   [](const std::string& a, const std::string& b) { return rank_of(a) < rank_of(b); });
  return keys;
}

bool is_plain(const json& value) {
  return !value.is_structured() || value.empty();
}

constexpr std::size_t long_line = 130;

/// How much of a line it takes; more than a line when it does not belong on one.
std::size_t width_of(const json& value) {
  if (is_plain(value)) return value.dump().size();
  std::size_t width = 4;
  for (const auto& [key, item] : value.items()) {
    width += width_of(item) + 2 + (value.is_object() ? key.size() + 2 : 0);
    if (width > long_line) return width;
  }
  return width;
}

/// Texts in two languages, rules and small records stand on one line.
bool fits_on_a_line(const json& value) {
  return width_of(value) <= long_line;
}

/// Whether a text reads as itself without quotation marks: an id, a duration.
bool needs_no_marks(const std::string& text) {
  const bool word = !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
           c == '.' || c == '/';
  });
  return word && text.front() != '-' && text.front() != '.' && typed_scalar(text) == json(text);
}

class Writer {
 public:
  std::string write(const json& value) {
    emitter_.SetIndent(2);
    put(value, false);
    return std::string(emitter_.c_str()) + "\n";
  }

 private:
  void put(const json& value, bool on_a_line) {
    switch (value.type()) {
      case json::value_t::object:
        return put_object(value, on_a_line);
      case json::value_t::array:
        return put_array(value, on_a_line);
      case json::value_t::string:
        return put_text(value.get_ref<const std::string&>());
      case json::value_t::null:
        emitter_ << YAML::Null;
        return;
      default:
        emitter_ << value.dump();
        return;
    }
  }

  void put_object(const json& object, bool on_a_line) {
    const bool flow = on_a_line || object.empty() || (depth_ > 0 && fits_on_a_line(object));
    emitter_ << (flow ? YAML::Flow : YAML::Block) << YAML::BeginMap;
    ++depth_;
    for (const std::string& key : keys_of(object)) {
      emitter_ << YAML::Key;
      put_text(key);
      emitter_ << YAML::Value;
      put(object[key], flow);
    }
    --depth_;
    emitter_ << YAML::EndMap;
  }

  void put_array(const json& array, bool on_a_line) {
    const bool sentences = std::any_of(array.begin(), array.end(), [](const json& item) {
      return item.is_object() ||
             (item.is_string() && item.get_ref<const std::string&>().find(' ') != std::string::npos);
    });
    const bool flow = on_a_line || array.empty() || (!sentences && fits_on_a_line(array));
    emitter_ << (flow ? YAML::Flow : YAML::Block) << YAML::BeginSeq;
    ++depth_;
    for (const json& item : array) put(item, flow);
    --depth_;
    emitter_ << YAML::EndSeq;
  }

  void put_text(const std::string& text) {
    if (!needs_no_marks(text)) emitter_ << YAML::DoubleQuoted;
    emitter_ << text;
  }

  YAML::Emitter emitter_;
  int depth_ = 0;
};

}  // namespace

std::string write_yaml(const json& value) {
  return Writer().write(value);
}

}  // namespace guichet::plugins::authoring
