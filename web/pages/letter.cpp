// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/pages/letter.hpp"

#include <algorithm>

namespace guichet::web::pages {

Letter letter_of(const Catalogue& texts, const storage::Mail& mail) {
  Letter letter{texts.text(mail.kind + ".subject", mail.parameters), texts.text(mail.kind + ".body", mail.parameters)};
  // A title that somebody typed must not begin a header of its own.
  std::replace_if(
      letter.subject.begin(), letter.subject.end(), [](char c) { return static_cast<unsigned char>(c) < ' '; }, ' ');
  return letter;
}

}  // namespace guichet::web::pages
