// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/request.hpp"

/// How agents' lists are sorted, as one integer that an index can serve: by the hour in which the next promise falls
/// due (so what is late comes first, the latest at the top), within the hour by urgency, then by age (the id). A
/// request that promises nothing, or whose clock stands still while its requester is awaited, comes after all others.
namespace guichet::storage {

inline constexpr std::int64_t urgencies = 4;
inline constexpr std::int64_t no_promise_hour = std::int64_t{1} << 40;

/// Late, or due within this time: what the view `late_soon` holds, to the hour.
inline constexpr domain::Instant soon = 4 * domain::hour;

[[nodiscard]] inline std::int64_t hour_due(const domain::Request& request) {
  if (request.status == domain::Status::awaiting_you) return no_promise_hour;
  const bool to_take = request.taken_at == 0 && request.due_take_charge != 0;
  const domain::Instant due = to_take ? request.due_take_charge : request.due_resolve;
  return due == 0 ? no_promise_hour : due / domain::hour;
}

[[nodiscard]] inline std::int64_t work_order_of(const domain::Request& request) {
  return hour_due(request) * urgencies + (urgencies - 1 - static_cast<std::int64_t>(request.urgency));
}

/// Orders below this one are late or due soon at `now`.
[[nodiscard]] inline std::int64_t order_not_soon(domain::Instant now) {
  return ((now + soon) / domain::hour + 1) * urgencies;
}

}  // namespace guichet::storage
