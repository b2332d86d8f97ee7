// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/pages/letter.hpp"

#include <algorithm>

namespace guichet::web::pages {

Letter letter_of(const Catalogue& texts, const storage::Mail& mail, const std::string& site) {
  nlohmann::json parameters = mail.parameters.is_object() ? mail.parameters : nlohmann::json::object();
  parameters["site"] = site;
  Letter letter{texts.text(mail.kind + ".subject", parameters), texts.text(mail.kind + ".body", parameters)};
  // A title that somebody typed must not begin a header of its own.
  std::replace_if(
      letter.subject.begin(), letter.subject.end(), [](char c) { return static_cast<unsigned char>(c) < ' '; }, ' ');
  return letter;
}

}  // namespace guichet::web::pages
