// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/test_database.hpp"

#include <soci/postgresql/soci-postgresql.h>
#include <soci/soci.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>

namespace guichet::test {
namespace {

std::string server() {
  const char* address = std::getenv("GUICHET_TEST_POSTGRESQL");
  return address == nullptr ? "" : address;
}

std::string fresh_name() {
  static std::atomic<int> number{0};
  return "test_" + std::to_string(::getpid()) + "_" + std::to_string(++number);
}

// postgresql:///postgres?host=... with another database's name.
std::string address_of(const std::string& name) {
  const std::string address = server();
  const std::size_t question = std::min(address.find('?'), address.size());
  const std::size_t slash = address.rfind('/', question - 1);
  return address.substr(0, slash + 1) + name + address.substr(question);
}

void on_server(const std::string& sql) {
  soci::session session(*soci::factory_postgresql(), server());
  session.once << sql;
}

}  // namespace

bool DatabasePlace::available(storage::Dialect dialect) {
  return dialect == storage::Dialect::sqlite || !server().empty();
}

DatabasePlace::DatabasePlace(storage::Dialect dialect) : name_(fresh_name()) {
  folder_ = (std::filesystem::temp_directory_path() / ("guichet-" + name_)).string();
  std::filesystem::remove_all(folder_);
  std::filesystem::create_directories(folder_);
  if (dialect == storage::Dialect::sqlite) {
    where_ = folder_ + "/data";
    name_.clear();
  } else {
    if (server().empty()) throw std::runtime_error("GUICHET_TEST_POSTGRESQL is not set");
    on_server("CREATE DATABASE " + name_);
    where_ = address_of(name_);
  }
}

DatabasePlace::~DatabasePlace() {
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
  if (name_.empty()) return;
  try {
    on_server("DROP DATABASE " + name_ + " WITH (FORCE)");
  } catch (const std::exception&) {
    // The cluster goes away with the run anyway.
  }
}

void OnBothDatabases::SetUp() {
  if (!DatabasePlace::available(GetParam())) GTEST_SKIP() << "no PostgreSQL: run it through ctest";
  place = std::make_unique<DatabasePlace>(GetParam());
  auto opened = storage::Database::open(place->where());
  ASSERT_TRUE(opened.ok()) << opened.error().detail;
  database = std::move(opened).value();
}

void OnBothDatabases::TearDown() {
  database.reset();
  place.reset();
}

}  // namespace guichet::test
