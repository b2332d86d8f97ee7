// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/request.hpp"
#include "kernel/domain/time.hpp"
#include "kernel/storage/connection.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace guichet::storage {

/// How many approvals this person and these teams are asked at `now`, or somebody who is away and named this person, at
/// most `limit`; those about requests of `asker`, who may not answer them, left out. One statement, which reads what is
/// open only.
[[nodiscard]] std::size_t waiting_approvals(Connection& connection, domain::PersonId asker, domain::Instant now,
                                            const std::vector<std::string>& teams, std::size_t limit);

}  // namespace guichet::storage
