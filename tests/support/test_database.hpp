// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/storage/database.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <string>

namespace guichet::test {

/// An empty place for a database, removed with its content: a folder (SQLite), or a database of the tests' PostgreSQL.
class DatabasePlace {
 public:
  /// `available()` is false when there is no PostgreSQL: GUICHET_TEST_POSTGRESQL is not set.
  explicit DatabasePlace(storage::Dialect dialect);
  ~DatabasePlace();
  DatabasePlace(const DatabasePlace&) = delete;
  DatabasePlace& operator=(const DatabasePlace&) = delete;

  [[nodiscard]] static bool available(storage::Dialect dialect);
  /// What Database::open takes.
  [[nodiscard]] const std::string& where() const { return where_; }
  /// A folder of this test's own, on both backends.
  [[nodiscard]] const std::string& folder() const { return folder_; }

 private:
  std::string folder_;
  std::string where_;
  std::string name_;
};

/// A test that runs on both databases, with an open one: INSTANTIATE_ON_BOTH_DATABASES(Name); TEST_P(Name, Behaves)
/// {...}
class OnBothDatabases : public ::testing::TestWithParam<storage::Dialect> {
 protected:
  void SetUp() override;
  void TearDown() override;

  /// Runs a change that must succeed.
  template <typename Change>
  void write(Change change) {
    const auto done = database->write([&change](storage::Connection& connection) -> domain::Result<domain::Done> {
      change(connection);
      return domain::Done{};
    });
    ASSERT_TRUE(done.ok()) << done.error().detail;
  }

  std::unique_ptr<DatabasePlace> place;
  std::unique_ptr<storage::Database> database;
};

#define INSTANTIATE_ON_BOTH_DATABASES(Fixture)                                                                        \
  INSTANTIATE_TEST_SUITE_P(                                                                                           \
      Both, Fixture, ::testing::Values(::guichet::storage::Dialect::sqlite, ::guichet::storage::Dialect::postgresql), \
      [](const auto& dialect) {                                                                                       \
        return std::string(dialect.param == ::guichet::storage::Dialect::sqlite ? "Sqlite" : "Postgresql");           \
      })

}  // namespace guichet::test
