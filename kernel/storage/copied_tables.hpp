// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/storage/query.hpp"

#include <string>
#include <vector>

/// What a copy of the database is made of; shared by backup.cpp and restore.cpp.
/// TARGET/list.json (format, schema, tables with their columns, rows and SHA-256, names of files),
/// TARGET/tables/NAME.jsonl (a JSON object a row), TARGET/files/ab/cdef... (as in the file store).
namespace guichet::storage {

inline constexpr int copy_format = 1;
inline constexpr const char* copy_list = "list.json";

/// Every table with content of ours, as the database itself lists them; sorted.
[[nodiscard]] inline std::vector<std::string> copied_tables(Connection& connection) {
  return ask<std::string>(connection,
                          connection.dialect() == Dialect::sqlite
                              ? "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
                                " AND name <> 'schema_version' ORDER BY name"
                              : "SELECT CAST(table_name AS text) FROM information_schema.tables"
                                " WHERE table_schema = current_schema() AND table_name <> 'schema_version' ORDER BY 1");
}

[[nodiscard]] inline std::vector<std::string> columns_in(Connection& connection, const std::string& table) {
  return ask<std::string>(connection,
                          connection.dialect() == Dialect::sqlite
                              ? "SELECT name FROM pragma_table_info(?) ORDER BY cid"
                              : "SELECT CAST(column_name AS text) FROM information_schema.columns"
                                " WHERE table_schema = current_schema() AND table_name = ? ORDER BY ordinal_position",
                          table);
}

[[nodiscard]] inline std::string joined_names(const std::vector<std::string>& names) {
  std::string joined;
  for (const std::string& name : names) joined += (joined.empty() ? "" : ", ") + name;
  return joined;
}

}  // namespace guichet::storage
