// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/pages/words_pages.hpp"

#include <algorithm>

namespace guichet::web::pages {

std::string wrong_in(const Visit& visit, const std::vector<domain::FieldError>& errors, std::string_view field) {
  const auto found =
      std::find_if(errors.begin(), errors.end(), [&](const domain::FieldError& error) { return error.field == field; });
  if (found == errors.end()) return {};
  return found->parameters.is_object() ? visit.texts().text(found->message, found->parameters)
                                       : visit.texts().text(found->message);
}

std::string words_said(const Visit& visit) {
  const std::string key = "words-said." + std::string(visit.request().query.value("dit"));
  return visit.texts().find(key) ? visit.texts().text(key) : std::string();
}

void add_words_pages(Pages& pages) {
  add_synonym_pages(pages);
  add_unmet_page(pages);
  add_channel_page(pages);
}

}  // namespace guichet::web::pages
