// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "web/pages/visit.hpp"
#include "web/server/router.hpp"

namespace guichet::web::pages {

/// /bureau, /bureau/recherche, /personnes: for those who answer requests.
/// `tools` outlives the router.
void add_desk_pages(server::Router& router, const Tools& tools);

}  // namespace guichet::web::pages
