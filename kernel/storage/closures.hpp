// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/person.hpp"
#include "kernel/domain/text.hpp"
#include "kernel/domain/time.hpp"
#include "kernel/storage/database.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace guichet::storage {

/// Days on which the university is closed, beside the public holidays.
struct Closure {
  std::int64_t id = 0;
  std::string first_day, last_day;  ///< "2026-12-24", both included
  domain::LocalText name;
  domain::PersonId author = 0;
  domain::Instant said = 0;
};

/// Made on the spot from a connection, within a read or a write; throws soci::soci_error.
class Closures {
 public:
  explicit Closures(Connection& connection) : connection_(connection) {}
  std::int64_t add(const Closure& closure);  ///< id given by the database
  [[nodiscard]] std::optional<Closure> find(std::int64_t id);
  [[nodiscard]] bool remove(std::int64_t id);  ///< false when it was gone
  void shorten(std::int64_t id, std::string_view last_day);
  /// Those that last until `day` or later, by their first day; the first `limit`.
  [[nodiscard]] std::vector<Closure> from(std::string_view day, std::size_t limit);
  /// How many last until `day` or later.
  [[nodiscard]] std::int64_t count_from(std::string_view day);

 private:
  Connection& connection_;
};

}  // namespace guichet::storage
