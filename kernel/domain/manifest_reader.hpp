// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/text.hpp"

#include <nlohmann/json.hpp>

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace guichet::domain {

/// Thrown while a manifest is read, caught by whoever reads it whole. Sentences in English, for authors.
struct ManifestFailure {
  std::string path;  ///< "form[2].label"
  std::string why;   ///< "is missing"
};

/// One object of a manifest, read key by key; what was not asked for by the end is a spelling mistake. Borrows the
/// JSON. Every function throws ManifestFailure on another shape than it says. Sizes are bounded: a manifest is a
/// stranger's.
class ManifestReader {
 public:
  /// `path` is empty for the whole.
  ManifestReader(const nlohmann::json& json, std::string path);

  [[nodiscard]] bool has(const std::string& key);
  /// Null when there is no such key, or when its value is null.
  [[nodiscard]] const nlohmann::json* find(const std::string& key);
  [[nodiscard]] std::string path_of(const std::string& key) const;
  [[noreturn]] void fail(const std::string& key, std::string why) const;

  [[nodiscard]] std::string text(const std::string& key);  ///< must be there, and not empty
  [[nodiscard]] std::string text_or(const std::string& key, const std::string& otherwise);
  [[nodiscard]] LocalText local_text(const std::string& key, bool required);
  [[nodiscard]] std::vector<std::string> texts(const std::string& key);  ///< empty when missing
  [[nodiscard]] bool flag(const std::string& key);                       ///< false when missing
  [[nodiscard]] std::optional<double> number(const std::string& key);
  [[nodiscard]] std::size_t count(const std::string& key);  ///< 0 when missing
  /// A sound JsonLogic rule that names variables of `roots` only; null when missing.
  [[nodiscard]] nlohmann::json condition(const std::string& key, const std::vector<std::string>& roots);
  /// The objects of a list; one object alone is a list of one when `alone`. Empty when missing.
  [[nodiscard]] std::vector<ManifestReader> objects(const std::string& key, bool alone = false);
  [[nodiscard]] std::optional<ManifestReader> object(const std::string& key);

  /// Fails on the first key nobody asked for.
  void done() const;

 private:
  const nlohmann::json& json_;
  std::string path_;
  std::set<std::string> asked_;
};

}  // namespace guichet::domain
