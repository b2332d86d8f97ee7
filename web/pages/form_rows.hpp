// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/form.hpp"
#include "web/pages/visit.hpp"

#include <string_view>

namespace guichet::web::pages {

/// Whether what was sent only adds a row to a table or takes one away: nothing is to be checked or done yet.
[[nodiscard]] bool changes_rows(const Visit& visit);

/// Adds a row to the table `add` ("" : none), takes away the row `remove` ("TABLE.ROW"), and numbers the rows of every
/// table from 0 on, as they will be read and shown.
void settle_rows(const domain::Form& form, std::string_view add, std::string_view remove, domain::Typed& typed);

}  // namespace guichet::web::pages
