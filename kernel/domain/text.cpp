// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/domain/text.hpp"

namespace guichet::domain {

Language language_of(std::string_view code) {
  return code == "en" ? Language::en : Language::fr;
}

std::string_view code_of(Language language) {
  return language == Language::en ? "en" : "fr";
}

void to_json(nlohmann::json& json, const LocalText& text) {
  json = {{"fr", text.fr}, {"en", text.en}};
}

void from_json(const nlohmann::json& json, LocalText& text) {
  text.fr = json.value("fr", std::string{});
  text.en = json.value("en", std::string{});
}

void to_json(nlohmann::json& json, const Explanation& why) {
  json = {{"key", why.key}, {"parameters", why.parameters}};
  if (!why.text.empty()) json["text"] = why.text;
}

void from_json(const nlohmann::json& json, Explanation& why) {
  why.key = json.value("key", std::string{});
  why.parameters = json.value("parameters", nlohmann::json::object());
  why.text = json.value("text", LocalText{});
}

}  // namespace guichet::domain
