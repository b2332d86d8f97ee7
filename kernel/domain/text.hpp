// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>

#include <string>
#include <string_view>

namespace guichet::domain {

/// The languages the counter speaks. French is the default.
enum class Language { fr, en };

/// "fr" or "en"; anything else is French.
[[nodiscard]] Language language_of(std::string_view code);
[[nodiscard]] std::string_view code_of(Language language);

/// A short text in both languages, as departments write them: { fr: "...", en: "..." }.
struct LocalText {
  std::string fr;
  std::string en;

  /// The text in `language`, or in the other one when it is missing.
  [[nodiscard]] const std::string& in(Language language) const {
    const std::string& wanted = language == Language::en ? en : fr;
    return wanted.empty() ? (language == Language::en ? fr : en) : wanted;
  }
  [[nodiscard]] bool empty() const { return fr.empty() && en.empty(); }
  bool operator==(const LocalText&) const = default;
};

/// Why something was decided, told in the reader's language when it is shown: a catalogue key with parameters.
/// A parameter may itself be {"fr": ..., "en": ...}. When `text` is set, a department wrote the sentence itself.
struct Explanation {
  std::string key;  ///< "route.near", "match.words"
  nlohmann::json parameters = nlohmann::json::object();
  LocalText text;
};

void to_json(nlohmann::json& json, const LocalText& text);    ///< {"fr": ..., "en": ...}
void from_json(const nlohmann::json& json, LocalText& text);  ///< throws nlohmann::json::exception on another shape
void to_json(nlohmann::json& json, const Explanation& why);
void from_json(const nlohmann::json& json, Explanation& why);

}  // namespace guichet::domain
