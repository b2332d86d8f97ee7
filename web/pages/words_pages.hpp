// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "web/pages/portal.hpp"

namespace guichet::web::pages {

/// The parts of add_words_pages, a file each.
void add_synonym_pages(Pages& pages);
void add_unmet_page(Pages& pages);
void add_channel_page(Pages& pages);

/// The first wrong field of this name, in words; "" when there is none.
[[nodiscard]] std::string wrong_in(const Visit& visit, const std::vector<domain::FieldError>& errors,
                                   std::string_view field);
/// What was just done, by the address's `dit`, as words-said.WORD; nothing for a word that is none of ours.
[[nodiscard]] std::string words_said(const Visit& visit);

}  // namespace guichet::web::pages
