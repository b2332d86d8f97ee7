// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/storage/use_counts.hpp"

#include "kernel/storage/query.hpp"

namespace guichet::storage {

bool UseCounts::lives(std::string_view key, domain::Instant now) {
  return ask_one<std::int64_t>(connection_, "SELECT uses FROM use_count WHERE key = ? AND ends > ?", key, now)
      .has_value();
}

void UseCounts::keep_until(std::string_view key, domain::Instant ends) {
  run(connection_,
      "INSERT INTO use_count (key, began, ends, uses) VALUES (?, 0, ?, 1)"
      " ON CONFLICT (key) DO UPDATE SET ends = excluded.ends",
      key, ends);
}

void UseCounts::clear_beginning(std::string_view beginning) {
  // Whatever the collation is, and whatever is in a name that somebody typed.
  run(connection_, "DELETE FROM use_count WHERE substr(key, 1, length(CAST(? AS text))) = ?", beginning, beginning);
}

}  // namespace guichet::storage
