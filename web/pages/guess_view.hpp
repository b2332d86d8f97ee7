// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/move.hpp"
#include "web/pages/visit.hpp"

#include <vector>

namespace guichet::web::pages {

/// Services that a request may be moved to: [{key, service_id, title, summary, team, why, sure}].
[[nodiscard]] std::vector<View> guess_views(const Visit& visit, const std::vector<counter::Guess>& guesses);

}  // namespace guichet::web::pages
