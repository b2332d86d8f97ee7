// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/plugins/rules/explain.hpp"

#include "kernel/plugins/rules/format.hpp"
#include "kernel/plugins/rules/suggestion.hpp"

#include <algorithm>

namespace guichet::plugins {
namespace {

using nlohmann::json;

std::string kind_of(const json& value) {
  if (value.is_object()) return "object";
  if (value.is_array()) return "array";
  if (value.is_string()) return "string";
  if (value.is_boolean()) return "boolean";
  if (value.is_number_integer()) return "integer";
  if (value.is_number()) return "number";
  return "null";
}

/// A JSON type in an author's words.
std::string in_words(const std::string& type) {
  if (type == "object") return "keys with values";
  if (type == "array") return "a list";
  if (type == "string") return "a text";
  if (type == "boolean") return "true or false";
  if (type == "integer") return "a whole number";
  if (type == "number") return "a number";
  return "nothing";
}

bool fits(const std::string& type, const json& value) {
  const std::string kind = kind_of(value);
  return kind == type || (type == "number" && kind == "integer");
}

std::size_t characters(const std::string& text) {
  std::size_t count = 0;
  for (const char c : text) count += (static_cast<unsigned char>(c) & 0xC0) != 0x80 ? 1 : 0;
  return count;
}

std::string plural(std::size_t count, const std::string& noun) {
  return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
}

std::vector<std::string> texts_of(const json& list) {
  std::vector<std::string> texts;
  for (const json& item : list) texts.push_back(item.is_string() ? item.get<std::string>() : item.dump());
  return texts;
}

class Walk {
 public:
  explicit Walk(const json& root) : root_(root) {}

  void visit(const json& given, const json& value, const std::string& pointer) {
    const json& schema = resolved(given);
    if (const auto choices = schema.find("oneOf"); choices != schema.end()) return choose(*choices, value, pointer);
    if (!type_holds(schema, value, pointer)) return;
    if (const auto words = schema.find("enum"); words != schema.end()) listed(schema, *words, value, pointer);
    if (value.is_object()) object(schema, value, pointer);
    if (value.is_array()) array(schema, value, pointer);
    if (value.is_string()) text(schema, value.get_ref<const std::string&>(), pointer);
    if (value.is_number()) number(schema, value, pointer);
  }

  Findings findings;

 private:
  void say(const std::string& pointer, std::string text) { findings.push_back({pointer, std::move(text)}); }

  const json& resolved(const json& schema) const {
    const json* found = &schema;
    for (auto reference = found->find("$ref"); reference != found->end(); reference = found->find("$ref")) {
      found = &root_.at(json::json_pointer(reference->get_ref<const std::string&>().substr(1)));
    }
    return *found;
  }

  /// The choices, those of choices among them.
  void flatten(const json& choices, std::vector<const json*>& all) const {
    for (const json& choice : choices) {
      const json& schema = resolved(choice);
      if (const auto nested = schema.find("oneOf"); nested != schema.end()) {
        flatten(*nested, all);
      } else {
        all.push_back(&schema);
      }
    }
  }

  static bool has_required(const json& schema, const json& value) {
    const auto required = schema.find("required");
    if (!value.is_object() || required == schema.end()) return true;
    return std::all_of(required->begin(), required->end(),
                       [&](const json& key) { return value.contains(key.get_ref<const std::string&>()); });
  }

  /// The one of the value's type; of several objects, the one whose keys are there.
  void choose(const json& choices, const json& value, const std::string& pointer) {
    std::vector<const json*> all;
    flatten(choices, all);
    const json* best = nullptr;
    std::vector<std::string> expected;
    for (const json* schema : all) {
      const std::string type = schema->value("type", schema->contains("enum") ? "string" : "");
      if (fits(type, value) && (best == nullptr || (!has_required(*best, value) && has_required(*schema, value))))
        best = schema;
      const std::string words = in_words(type);
      if (std::find(expected.begin(), expected.end(), words) == expected.end()) expected.push_back(words);
    }
    if (best != nullptr) return visit(*best, value, pointer);
    std::string text;
    for (const std::string& each : expected) text += (text.empty() ? "" : " or ") + each;
    say(pointer, "must be " + text + ", not " + in_words(kind_of(value)));
  }

  bool type_holds(const json& schema, const json& value, const std::string& pointer) {
    const auto type = schema.find("type");
    if (type == schema.end()) return true;
    const std::vector<std::string> types = type->is_array() ? texts_of(*type) : std::vector{type->get<std::string>()};
    std::string expected;
    for (const std::string& name : types) {
      if (fits(name, value)) return true;
      expected += (expected.empty() ? "" : " or ") + in_words(name);
    }
    std::string advice;
    if (value.is_number() && types.front() == "string") advice = ": put it in quotes";
    if (value.is_string() && types.front() == "boolean") advice = ": write true or false without quotes";
    if (value.is_string() && types.front() == "integer") advice = ": write it in digits without quotes";
    if (value.is_string() && types.front() == "array") advice = ": put it in [ ]";
    if (value.is_string() && schema.contains("properties") && schema["properties"].contains("fr")) {
      advice = ": write { fr: \"...\", en: \"...\" }";
    }
    say(pointer, "must be " + expected + ", not " + in_words(kind_of(value)) + advice);
    return false;
  }

