// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/result.hpp"
#include "web/pages/template/catalogue.hpp"
#include "web/pages/template/compiled_template.hpp"

#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace guichet::web::pages {

/// Every template of a folder, in both languages, each as a whole page (inside parts/layout) and as a piece of page.
/// Loaded once by `main`, then only read; any thread.
class Templates {
 public:
  /// `folder` holds *.mustache and parts/*.mustache; `locales` what Catalogue::load reads; `asset` answers the address
  /// of an asset by its name, or nothing. Error{internal} whose detail names the template and what is wrong with it.
  [[nodiscard]] static domain::Result<Templates> load(const std::string& folder, const std::string& locales,
                                                      const std::function<std::string(std::string_view)>& asset);

  [[nodiscard]] const Catalogue& catalogue(domain::Language language) const;
  /// A name that does not exist is a programming error: throws std::out_of_range.
  [[nodiscard]] const CompiledTemplate& page(std::string_view name, domain::Language language) const;
  [[nodiscard]] const CompiledTemplate& piece(std::string_view name, domain::Language language) const;
  [[nodiscard]] std::vector<std::string> names() const;

 private:
  using Set = std::map<std::string, CompiledTemplate, std::less<>>;
  struct Language {
    Catalogue catalogue;
    Set pages, pieces;
  };
  Templates(Language french, Language english) : french_(std::move(french)), english_(std::move(english)) {}
  [[nodiscard]] const Language& in(domain::Language language) const {
    return language == domain::Language::en ? english_ : french_;
  }

  Language french_, english_;
};

}  // namespace guichet::web::pages
