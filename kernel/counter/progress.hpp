// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/counter.hpp"
#include "kernel/storage/progress.hpp"

#include <string>
#include <vector>

/// How far the counter has come: what is offered, what is being made, what comes later. Everybody may read it; the
/// service centre says what is not offered yet, and what is offered says itself.
namespace guichet::counter {

/// One line of the page.
struct ProgressItem {
  std::int64_t id = 0;  ///< of the row that the service centre keeps; 0: it says itself
  std::string title;
  std::string department;
  std::string service;  ///< full id when this person may open it now; else empty
  storage::ProgressState state = storage::ProgressState::not_begun;
  std::string begins, ends;   ///< ISO dates, or empty
  domain::Instant since = 0;  ///< done by itself: when it was first offered; 0: not known
  std::int64_t version = 0;   ///< of the row
};
struct ProgressTheme {
  std::string id, title;
  std::vector<ProgressItem> items;  ///< done ones first, then under way, then not begun
};
struct DepartmentProgress {
  std::string name;
  std::size_t done = 0, under_way = 0, not_begun = 0;
};
struct ProgressPage {
  std::vector<ProgressTheme> themes;  ///< in the order of the catalogue; what has no theme comes last, without a title
  std::vector<DepartmentProgress> departments;  ///< by name
  std::size_t done = 0, under_way = 0, not_begun = 0;
  bool may_keep = false;
};
/// Confidential services are on it too: that they exist is in the catalogue. At most 500 rows of the service centre.
[[nodiscard]] ProgressPage progress(const Counter& counter, const Asker& asker);

/// What the editor begins with. not_found when it is gone; forbidden.
[[nodiscard]] domain::Result<storage::ProgressRow> progress_row(const Counter& counter, const Asker& asker,
                                                                std::int64_t id);
/// Adds (id 0), or writes what was seen at `row.version`. Error{invalid} with fields "title", "department", "theme",
/// "service", "begins", "ends"; conflict; too_many; forbidden. Audited.
domain::Result<domain::Done> save_progress(const Counter& counter, const Asker& asker, storage::ProgressRow row);
domain::Result<domain::Done> remove_progress(const Counter& counter, const Asker& asker, std::int64_t id,
                                             std::int64_t version);

/// Writes down since when services are offered. Called by whoever offers a snapshot; writes nothing when all are known.
void note_first_publications(storage::Database& database, const plugins::Snapshot& snapshot, domain::Instant now);

}  // namespace guichet::counter
