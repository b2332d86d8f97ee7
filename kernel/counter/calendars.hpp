// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/counter.hpp"

#include <map>
#include <string>

namespace guichet::counter {

/// The calendars that promises are counted on: the university's and those of plugins, each with the days the university
/// is closed as the database has them now. Made on the spot and borrowed for one read or write; one thread.
class Calendars {
 public:
  /// Closures that were over a year before `now` are left out.
  Calendars(const Counter& counter, storage::Connection& connection, domain::Instant now);
  /// "university", "it/help-desk"; the university's for one that is no longer there. Lives as long as this.
  [[nodiscard]] const domain::Calendar& named(const std::string& id);
  /// The same, were the university closed on these days as well.
  void close(const std::vector<std::string>& days);

 private:
  const Counter& counter_;
  plugins::SnapshotPtr snapshot_;
  std::vector<std::string> closed_;
  std::map<std::string, domain::Calendar> known_;
};

}  // namespace guichet::counter
