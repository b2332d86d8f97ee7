// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/person.hpp"
#include "kernel/domain/text.hpp"
#include "kernel/domain/time.hpp"
#include "kernel/storage/database.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace guichet::storage {

enum class ProgressState { not_begun, under_way, done };

/// Something that the counter will offer, or offers, as the service centre announces it.
struct ProgressRow {
  std::int64_t id = 0;
  std::string theme;       ///< id of a theme, or empty
  std::string department;  ///< as people call it: a department that has no plugin yet has a name all the same
  domain::LocalText title;
  std::string service;  ///< full id once it has one; it is then done as soon as that service is offered; may be empty
  ProgressState state = ProgressState::not_begun;
  std::string begins, ends;  ///< ISO dates, or empty: when work begins, when it is expected or was done
  domain::PersonId author = 0;
  std::int64_t version = 1;
  domain::Instant changed = 0;
};

/// Works within a read or write of the database; throws soci::soci_error.
class Progress {
 public:
  explicit Progress(Connection& connection) : connection_(connection) {}
  [[nodiscard]] std::vector<ProgressRow> all(std::size_t limit);  ///< by theme, then id
  [[nodiscard]] std::optional<ProgressRow> find(std::int64_t id);
  std::int64_t add(const ProgressRow& row);
  /// False when it is gone or was changed since `expected_version`.
  [[nodiscard]] bool update(const ProgressRow& row, std::int64_t expected_version);
  [[nodiscard]] bool remove(std::int64_t id, std::int64_t expected_version);

  /// Writes down since when each of these is offered; those that are known keep their time.
  void note_first(const std::vector<std::string>& services, domain::Instant now);
  [[nodiscard]] std::map<std::string, domain::Instant> first_times();

 private:
  Connection& connection_;
};

}  // namespace guichet::storage
