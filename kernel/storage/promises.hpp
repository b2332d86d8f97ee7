// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/request.hpp"
#include "kernel/storage/database.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace guichet::storage {

/// What is promised for an open request. It is `due` when `amount` has gone by since `counted_from`: so it can be
/// counted again when the days of its calendar change.
struct Promise {
  enum What : std::int64_t { take_charge = 0, resolve = 1 };
  enum Told : std::int64_t { nothing = 0, near = 1, missed = 2 };
  domain::RequestId request = 0;
  std::int64_t what = take_charge;
  domain::Instant due = 0;
  std::string calendar = "university";
  domain::Instant counted_from = 0;
  std::int64_t amount = 0;  ///< milliseconds, of open hours of the calendar unless `on_clock`
  bool on_clock = false;
  std::int64_t margin = 0;  ///< how long before it is due somebody is warned, counted as `amount` is
  std::int64_t told = nothing;
  domain::Instant next = 0;  ///< when somebody must be told; 0: not now (told already, or its requester is awaited)
};

/// One row for each promise that is not kept yet, of open requests only: it never grows with those that are over.
/// Made on the spot from a connection; throws soci::soci_error.
class Promises {
 public:
  explicit Promises(Connection& connection) : connection_(connection) {}
  [[nodiscard]] std::vector<Promise> of(domain::RequestId request);  ///< by `what`
  /// Those of these requests (at most 200), by request and `what`.
  [[nodiscard]] std::vector<Promise> of_many(const std::vector<domain::RequestId>& requests);
  void save(const Promise& promise);  ///< inserts, or replaces the one of the same request and kind
  void remove(domain::RequestId request, std::int64_t what);
  void remove_all(domain::RequestId request);
  /// Whether somebody must be told of one at `now`. Costs one look into an index.
  [[nodiscard]] bool any_due(domain::Instant now);
  /// Those that somebody must be told of, oldest first. Within a write no other node gets the same.
  [[nodiscard]] std::vector<Promise> take_due(domain::Instant now, std::size_t limit);
  /// Those counted on open hours, after this one, in order of request and kind; the first `limit`.
  [[nodiscard]] std::vector<Promise> on_calendars(domain::RequestId after, std::int64_t after_what, std::size_t limit);

 private:
  Connection& connection_;
};

}  // namespace guichet::storage
