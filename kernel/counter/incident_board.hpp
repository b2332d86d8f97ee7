// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/incident.hpp"
#include "kernel/storage/database.hpp"

#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace guichet::counter {

/// An incident under way with what was last said of it.
struct BoardEntry {
  domain::Incident incident;
  std::string news;  ///< empty: nothing yet
  domain::Instant news_at = 0;
};
using BoardEntries = std::shared_ptr<const std::vector<BoardEntry>>;

/// The incidents under way (proposed and confirmed), in memory: every page asks for them, and somebody who types does
/// at each key. Read again after each change, by who made it and by every node's follower of the event log.
/// Thread-safe.
class IncidentBoard {
 public:
  /// Throws when the database is gone.
  void refresh(storage::Database& database);
  [[nodiscard]] BoardEntries current() const;

 private:
  std::mutex reading_;  ///< one at a time, so that an older reading never replaces a newer one
  mutable std::mutex mutex_;
  BoardEntries entries_ = std::make_shared<const std::vector<BoardEntry>>();
};

}  // namespace guichet::counter
