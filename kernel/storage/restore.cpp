// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/storage/backup.hpp"
#include "kernel/storage/copied_tables.hpp"
#include "kernel/storage/digest.hpp"
#include "kernel/storage/files.hpp"
#include "kernel/storage/migrations.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <stdexcept>

namespace guichet::storage {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t rows_at_once = 500;

// The copy is not what it says it is. Caught in restore().
struct Refused : std::runtime_error {
  Refused(const char* key, const std::string& detail) : std::runtime_error(detail), key(key) {}
  const char* key;
};

nlohmann::json read_list(const fs::path& source) {
  std::error_code code;
  if (!fs::is_directory(source, code)) throw Refused("error.restore.none", "there is no such folder");
  std::ifstream file(source / copy_list);
  const nlohmann::json list = nlohmann::json::parse(file, nullptr, false);
  if (!list.is_object() || !list.contains("format") || !list.contains("schema")) {
    throw Refused("error.restore.damaged", "there is no readable list.json");
  }
  if (list.at("format") != copy_format || list.at("schema").get<int>() > newest_schema()) {
    throw Refused("error.restore.newer", "the copy was made by a newer version");
  }
  return list;
}

fs::path file_in(const fs::path& source, const std::string& sha256) {
  if (sha256.size() != 64) throw Refused("error.restore.damaged", "a file has no proper name");
  return source / "files" / sha256.substr(0, 2) / sha256.substr(2);
}

// Everything is checked before anything is written. Names come from the copy and end up in SQL: only known ones may.
void check_copy(const fs::path& source, const nlohmann::json& list, Connection& connection) {
  const std::vector<std::string> known = copied_tables(connection);
  for (const nlohmann::json& table : list.at("tables")) {
    const std::string name = table.at("name");
    if (std::find(known.begin(), known.end(), name) == known.end()) {
      throw Refused("error.restore.damaged", "unknown table " + name);
    }
    const std::vector<std::string> known_columns = columns_in(connection, name);
    for (const std::string column : table.at("columns")) {
      if (std::find(known_columns.begin(), known_columns.end(), column) == known_columns.end()) {
        throw Refused("error.restore.damaged", "unknown column " + column);
      }
    }
    if (sha256_of_file(source / "tables" / (name + ".jsonl")) != table.at("sha256").get<std::string>()) {
      throw Refused("error.restore.damaged", "the table " + name + " does not fit its checksum");
    }
  }
  for (const std::string sha256 : list.at("files")) {
    if (sha256_of_file(file_in(source, sha256)) != sha256) {
      throw Refused("error.restore.damaged", "the file " + sha256 + " does not fit its checksum");
    }
  }
  for (const std::string& table : known) {
    if (ask_one<std::int64_t>(connection, "SELECT 1 FROM " + table + " LIMIT 1")) {
      throw Refused("error.restore.not-empty", "the table " + table + " is not empty");
    }
  }
}

bool holds_files(const std::string& folder) {
  std::error_code code;
  for (fs::recursive_directory_iterator entry(folder, code), end; !code && entry != end; entry.increment(code)) {
    if (entry->is_regular_file(code)) return true;
  }
  return false;
}

void restore_files(const fs::path& source, const nlohmann::json& list, const std::string& files_folder) {
  Files files(files_folder);
  for (const std::string sha256 : list.at("files")) {
    const fs::path copy = fs::path(files_folder) / "incoming" / sha256;
    fs::copy_file(file_in(source, sha256), copy, fs::copy_options::overwrite_existing);
    const domain::Result<std::string> taken = files.take(copy.string());
    if (!taken) throw std::runtime_error(taken.error().detail);
  }
}

std::string insert_sql(Dialect dialect, const std::string& table, const std::vector<std::string>& names) {
  const std::string columns = joined_names(names);
  const std::string start = "INSERT INTO " + table + " (" + columns + ") SELECT ";
  if (dialect == Dialect::postgresql) {
    return start + columns + " FROM json_populate_recordset(CAST(NULL AS " + table + "), CAST(? AS json))";
  }
  std::string values;
  for (const std::string& name : names) {
    values += (values.empty() ? "" : ", ") + ("json_extract(value, '$." + name + "')");
  }
  return start + values + " FROM json_each(?)";
}

void restore_table(const fs::path& source, const nlohmann::json& table, Connection& connection) {
  const std::string name = table.at("name");
  const auto names = table.at("columns").get<std::vector<std::string>>();
  const std::string sql = insert_sql(connection.dialect(), name, names);
  std::ifstream file(source / "tables" / (name + ".jsonl"), std::ios::binary);
  std::int64_t rows = 0;
  for (std::string line; file;) {
    std::string batch;
    for (std::size_t taken = 0; taken < rows_at_once && std::getline(file, line); ++taken) {
      batch += (batch.empty() ? "[" : ",") + line;
      ++rows;
    }
    if (!batch.empty()) run(connection, sql, batch + "]");
  }
  if (rows != table.at("rows").get<std::int64_t>()) {
    throw Refused("error.restore.damaged", "the table " + name + " has not as many rows as it should");
  }
  if (connection.dialect() != Dialect::postgresql) return;
  const auto identity = ask_one<std::string>(
      connection,
      "SELECT CAST(column_name AS text) FROM information_schema.columns WHERE table_schema = current_schema()"
      " AND table_name = ? AND is_identity = 'YES'",
      name);
  if (identity) handle_of(connection).backend().ids_were_given(connection, name, *identity);
}

}  // namespace

domain::Result<domain::Done> restore(const std::string& source, Database& database, const std::string& files_folder) {
  try {
    const nlohmann::json list = read_list(source);
    {
      Reader reader = database.read();
      check_copy(source, list, reader);
    }
    if (holds_files(files_folder)) throw Refused("error.restore.not-empty", "the files folder is not empty");
    restore_files(source, list, files_folder);
    return database.bulk([&](Connection& connection) -> domain::Result<domain::Done> {
      for (const nlohmann::json& table : list.at("tables")) restore_table(source, table, connection);
      return domain::Done{};
    });
  } catch (const Refused& refused) {
    return domain::Error{domain::ErrorKind::invalid, refused.key, {{"source", source}}, {}, refused.what()};
  } catch (const nlohmann::json::exception& broken) {
    return domain::Error{domain::ErrorKind::invalid, "error.restore.damaged", {{"source", source}}, {}, broken.what()};
  } catch (const std::exception& failure) {
    return domain::Error{domain::ErrorKind::unavailable, "error.restore", {{"source", source}}, {}, failure.what()};
  }
}

}  // namespace guichet::storage
