// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/catalogue.hpp"
#include "kernel/matching/matcher.hpp"
#include "web/pages/visit.hpp"

#include <string>
#include <string_view>

namespace guichet::web::pages {

/// Where a service begins: its form, or, for somebody signed out who wants their account back, the way that gives it
/// back without waiting for a person.
[[nodiscard]] std::string service_url(const Visit& visit, const std::string& service);
/// An article that may answer, with the passage that does. `query`: added to its address, "" or "?q=...".
[[nodiscard]] View article_view(const matching::ArticleMatch& match, const std::string& query);
/// The data of parts/suggested for these words. They are asked and forgotten.
[[nodiscard]] View suggestions_view(const Visit& visit, std::string_view words);
/// The data of parts/themes and of the catalogue.
void add_themes(View& data, const Visit& visit, const counter::Catalogue& catalogue);

}  // namespace guichet::web::pages
