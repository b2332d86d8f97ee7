// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/pages/portal.hpp"

namespace guichet::web::pages {

void add_request_pages(Pages& pages) { (void)pages; }

}  // namespace guichet::web::pages