  void listed(const json& schema, const json& words, const json& value, const std::string& pointer) {
    for (const json& word : words) {
      if (word == value) return;
    }
    std::map<std::string, std::string> aliases;
    if (const auto given = schema.find("x-aliases"); given != schema.end()) aliases = given->get<decltype(aliases)>();
    const std::vector<std::string> known = texts_of(words);
    const std::string given = value.is_string() ? value.get<std::string>() : kind_of(value);
    const std::string name = schema.value("title", "value");
    const std::string article = name.find_first_of("aeiou") == 0 && name.substr(0, 3) != "uni" ? "an " : "a ";
    const std::string meant = did_you_mean(given, known, aliases);
    say(pointer, in_quotes(given) + " is not " + article + name + (meant.empty() ? ": write " + one_of(known) : meant));
  }

  void object(const json& schema, const json& value, const std::string& pointer) {
    static const json none = json::object();
    const auto declared = schema.find("properties");
    const json& properties = declared == schema.end() ? none : *declared;
    const auto others = schema.find("additionalProperties");
    for (const auto& [key, child] : value.items()) {
      const std::string at = pointer + "/" + pointer_part(key);
      if (const auto property = properties.find(key); property != properties.end()) {
        visit(*property, child, at);
      } else if (others != schema.end() && others->is_object()) {
        visit(*others, child, at);
      } else if (others != schema.end() && !others->get<bool>()) {
        unknown_key(schema, properties, value, key, at);
      }
    }
    for (const json& key : schema.value("required", json::array())) {
      if (!value.contains(key)) missing_key(schema, key.get_ref<const std::string&>(), pointer);
    }
    if (value.size() < schema.value("minProperties", std::size_t{0}))
      say(pointer, "is empty: it needs at least one key");
    if (const auto most = schema.find("maxProperties");
        most != schema.end() && value.size() > most->get<std::size_t>()) {
      const std::string name = schema.value("title", "object");
      say(pointer, "has " + plural(value.size(), "key") + "; a " + name + " has at most " +
                       plural(most->get<std::size_t>(), "key"));
    }
  }

  /// A key that is there already is not what was meant.
  void unknown_key(const json& schema, const json& properties, const json& value, const std::string& key,
                   const std::string& at) {
    std::vector<std::string> absent;
    for (const auto& [name, unused] : properties.items()) {
      if (!value.contains(name)) absent.push_back(name);
    }
    say(at, in_quotes(key) + " is not a key of a " + schema.value("title", "block") + did_you_mean(key, absent));
  }

  void missing_key(const json& schema, const std::string& key, const std::string& pointer) {
    if (key == "fr") return say(pointer, "the French text (fr) is missing");
    if (key == "en") return say(pointer, english_missing);
    const json property = schema.value("properties", json::object()).value(key, json::object());
    const std::string purpose = property.value("description", "");
    say(pointer, in_quotes(key) + " is missing" + (purpose.empty() ? "" : ": " + purpose));
  }

  void array(const json& schema, const json& value, const std::string& pointer) {
    if (value.size() < schema.value("minItems", std::size_t{0})) {
      say(pointer, "needs at least " + plural(schema["minItems"].get<std::size_t>(), "item"));
    }
    if (const auto most = schema.find("maxItems"); most != schema.end() && value.size() > most->get<std::size_t>()) {
      return say(pointer, "has " + std::to_string(value.size()) + " entries; at most " +
                              std::to_string(most->get<std::size_t>()));
    }
    if (schema.value("uniqueItems", false)) repeated(value, pointer);
    const auto items = schema.find("items");
    if (items == schema.end()) return;
    for (std::size_t i = 0; i < value.size(); ++i) visit(*items, value[i], pointer + "/" + std::to_string(i));
  }

  void repeated(const json& value, const std::string& pointer) {
    std::map<json, std::size_t> seen;
    for (std::size_t i = 0; i < value.size(); ++i) {
      if (value[i].is_structured()) continue;
      if (!seen.emplace(value[i], i).second)
        say(pointer + "/" + std::to_string(i), value[i].dump() + " is there twice");
    }
  }

  void text(const json& schema, const std::string& value, const std::string& pointer) {
    const std::size_t length = characters(value);
    if (length < schema.value("minLength", std::size_t{0})) {
      const std::size_t least = schema["minLength"].get<std::size_t>();
      return say(pointer,
                 least == 1 ? "is empty: write a text" : "is too short: at least " + plural(least, "character"));
    }
    if (const auto most = schema.find("maxLength"); most != schema.end() && length > most->get<std::size_t>()) {
      return say(pointer,
                 "has " + plural(length, "character") + "; at most " + std::to_string(most->get<std::size_t>()));
    }
    const std::string problem = format_problem(schema.value("format", ""), value);
    if (!problem.empty()) say(pointer, in_quotes(value) + " " + problem);
  }

  void number(const json& schema, const json& value, const std::string& pointer) {
    const auto least = schema.find("minimum"), most = schema.find("maximum");
    if (least != schema.end() && value < *least)
      say(pointer, value.dump() + " is too small: at least " + least->dump());
    if (most != schema.end() && value > *most) say(pointer, value.dump() + " is too big: at most " + most->dump());
  }

  const json& root_;
};

}  // namespace

Findings explain(const json& root, const json& schema, const json& value, const std::string& pointer) {
  Walk walk(root);
  walk.visit(schema, value, pointer);
  return std::move(walk.findings);
}

}  // namespace guichet::plugins
