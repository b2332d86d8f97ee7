// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "web/pages/visit.hpp"
#include "web/server/router.hpp"

namespace guichet::web::pages {

/// /modules: the departments' plugins, for administrators.
/// `tools` outlives the router.
void add_module_pages(server::Router& router, const Tools& tools);

}  // namespace guichet::web::pages
