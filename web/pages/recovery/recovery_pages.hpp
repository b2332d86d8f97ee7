// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "web/pages/visit.hpp"
#include "web/server/router.hpp"

namespace guichet::web::pages {

/// /compte-bloque, its two next steps, and the demonstration's mailbox.
/// `tools` outlives the router.
void add_recovery_pages(server::Router& router, const Tools& tools);

}  // namespace guichet::web::pages
