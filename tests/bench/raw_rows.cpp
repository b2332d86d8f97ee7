// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/raw_rows.hpp"

#include "tests/bench/workflow_bench.hpp"

#include <filesystem>

namespace guichet::bench {

RawRows::RawRows(const std::string& file, int rows) {
  for (const char* end : {"", "-wal", "-shm"}) std::filesystem::remove(file + end);
  must(sqlite3_open(file.c_str(), &database_) == SQLITE_OK, "a file for raw rows");
  run("PRAGMA journal_mode=WAL");
  run("PRAGMA synchronous=FULL");
  run("CREATE TABLE raw (id INTEGER PRIMARY KEY, state INTEGER NOT NULL, due INTEGER NOT NULL, text TEXT NOT NULL)");
  run("CREATE INDEX raw_due ON raw (due) WHERE state = 0");
  run("BEGIN");
  sqlite3_stmt* insert = prepare("INSERT INTO raw (state, due, text) VALUES (0, ?, printf('%.100c', 'x'))");
  for (int row = 0; row < rows; ++row) {
    sqlite3_bind_int64(insert, 1, row);
    must(sqlite3_step(insert) == SQLITE_DONE, "a raw row");
    sqlite3_reset(insert);
  }
  sqlite3_finalize(insert);
  run("COMMIT");
}

RawRows::~RawRows() {
  sqlite3_close(database_);
}

void RawRows::run(const char* sql) {
  must(sqlite3_exec(database_, sql, nullptr, nullptr, nullptr) == SQLITE_OK, sql);
}

sqlite3_stmt* RawRows::prepare(const char* sql) {
  sqlite3_stmt* statement = nullptr;
  must(sqlite3_prepare_v2(database_, sql, -1, &statement, nullptr) == SQLITE_OK, sql);
  return statement;
}

double RawRows::updates(int transactions, int rows_each) {
  sqlite3_stmt* update = prepare("UPDATE raw SET text = printf('%.100c', ?) WHERE id = ?");
  const auto begin = std::chrono::steady_clock::now();
  int row = 0;
  for (int done = 0; done < transactions; ++done) {
    run("BEGIN IMMEDIATE");
    for (int each = 0; each < rows_each; ++each) {
      row = row % 1000 + 1;
      sqlite3_bind_text(update, 1, done % 2 == 0 ? "a" : "b", 1, SQLITE_STATIC);
      sqlite3_bind_int(update, 2, row);
      must(sqlite3_step(update) == SQLITE_DONE && sqlite3_changes(database_) == 1, "a raw update");
      sqlite3_reset(update);
    }
    run("COMMIT");
  }
  const double seconds = milliseconds_since(begin) / 1000;
  sqlite3_finalize(update);
  return transactions / seconds;
}

double RawRows::claims_and_removals(int rows) {
  sqlite3_stmt* claim = prepare(
      "UPDATE raw SET state = 1 WHERE id = (SELECT id FROM raw WHERE state = 0 AND due <= 9000000 ORDER BY due LIMIT 1)"
      " RETURNING id");
  sqlite3_stmt* remove = prepare("DELETE FROM raw WHERE id = ? AND state = 1");
  const auto begin = std::chrono::steady_clock::now();
  for (int done = 0; done < rows; ++done) {
    must(sqlite3_step(claim) == SQLITE_ROW, "a raw row that is due");
    const auto id = sqlite3_column_int64(claim, 0);
    must(sqlite3_step(claim) == SQLITE_DONE, "a raw claim");
    sqlite3_reset(claim);
    sqlite3_bind_int64(remove, 1, id);
    must(sqlite3_step(remove) == SQLITE_DONE && sqlite3_changes(database_) == 1, "a raw removal");
    sqlite3_reset(remove);
  }
  const double seconds = milliseconds_since(begin) / 1000;
  sqlite3_finalize(claim);
  sqlite3_finalize(remove);
  return rows / seconds;
}

}  // namespace guichet::bench
