// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace guichet::web::pages {

/// The view and the team of the desk that a browser shows, by the address of its page, to be added to another address
/// of the desk: "&vue=a-prendre". Empty: the page is not the desk.
[[nodiscard]] std::string desk_seen_in(std::string_view page);

}  // namespace guichet::web::pages
