// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/commitment.hpp"

/// Open hours of a calendar as lengths of time, as they really last: a night with a change of clock is as long as it
/// is. What due_after promised in days is kept in these, so that it can be paused and counted again. Thread-safe.
namespace guichet::domain {

/// Open time from `from` to `to`, in milliseconds; 0 when `to` is not later. A calendar that never opens counts on the
/// clock.
[[nodiscard]] std::int64_t open_time_between(Instant from, Instant to, const Calendar& calendar);

/// When so much open time has gone by: the moment it is full, which may be a closing time; of nothing, `start` or the
/// next opening. open_time_between(start, after_open_time(start, amount)) is amount.
[[nodiscard]] Instant after_open_time(Instant start, std::int64_t amount, const Calendar& calendar);

/// A date counted again, from another moment or on other days, as after_open_time; but what was promised for an opening
/// ("tomorrow at 8:30") is one again, where the same open time is also over at the closing before it.
[[nodiscard]] Instant counted_again(Instant due, Instant start, std::int64_t amount, const Calendar& calendar);

/// "2026-12-24", "2026-12-25", ...: each day from the first to the last, both included. Empty when one is no date, the
/// last is before the first, or they are more than 400.
[[nodiscard]] std::vector<std::string> days_from_to(const std::string& first, const std::string& last);

}  // namespace guichet::domain
