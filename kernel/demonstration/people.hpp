// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/person.hpp"

#include <cstdint>
#include <vector>

namespace guichet::demonstration {

/// The named accounts first (ids from 1), then three agents for each of `teams` (sign-in names "agent.TEAM.1"), then
/// generated people up to `count`. Ids are given.
[[nodiscard]] std::vector<domain::Person> people(std::int64_t count, const std::vector<std::string>& teams);

}  // namespace guichet::demonstration
