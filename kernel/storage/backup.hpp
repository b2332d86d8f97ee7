// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/result.hpp"
#include "kernel/storage/database.hpp"

#include <string>

namespace guichet::storage {

/// Writes one consistent copy of everything while the counter serves: tables as JSON lines, the files they name, a list
/// with checksums. `target` must not exist; only its owner may read it, and no code that opens an account is in it. The
/// same copy restores into SQLite and into PostgreSQL.
[[nodiscard]] domain::Result<domain::Done> backup(Database& database, const std::string& files_folder,
                                                  const std::string& target);

/// Into an empty database and files folder only; refuses a damaged or newer copy before it writes anything.
[[nodiscard]] domain::Result<domain::Done> restore(const std::string& source, Database& database,
                                                   const std::string& files_folder);

}  // namespace guichet::storage
