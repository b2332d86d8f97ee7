// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "web/pages/visit.hpp"

namespace guichet::web::pages {

/// A form came with a token that is not (or no longer) this browser's: most often its session ended while somebody was
/// writing. What they wrote is given back, to be sent again with one button once they are signed in; only when it came
/// from a page of ours, never from another site.
[[nodiscard]] server::Response give_back(Visit& visit);

}  // namespace guichet::web::pages
