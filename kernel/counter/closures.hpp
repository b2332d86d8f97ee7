// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/counter.hpp"
#include "kernel/storage/closures.hpp"
#include "kernel/storage/events.hpp"

#include <string>
#include <vector>

/// Days on which the university is closed. Every calendar has them from the moment they are written; the dates of
/// requests under way are moved by a job a moment later, each with an event that everybody sees.
namespace guichet::counter {

struct ClosureList {
  std::vector<storage::Closure> closures;  ///< not over yet, by first day; at most 200
  std::string today;
};
/// forbidden for others than administrators of the service centre.
[[nodiscard]] domain::Result<ClosureList> closures(const Counter& counter, const Asker& asker);

/// Days as "2026-12-24", both included.
struct NewClosure {
  std::string first_day, last_day;
  domain::LocalText name;
};
/// How many requests under way would have another date, by team; never a confidential one.
struct ClosureEffect {
  plugins::SnapshotPtr snapshot;
  std::size_t moved = 0;
  std::vector<std::pair<std::string, std::size_t>> by_team;  ///< most first
  bool all = true;                                           ///< false: there are more than could be looked at
};
/// Changes nothing. Errors as close_university.
[[nodiscard]] domain::Result<ClosureEffect> preview_closure(const Counter& counter, const Asker& asker,
                                                            const NewClosure& closure);
/// Checked, written, audited. Error{invalid} with fields "from", "until", "name-fr", "name-en": from today on, at most
/// 100 days.
domain::Result<domain::Done> close_university(const Counter& counter, const Asker& asker, const NewClosure& closure);
/// What is left of one that has begun; the days that went by stay closed. not_found when it is gone or over.
domain::Result<domain::Done> open_again(const Counter& counter, const Asker& asker, std::int64_t id);

/// A part of the job "closures": dates of requests under way that changed are written. Answers whether there is more.
domain::Result<bool> move_dates(const Counter& counter, const storage::Job& job, domain::Instant now);

}  // namespace guichet::counter
