// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "web/pages/visit.hpp"
#include "web/server/router.hpp"

namespace guichet::web::pages {

/// /demandes, /demandes/{reference} with what can be done there, /fichiers/{id}.
/// `tools` outlives the router.
void add_request_pages(server::Router& router, const Tools& tools);

}  // namespace guichet::web::pages
