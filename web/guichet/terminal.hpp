// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/result.hpp"
#include "web/pages/template/catalogue.hpp"

#include <nlohmann/json.hpp>

#include <string>
#include <string_view>

namespace guichet::web {

/// What commands tell an operator, in the language of their terminal (LC_ALL, LC_MESSAGES, LANG; English when none is
/// French).
class Terminal {
 public:
  [[nodiscard]] static domain::Result<Terminal> open();
  [[nodiscard]] const pages::Catalogue& catalogue() const { return catalogue_; }
  /// One line on standard output.
  void tell(std::string_view key, const nlohmann::json& parameters = nlohmann::json::object()) const;
  /// The same on standard error.
  void warn(std::string_view key, const nlohmann::json& parameters = nlohmann::json::object()) const;
  /// What failed and why on standard error; answers the exit code 1.
  int fail(const domain::Error& error) const;

 private:
  explicit Terminal(pages::Catalogue catalogue) : catalogue_(std::move(catalogue)) {}
  pages::Catalogue catalogue_;
};

/// What is installed beside the program: "assets", "templates", "locales", "plugins".
[[nodiscard]] std::string resource(std::string_view name);
/// The program itself, or another one beside it.
[[nodiscard]] std::string program(std::string_view name);

}  // namespace guichet::web
