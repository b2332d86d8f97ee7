// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/storage/events.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace guichet::storage {

/// Jobs::claim, but automations of these plugins are left where they are: they have their share already.
[[nodiscard]] std::vector<Job> claim_but_of(Connection& connection, const std::vector<std::string>& plugins,
                                            domain::Instant now, std::string_view node, std::int64_t lease,
                                            std::size_t limit);

/// Jobs::next_due of all others.
[[nodiscard]] std::optional<domain::Instant> next_due_but_of(Connection& connection,
                                                             const std::vector<std::string>& plugins);

}  // namespace guichet::storage
