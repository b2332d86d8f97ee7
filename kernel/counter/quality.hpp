// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/counter.hpp"

#include <string>
#include <vector>

namespace guichet::counter {

/// What was counted for a service, a team or everything.
struct QualityLine {
  std::string id;           ///< full id; "" of a service: free requests
  domain::LocalText title;  ///< empty when it no longer exists
  std::int64_t submitted = 0, bounced = 0;
  std::int64_t taken = 0, taken_in_time = 0;  ///< of those that were promised to be
  std::int64_t resolved = 0, promised = 0, resolved_in_time = 0;
};

struct QualityPart {
  std::string day;  ///< its first, "2026-11-23"
  std::int64_t submitted = 0, resolved = 0, bounced = 0, solved = 0;
};

/// The service centre's figures over some days up to today. Confidential services are in none of them, but for a count
/// of a month that is over, of at least five.
struct Quality {
  std::string first, last;  ///< days, included
  QualityLine all;
  std::int64_t bounced_requests = 0;         ///< that bounced at least once
  std::int64_t solved = 0;                   ///< by documentation
  std::vector<QualityLine> services, teams;  ///< those that bounced most first
  std::vector<QualityPart> parts;            ///< weeks, or months of a year, in order, none left out
  struct Confidential {
    std::string month;  ///< "2026-10"
    domain::LocalText title;
    std::int64_t number = 0;
  };
  std::vector<Confidential> confidential;
};

/// `days`: 30, 90 or 365; any other is 30. Reads counts by day, never requests. forbidden for all but administrators of
/// the service centre.
[[nodiscard]] domain::Result<Quality> quality(const Counter& counter, const Asker& asker, int days);

}  // namespace guichet::counter
