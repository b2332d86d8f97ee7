// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/result.hpp"
#include "kernel/domain/text.hpp"

#include <locale>
#include <optional>
#include <string>
#include <string_view>

namespace guichet::web::pages {

/// The texts of one language: a gettext catalogue compiled by msgfmt, read by Boost.Locale. Keys are symbolic
/// ("home.question"); texts hold placeholders as {{name}}. Immutable once loaded; any thread.
class Catalogue {
 public:
  /// Reads FOLDER/LANGUAGE/LC_MESSAGES/guichet.mo. Error{internal} with the detail when it is missing or unreadable.
  [[nodiscard]] static domain::Result<Catalogue> load(const std::string& folder, domain::Language language);

  [[nodiscard]] domain::Language language() const { return language_; }
  /// The text as it stands in the catalogue; nothing when there is none.
  [[nodiscard]] std::optional<std::string_view> find(std::string_view key) const;
  /// The form of a plural text that goes with `count`.
  [[nodiscard]] std::optional<std::string_view> find_plural(std::string_view key, std::int64_t count) const;
  /// French says "0 demande", English "0 requests".
  [[nodiscard]] bool is_plural(std::int64_t count) const;

  /// The text with its placeholders filled, plain (the template escapes it). A parameter may be a text, a number, a
  /// list of texts, {"fr": ..., "en": ...} or an Explanation. A key that is missing gives `error.internal`'s text: the
  /// check of the catalogues makes sure at build time that this does not happen to a key of ours.
  [[nodiscard]] std::string text(std::string_view key, const nlohmann::json& parameters = {}) const;
  [[nodiscard]] std::string counted(std::string_view key, std::int64_t count) const;
  /// Why something was decided, in this language: the department's own words when there are some.
  [[nodiscard]] std::string sentence(const domain::Explanation& why) const;

 private:
  Catalogue(const std::locale& locale, domain::Language language) : locale_(locale), language_(language) {}
  [[nodiscard]] std::string filled(std::string_view pattern, const nlohmann::json& parameters) const;
  [[nodiscard]] std::string shown(const nlohmann::json& parameter) const;

  std::locale locale_;
  domain::Language language_;
};

}  // namespace guichet::web::pages
