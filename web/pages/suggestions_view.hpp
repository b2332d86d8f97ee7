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
/// An article that may answer, with the passage that does. `query`: added to its address, "" or with_words.
[[nodiscard]] View article_view(const matching::ArticleMatch& match, const std::string& query);
/// The data of parts/suggested for these words. They are asked and forgotten; those of distress get help and nothing
/// else, unless they are of the kind that the person said it is not (`dismissed`, "harassment"; empty: none).
[[nodiscard]] View suggestions_view(const Visit& visit, std::string_view words, std::string_view dismissed);
/// The data of parts/help.
[[nodiscard]] View help_view(const Visit& visit, matching::Distress kind);

/// Words cross from the box to a form in a cookie of this browser, for ten minutes: in an address, they would stand in
/// the logs of proxies. Links that want them say so in their query.
inline constexpr const char* words_cookie = "guichet-mots";
inline constexpr const char* with_words = "?mots";
[[nodiscard]] std::string crossing_words(const Visit& visit);
void keep_crossing_words(Visit& visit, std::string_view words);
void forget_crossing_words(Visit& visit);
/// The data of parts/themes and of the catalogue.
void add_themes(View& data, const Visit& visit, const counter::Catalogue& catalogue);

}  // namespace guichet::web::pages
