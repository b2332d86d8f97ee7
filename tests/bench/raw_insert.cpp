// SPDX-License-Identifier: GPL-3.0-or-later
// The reference of submissions: one small row a transaction into a SQLite database of its own, each durable (WAL,
// synchronous=FULL) before the next begins.
//   raw_insert FILE MILLISECONDS   prints rows a second
#include <sqlite3.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>

namespace {

void must(sqlite3* database, const char* sql) {
  if (sqlite3_exec(database, sql, nullptr, nullptr, nullptr) == SQLITE_OK) return;
  std::fprintf(stderr, "raw_insert: %s: %s\n", sql, sqlite3_errmsg(database));
  std::exit(1);
}

}  // namespace

int main(int count, char** words) {
  if (count != 3) {
    std::fputs("usage: raw_insert FILE MILLISECONDS\n", stderr);
    return 2;
  }
  sqlite3* database = nullptr;
  if (sqlite3_open(words[1], &database) != SQLITE_OK) {
    std::fprintf(stderr, "raw_insert: %s cannot be opened\n", words[1]);
    return 1;
  }
  must(database, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;");
  must(database, "CREATE TABLE IF NOT EXISTS raw (id INTEGER PRIMARY KEY, text TEXT NOT NULL)");
  sqlite3_stmt* insert = nullptr;
  if (sqlite3_prepare_v2(database, "INSERT INTO raw (text) VALUES ('one row')", -1, &insert, nullptr) != SQLITE_OK) {
    return 1;
  }
  using Clock = std::chrono::steady_clock;
  const auto begun = Clock::now();
  const auto until = begun + std::chrono::milliseconds(std::atoi(words[2]));
  int rows = 0;
  while (Clock::now() < until) {
    if (sqlite3_step(insert) != SQLITE_DONE) return 1;
    sqlite3_reset(insert);
    ++rows;
  }
  std::printf("%.1f\n", rows / std::chrono::duration<double>(Clock::now() - begun).count());
  sqlite3_finalize(insert);
  sqlite3_close(database);
  return 0;
}
