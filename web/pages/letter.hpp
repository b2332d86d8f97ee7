// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/storage/events.hpp"
#include "web/pages/template/catalogue.hpp"

#include <string>

namespace guichet::web::pages {

/// A letter in its reader's language, plain text.
struct Letter {
  std::string subject;  ///< one line
  std::string body;
};
/// `texts` is the catalogue of mail.language; `site`: how letters name the portal, "https://guichet.univ.fr".
[[nodiscard]] Letter letter_of(const Catalogue& texts, const storage::Mail& mail, const std::string& site = {});

}  // namespace guichet::web::pages
