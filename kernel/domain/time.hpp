// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace guichet::domain {

/// Milliseconds since 1970-01-01T00:00:00Z. Every time in the domain is one of these, and comes in as an argument.
using Instant = std::int64_t;

constexpr Instant second = 1000;
constexpr Instant minute = 60 * second;
constexpr Instant hour = 60 * minute;
constexpr Instant day = 24 * hour;

}  // namespace guichet::domain
