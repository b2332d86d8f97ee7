// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace guichet::web::pages {

/// A token as it goes into a page: different each time, so that the length of a compressed page tells nothing of it.
[[nodiscard]] std::string masked(std::string_view token);
/// Is this what `masked` once made of the token? In constant time.
[[nodiscard]] bool is_masked(std::string_view sent, std::string_view token);

}  // namespace guichet::web::pages
