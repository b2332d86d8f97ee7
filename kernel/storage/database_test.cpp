// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/storage/database.hpp"

#include "kernel/storage/connection.hpp"
#include "kernel/storage/events.hpp"
#include "kernel/storage/migrations.hpp"
#include "kernel/storage/settings.hpp"
#include "kernel/storage/test_data.hpp"
#include "tests/support/test_database.hpp"

#include <gmock/gmock.h>
#include <soci/postgresql/soci-postgresql.h>

#include <atomic>
#include <thread>

namespace guichet::storage {
namespace {

using sample::now;

class OpenDatabase : public test::OnBothDatabases {};
INSTANTIATE_ON_BOTH_DATABASES(OpenDatabase);

TEST_P(OpenDatabase, UndoesAChangeThatAnswersAnErrorAndNobodyElses) {
  std::vector<std::thread> writers;
  std::atomic<int> kept{0};
  for (int writer = 0; writer < 16; ++writer) {
    writers.emplace_back([&, writer] {
      for (int time = 0; time < 20; ++time) {
        const bool keep = (writer + time) % 2 == 0;
        const auto done = database->write([&](Connection& connection) -> domain::Result<domain::Done> {
          Requests(connection).insert(sample::request(writer));
          Events(connection).append({0, now, "request.submitted", 1, writer, {}});
          if (keep) return domain::Done{};
          if (time % 4 == 1) throw std::runtime_error("no");
          return domain::Error{domain::ErrorKind::invalid, "error.no", {}, {}, ""};
        });
        EXPECT_EQ(done.ok(), keep);
        if (keep) ++kept;
      }
    });
  }
  std::thread looking([&] {
    for (int time = 0; time < 50; ++time) {
      Reader reader = database->read();
      const std::int64_t first = Events(reader).last();
      std::this_thread::yield();
      EXPECT_EQ(Events(reader).last(), first) << "a reader sees one snapshot";
    }
  });
  for (std::thread& writer : writers) writer.join();
  looking.join();
  Reader reader = database->read();
  EXPECT_EQ(Events(reader).since(0, 1000).size(), static_cast<std::size_t>(kept.load()));
  EXPECT_EQ(kept, 160);
}

TEST_P(OpenDatabase, SurvivesAFailingStatement) {
  const auto failed = database->write([](Connection& connection) -> domain::Result<domain::Done> {
    Settings(connection).set("before", "1");
    connection.session() << "INSERT INTO nowhere VALUES (1)";
    return domain::Done{};
  });
  ASSERT_FALSE(failed.ok());
  EXPECT_EQ(failed.error().kind, domain::ErrorKind::internal);
  EXPECT_FALSE(failed.error().detail.empty());
  // What somebody wrote must not reach the log through an error.
  const auto told = database->write([](Connection& connection) -> domain::Result<domain::Done> {
    domain::Request request = sample::request(1);
    request.words = "my secret";
    request.submission = "secret key";
    Requests(connection).insert(request);
    Requests(connection).insert(request);
    return domain::Done{};
  });
  ASSERT_FALSE(told.ok());
  EXPECT_EQ(told.error().detail.find("secret"), std::string::npos) << told.error().detail;
  write([](Connection& connection) { Settings(connection).set("after", "1"); });
  EXPECT_THROW(
      {
        Reader reader = database->read();
        (*reader).session() << "SELECT nothing";
      },
      soci::soci_error);
  Reader reader = database->read();
  EXPECT_FALSE(Settings(reader).get("before"));
  EXPECT_TRUE(Settings(reader).get("after"));
}

TEST_P(OpenDatabase, CountsTheStatementsOfAWriteAsItsCallers) {
  const std::int64_t before = statements_of_this_thread();
  write([](Connection& connection) {
    Settings(connection).set("a", "1");
    Settings(connection).set("b", "1");
  });
  EXPECT_EQ(statements_of_this_thread() - before, 2);
}

TEST_P(OpenDatabase, LendsReadersToMoreThreadsThanItHas) {
  std::vector<std::thread> readers;
  std::atomic<int> read{0};
  for (int number = 0; number < 24; ++number) {
    readers.emplace_back([&] {
      for (int time = 0; time < 20; ++time) {
        Reader reader = database->read();
        if (!Settings(reader).get("nothing")) ++read;
      }
    });
  }
  for (std::thread& reader : readers) reader.join();
  EXPECT_EQ(read, 480);
}

TEST_P(OpenDatabase, IsOpenedByTwoNodesAtOnce) {
  database.reset();
  const test::DatabasePlace fresh(GetParam());
  std::vector<std::thread> nodes;
  for (int node = 0; node < 4; ++node) {
    nodes.emplace_back([&fresh] {
      const auto opened = Database::open(fresh.where());
      EXPECT_TRUE(opened.ok()) << opened.error().detail;
    });
  }
  for (std::thread& node : nodes) node.join();
}

TEST_P(OpenDatabase, RefusesASchemaNewerThanTheProgram) {
  write([](Connection& connection) {
    connection.session() << "INSERT INTO schema_version (version) VALUES (" << newest_schema() + 1 << ")";
  });
  database.reset();
  const auto opened = Database::open(place->where());
  ASSERT_FALSE(opened.ok());
  EXPECT_EQ(opened.error().message, "error.database.newer");
  EXPECT_EQ(opened.error().parameters["program"], newest_schema());
}

TEST_P(OpenDatabase, NumbersEventsInTheOrderOfCommitsAcrossNodes) {
  auto other = Database::open(place->where());
  ASSERT_TRUE(other.ok());
  std::atomic<bool> writing{true};
  std::thread watching([&] {
    // Whoever follows the log must never find a number below one it has already seen.
    std::int64_t seen = 0;
    std::size_t count = 0;
    while (writing) {
      Reader reader = database->read();
      for (const Event& event : Events(reader).since(seen, 10'000)) {
        seen = event.number;
        ++count;
      }
    }
    Reader reader = database->read();
    count += Events(reader).since(seen, 10'000).size();
    EXPECT_EQ(Events(reader).since(0, 10'000).size(), count);
  });
  std::vector<std::thread> writers;
  for (int writer = 0; writer < 8; ++writer) {
    writers.emplace_back([&, writer] {
      Database& node = writer % 2 == 0 ? *database : *other.value();
      for (int time = 0; time < 25; ++time) {
        const auto done = node.write([&](Connection& connection) -> domain::Result<domain::Done> {
          Events(connection).append({0, now, "request.submitted", writer, time, {}});
          return domain::Done{};
        });
        EXPECT_TRUE(done.ok()) << done.error().detail;
      }
    });
  }
  for (std::thread& writer : writers) writer.join();
  writing = false;
  watching.join();
}

TEST(LostConnection, IsReplacedByTheNextReadAndWrite) {
  if (!test::DatabasePlace::available(Dialect::postgresql)) GTEST_SKIP() << "no PostgreSQL: run it through ctest";
  const test::DatabasePlace place(Dialect::postgresql);
  auto opened = Database::open(place.where());
  ASSERT_TRUE(opened.ok());
  Database& database = **opened;
  const auto set = [&](const std::string& value) {
    return database.write([&](Connection& connection) -> domain::Result<domain::Done> {
      Settings(connection).set("value", value);
      return domain::Done{};
    });
  };
  ASSERT_TRUE(set("1").ok());
  { Reader reader = database.read(); }
  const auto end_all = [&] {
    soci::session session(*soci::factory_postgresql(), place.where());
    session << "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
               " WHERE datname = current_database() AND pid <> pg_backend_pid()";
  };
  end_all();
  EXPECT_TRUE(set("2").ok()) << "the next write connects again";
  end_all();
  {
    Reader reader = database.read();
    EXPECT_EQ(Settings(reader).get("value"), "2");
    end_all();
    EXPECT_THROW((void)Settings(reader).get("value"), soci::soci_error);
  }
  {
    Reader reader = database.read();
    EXPECT_EQ(Settings(reader).get("value"), "2");
  }
  const auto cut = database.write([&](Connection& connection) -> domain::Result<domain::Done> {
    end_all();
    Settings(connection).set("value", "3");
    return domain::Done{};
  });
  ASSERT_FALSE(cut.ok());
  EXPECT_EQ(cut.error().kind, domain::ErrorKind::unavailable);
  EXPECT_TRUE(set("4").ok());
}

TEST(UnknownDatabase, IsAnErrorAndNoCrash) {
  const auto missing = Database::open("postgresql:///nothing?host=/nowhere");
  ASSERT_FALSE(missing.ok());
  EXPECT_EQ(missing.error().message, "error.database");
  const auto unwritable = Database::open("/proc/guichet");
  ASSERT_FALSE(unwritable.ok());
  EXPECT_EQ(unwritable.error().kind, domain::ErrorKind::unavailable);
}

}  // namespace
}  // namespace guichet::storage
