// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/pages/seen_questions.hpp"

#include "kernel/domain/each_answer.hpp"

#include <algorithm>
#include <sstream>

namespace guichet::web::pages {

std::vector<std::string> seen_by(const Visit& visit) {
  std::vector<std::string> seen;
  std::istringstream words{std::string(visit.request().form.value("vues"))};
  for (std::string word; words >> word;) seen.push_back(word.substr(0, word.find('=')));
  return seen;
}

bool forgive_what_was_not_seen(const Visit& visit, const domain::Form& form, std::vector<domain::FieldError>& errors) {
  const std::vector<std::string> seen = seen_by(visit);
  std::erase_if(errors, [&](const domain::FieldError& error) {
    const std::string question = domain::question_of(error.field);
    return form.find(question) != nullptr && std::find(seen.begin(), seen.end(), question) == seen.end();
  });
  return errors.empty();
}

}  // namespace guichet::web::pages
