// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/storage/backup.hpp"

#include "kernel/storage/copied_tables.hpp"
#include "kernel/storage/digest.hpp"
#include "kernel/storage/files.hpp"
#include "kernel/storage/migrations.hpp"
#include "kernel/storage/plugin_states.hpp"
#include "kernel/storage/requests.hpp"

#include <fcntl.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace guichet::storage {
namespace {

namespace fs = std::filesystem;

constexpr int rows_at_once = 1000;

// SQLite gives row after row; of PostgreSQL a cursor asks for some at a time, since libpq keeps whole results in
// memory.
template <typename Take>
void each_row_as_json(Connection& connection, const std::string& table, const std::vector<std::string>& names,
                      Take take) {
  if (connection.dialect() == Dialect::sqlite) {
    std::string pairs;
    for (const std::string& name : names) pairs += (pairs.empty() ? "'" : ", '") + name + "', " + name;
    each<std::string>(connection, "SELECT json_object(" + pairs + ") FROM " + table, take);
    return;
  }
  Handle& handle = handle_of(connection);
  handle.control("DECLARE copied CURSOR FOR SELECT CAST(row_to_json(t) AS text) FROM " + table + " t");
  const std::string fetch = "FETCH " + std::to_string(rows_at_once) + " FROM copied -- " + table;
  for (bool more = true; more;) {
    more = false;
    each<std::string>(connection, fetch, [&](std::string&& row) {
      more = true;
      take(std::move(row));
    });
  }
  handle.control("CLOSE copied");
}

void sync(const fs::path& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  const bool done = file >= 0 && ::fsync(file) == 0;
  if (file >= 0) ::close(file);
  if (!done) throw std::runtime_error("cannot sync " + path.string());
}

nlohmann::json copy_table(Connection& connection, const std::string& table, const fs::path& folder) {
  const std::vector<std::string> names = columns_in(connection, table);
  const fs::path path = folder / (table + ".jsonl");
  std::ofstream file(path, std::ios::binary);
  std::int64_t rows = 0;
  each_row_as_json(connection, table, names, [&](std::string&& row) {
    file << row << '\n';
    ++rows;
  });
  file.close();
  const std::optional<std::string> digest = sha256_of_file(path.string());
  if (!file || !digest) throw std::runtime_error("cannot write " + path.string());
  sync(path);
  return {{"name", table}, {"columns", names}, {"rows", rows}, {"sha256", *digest}};
}

// Files never change once they are there, so copying them after the snapshot was taken is copying them with it.
nlohmann::json copy_files(const std::vector<std::string>& named, const std::string& files_folder,
                          const fs::path& folder) {
  const Files files(files_folder);
  nlohmann::json copied = nlohmann::json::array();
  for (const std::string& sha256 : named) {
    const std::string from = files.path_of(sha256);
    if (from.empty()) {
      spdlog::warn("backup: the file {} is named but not there", sha256);
      continue;
    }
    const fs::path to = folder / sha256.substr(0, 2) / sha256.substr(2);
    fs::create_directories(to.parent_path());
    fs::copy_file(from, to);
    sync(to);
    sync(to.parent_path());
    copied.push_back(sha256);
  }
  return copied;
}

void write_copy(Database& database, const std::string& files_folder, const fs::path& target) {
  fs::create_directories(target / "tables");
  fs::create_directories(target / "files");
  nlohmann::json list = {{"format", copy_format}, {"schema", newest_schema()}, {"tables", nlohmann::json::array()}};
  std::vector<std::string> named;
  {
    Reader reader = database.read();
    for (const std::string& table : copied_tables(reader)) {
      list["tables"].push_back(copy_table(reader, table, target / "tables"));
    }
    named = Requests(reader).files_named();
    const std::vector<std::string> bundles = PluginBundles(reader).files_named();
    named.insert(named.end(), bundles.begin(), bundles.end());
  }
  list["files"] = copy_files(named, files_folder, target / "files");
  std::ofstream file(target / copy_list);
  file << list.dump(1) << '\n';
  file.close();
  if (!file) throw std::runtime_error("cannot write the list");
  for (const char* name : {copy_list, "tables", "files"}) sync(target / name);
}

}  // namespace

domain::Result<domain::Done> backup(Database& database, const std::string& files_folder, const std::string& target) {
  const fs::path partial = target + ".partial";
  std::error_code code;
  if (fs::exists(target, code)) {
    return domain::Error{domain::ErrorKind::conflict, "error.backup.exists", {{"target", target}}, {}, ""};
  }
  try {
    fs::remove_all(partial);
    write_copy(database, files_folder, partial);
    sync(partial);
    fs::rename(partial, target);  // what carries the name is whole
    const fs::path parent = fs::absolute(target).parent_path();
    sync(parent);
    return domain::Done{};
  } catch (const std::exception& failure) {
    fs::remove_all(partial, code);
    return domain::Error{domain::ErrorKind::unavailable, "error.backup", {{"target", target}}, {}, failure.what()};
  }
}

}  // namespace guichet::storage
