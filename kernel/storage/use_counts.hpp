// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/time.hpp"
#include "kernel/storage/connection.hpp"

#include <string_view>

namespace guichet::storage {

/// Counted uses as a whole; one is counted by Accounts::count_use. Lives within a read or a write.
class UseCounts {
 public:
  explicit UseCounts(Connection& connection) : connection_(connection) {}
  /// Was `key` used within its window?
  [[nodiscard]] bool lives(std::string_view key, domain::Instant now);
  /// Until when `key` stays used, whatever its window was.
  void keep_until(std::string_view key, domain::Instant ends);
  /// Forgets every key that begins so.
  void clear_beginning(std::string_view beginning);

 private:
  Connection& connection_;
};

}  // namespace guichet::storage
