// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "web/pages/portal.hpp"

namespace guichet::web::pages {

/// Absences, how teams share their work, and the university's closures, a file each.
void add_absence_pages(Pages& pages);
void add_team_pages(Pages& pages);
void add_closure_pages(Pages& pages);

}  // namespace guichet::web::pages
