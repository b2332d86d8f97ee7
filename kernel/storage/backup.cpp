// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/storage/backup.hpp"

#include "kernel/storage/articles.hpp"
#include "kernel/storage/copied_tables.hpp"
#include "kernel/storage/digest.hpp"
#include "kernel/storage/files.hpp"
#include "kernel/storage/migrations.hpp"
#include "kernel/storage/plugin_states.hpp"
#include "kernel/storage/requests.hpp"

#include <fcntl.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

namespace guichet::storage {
namespace {

namespace fs = std::filesystem;

constexpr int rows_at_once = 1000;
constexpr fs::perms for_us_alone = fs::perms::owner_read | fs::perms::owner_write;

// A code that opens an account lives minutes and a copy lives years: neither the letter that carries it nor its row,
// whose hash of six digits hides nothing, goes into a copy. A job whose letter is gone is simply done.
std::string kept_rows(const std::string& table) {
  if (table == "recovery") return " WHERE 1 = 0";
  if (table == "mail") return " WHERE kind <> 'mail.recovery-code'";
  return "";
}

// Whatever the umask says: a copy holds everything that everybody confided.
void make_folder(const fs::path& folder) {
  fs::create_directories(folder);
  fs::permissions(folder, fs::perms::owner_all);
}

void make_private(const fs::path& file) {
  fs::permissions(file, for_us_alone);
}

// SQLite gives row after row; of PostgreSQL a cursor asks for some at a time, since libpq keeps whole results in
// memory.
template <typename Take>
void each_row_as_json(Connection& connection, const std::string& table, const std::vector<std::string>& names,
                      Take take) {
  const std::string from = " FROM " + table + " t" + kept_rows(table);
  if (connection.dialect() == Dialect::sqlite) {
    std::string pairs;
    for (const std::string& name : names) pairs += (pairs.empty() ? "'" : ", '") + name + "', " + name;
    each<std::string>(connection, "SELECT json_object(" + pairs + ")" + from, take);
    return;
  }
  Handle& handle = handle_of(connection);
  handle.control("DECLARE copied CURSOR FOR SELECT CAST(row_to_json(t) AS text)" + from);
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
  make_private(path);
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
    make_folder(to.parent_path());
    fs::copy_file(from, to);
    make_private(to);
    sync(to);
    sync(to.parent_path());
    copied.push_back(sha256);
  }
  return copied;
}

void write_copy(Database& database, const std::string& files_folder, const fs::path& target) {
  make_folder(target);  // closed first: nobody reaches what is then written inside
  make_folder(target / "tables");
  make_folder(target / "files");
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
    const std::vector<std::string> images = Articles(reader).files_named();
    named.insert(named.end(), images.begin(), images.end());
    std::sort(named.begin(), named.end());  // a file that two things name is copied once
    named.erase(std::unique(named.begin(), named.end()), named.end());
  }
  list["files"] = copy_files(named, files_folder, target / "files");
  std::ofstream file(target / copy_list);
  file << list.dump(1) << '\n';
  file.close();
  if (!file) throw std::runtime_error("cannot write the list");
  make_private(target / copy_list);
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
