// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sqlite3.h>

#include <string>

namespace guichet::bench {

/// The reference of what writes: a SQLite table of its own, durable (WAL, synchronous=FULL) after each transaction,
/// with nothing around it. One thread.
class RawRows {
 public:
  /// A new file with so many rows, each with a text of some hundred characters.
  RawRows(const std::string& file, int rows);
  ~RawRows();
  RawRows(const RawRows&) = delete;
  RawRows& operator=(const RawRows&) = delete;

  /// So many transactions that change `rows_each` rows each; answers transactions a second.
  double updates(int transactions, int rows_each);
  /// Each row taken by one transaction and removed by another, as a queue's are; answers rows a second.
  double claims_and_removals(int rows);

 private:
  void run(const char* sql);
  sqlite3_stmt* prepare(const char* sql);

  sqlite3* database_ = nullptr;
};

}  // namespace guichet::bench
