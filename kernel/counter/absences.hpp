// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/counter.hpp"
#include "kernel/storage/absences.hpp"

#include <string>
#include <vector>

/// People say when they are away: nothing is given to an agent meanwhile, and whoever they name approves instead.
namespace guichet::counter {

struct AbsenceView {
  storage::Absence absence;
  std::string person, delegate;  ///< names
  std::string first_day, last_day;
  bool under_way = false;
  bool may_remove = false;
};
struct AbsenceList {
  std::vector<AbsenceView> own, team;  ///< not over yet, by beginning; `team`: of those whom the viewer leads
  bool leads = false;
};
/// Of anyone signed in: a manager approves without being an agent.
[[nodiscard]] domain::Result<AbsenceList> absences(const Counter& counter, const Asker& asker);

/// Days as "2026-12-24", both included.
struct NewAbsence {
  std::string first_day, last_day;
  std::string delegate;  ///< sign-in name, address or name; empty: nobody approves instead
};
/// Checked, written, audited. Error{invalid} with fields "from", "until", "delegate".
domain::Result<domain::Done> say_absence(const Counter& counter, const Asker& asker, const NewAbsence& absence);
/// One's own, or of somebody in a team one leads; audited. not_found when it is not there.
domain::Result<domain::Done> remove_absence(const Counter& counter, const Asker& asker, std::int64_t id);

}  // namespace guichet::counter
