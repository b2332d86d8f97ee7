// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/result.hpp"
#include "kernel/storage/backend.hpp"

#include <string>
#include <vector>

namespace guichet::storage {

/// One file of migrations/, embedded when the program is built: NNNN_name.sql for both backends, then
/// NNNN_name.sqlite.sql or NNNN_name.postgresql.sql for what differs.
struct MigrationFile {
  int number;
  const char* name;  ///< file name
  const char* sql;
};
[[nodiscard]] const std::vector<MigrationFile>& migration_files();

/// The number of the last migration this program knows.
[[nodiscard]] int newest_schema();

/// Applies what is missing, each number in a transaction of its own; several processes may do so at once. A schema
/// newer than the program is Error{unavailable, "error.database.newer"}. Throws soci::soci_error.
[[nodiscard]] domain::Result<domain::Done> migrate(const Backend& backend, soci::session& session);

}  // namespace guichet::storage
