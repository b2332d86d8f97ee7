// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "web/pages/visit.hpp"

namespace guichet::web::pages {

/// `has_drafts` and `drafts`: what this person began and did not send. One statement.
void add_drafts(View& data, const Visit& visit);

}  // namespace guichet::web::pages
