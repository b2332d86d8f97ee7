// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/result.hpp"
#include "web/pages/template/catalogue.hpp"

#include <functional>
#include <string>
#include <string_view>

namespace guichet::web::pages {

/// What a template is specialised with when it is loaded. All borrowed for the call.
struct Specialisation {
  const Catalogue* catalogue = nullptr;
  /// The text of a part ("question", "layout"); nothing when there is none.
  std::function<std::optional<std::string>(std::string_view)> part;
  /// The fingerprinted address of an asset ("app.css"); empty when there is none.
  std::function<std::string(std::string_view)> asset;
};

/// Turns a template as written into the Mustache of one language, so that rendering costs only data:
///   {{t:key}}          the catalogue's text, escaped but for <strong>, <em> and <kbd>; its {{name}} are variables
///   {{tn:key:count}}   its singular or plural, decided by the variable `count_plural`
///   {{l:code}}         this language; {{l:other}}: the other one
///   {{asset:app.css}}  the address of an asset
///   {{> part}}         that part, itself specialised
///   {{$title}}...{{/title}}   in a page, fills the same block of the layout; there, holds what is shown by default
/// Comments, indentation and the lines of lone sections are removed. Error{internal} with the detail for whoever wrote
/// the template: an unknown key, part or asset, an unbalanced section.
[[nodiscard]] domain::Result<std::string> specialise(std::string_view source, const Specialisation& with);

/// The page `content` inside `layout` (both as written), specialised.
[[nodiscard]] domain::Result<std::string> specialise_page(std::string_view layout, std::string_view content,
                                                          const Specialisation& with);

}  // namespace guichet::web::pages
