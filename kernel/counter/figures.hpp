// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/counter.hpp"
#include "kernel/domain/request.hpp"
#include "kernel/storage/daily_counts.hpp"

#include <string>
#include <string_view>

/// What is counted for the quality page, in the write of what is counted. Of confidential services nothing is counted
/// but how many there were in a month.
namespace guichet::counter::figure {

inline constexpr const char* submitted = "submitted";           ///< by service and team it was first sent to
inline constexpr const char* bounced = "bounced";               ///< by the service and team that it left
inline constexpr const char* bounced_once = "bounced-request";  ///< requests that bounced for the first time
inline constexpr const char* taken = "taken";                   ///< with a promised time, and of these in time
inline constexpr const char* taken_in_time = "taken-in-time";
inline constexpr const char* resolved = "resolved";  ///< all of them
inline constexpr const char* promised = "promised";  ///< resolved with a promised time, and of these in time
inline constexpr const char* resolved_in_time = "resolved-in-time";
inline constexpr const char* solved = "solved";  ///< "Cela répond à ma question": neither service nor team
inline constexpr const char* confidential = "confidential";  ///< by service, on the first day of the month

}  // namespace guichet::counter::figure

namespace guichet::counter {

/// What a request was before a change, as far as it counts.
struct Standing {
  explicit Standing(const domain::Request& request);
  std::string service, team;
  domain::Instant taken_at, resolved_at;
  std::int32_t bounces;
  bool confidential;
};

/// Whether a request that goes from one team to another was in the wrong place: leaving those who sort is no bounce.
[[nodiscard]] bool is_bounce(std::string_view from, std::string_view to);

/// Within the write that made the change.
void count_submitted(const Counter& counter, storage::Connection& connection, const domain::Request& request,
                     domain::Instant now);
void count_change(const Counter& counter, storage::Connection& connection, const Standing& before,
                  const domain::Request& after, domain::Instant now);
/// A move that was a bounce was taken back: `restored` is where it is again.
void uncount_bounce(const Counter& counter, storage::Connection& connection, const domain::Request& restored,
                    domain::Instant now);
/// An article answered (1), or did not after all (-1).
void count_solved(const Counter& counter, storage::Connection& connection, std::int64_t by, domain::Instant now);

}  // namespace guichet::counter
