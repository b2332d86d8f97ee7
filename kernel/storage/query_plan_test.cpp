// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/storage/absences.hpp"
#include "kernel/storage/accounts.hpp"
#include "kernel/storage/connection.hpp"
#include "kernel/storage/events.hpp"
#include "kernel/storage/incidents.hpp"
#include "kernel/storage/past_needs.hpp"
#include "kernel/storage/request_moves.hpp"
#include "kernel/storage/test_data.hpp"
#include "kernel/storage/waiting_approvals.hpp"
#include "tests/support/test_database.hpp"

#include <gmock/gmock.h>
#include <soci/sqlite3/soci-sqlite3.h>

namespace guichet::storage {
namespace {

using sample::now;

// SQLite tells of each statement it runs; its plan is then asked for.
class Plans : public ::testing::Test {
 protected:
  void SetUp() override {
    auto opened = Database::open(place.where());
    ASSERT_TRUE(opened.ok());
    database = std::move(opened).value();
  }

  template <typename Use>
  void expect_no_full_scan(Use use) {
    const auto done = database->write([&](Connection& connection) -> domain::Result<domain::Done> {
      auto* raw = static_cast<soci::sqlite3_session_backend*>(connection.session().get_backend())->conn_;
      std::vector<std::string> statements;
      ::sqlite_api::sqlite3_trace_v2(
          raw, SQLITE_TRACE_STMT,
          [](unsigned, void* context, void*, void* text) {
            static_cast<std::vector<std::string>*>(context)->emplace_back(static_cast<const char*>(text));
            return 0;
          },
          &statements);
      use(connection);
      ::sqlite_api::sqlite3_trace_v2(raw, 0, nullptr, nullptr);
      EXPECT_FALSE(statements.empty());
      for (const std::string& sql : statements) expect_plan(connection, sql);
      return domain::Done{};
    });
    ASSERT_TRUE(done.ok()) << done.error().detail;
  }

  static void expect_plan(Connection& connection, const std::string& sql) {
    std::string explained = "EXPLAIN QUERY PLAN " + sql;
    soci::statement statement(connection.session());
    long long id = 0, parent = 0, unused = 0;
    std::string detail;
    int sorts = 0;
    statement.exchange(soci::into(id));
    statement.exchange(soci::into(parent));
    statement.exchange(soci::into(unused));
    statement.exchange(soci::into(detail));
    statement.alloc();
    statement.prepare(explained);
    statement.define_and_bind();
    statement.execute(false);
    while (statement.fetch()) {
      for (const char* table :
           {"request", "message", "event", "r", "m", "person", "job", "attachment", "participant", "a", "absence"}) {
        // A scan of an index in its own order, stopped by a LIMIT, is what a list should be; of a table, never.
        EXPECT_NE(detail, std::string("SCAN ") + table) << sql;
        EXPECT_FALSE(detail.starts_with(std::string("SCAN ") + table + " USING") &&
                     sql.find(" LIMIT ") == std::string::npos && sql.find("MAX(") == std::string::npos)
            << detail << "\n"
            << sql;
      }
      if (detail.find("TEMP B-TREE FOR ORDER BY") != std::string::npos) ++sorts;
    }
    // Sorted may be one page that was already cut to its size, and the merge of teams before it; or what is small for
    // ever. With one team nothing else is sorted; with several, SQLite sorts the page of each once more to merge them.
    if (sql.find("UNION ALL") != std::string::npos) return;
    const bool small =
        sql.find("participant t LEFT") != std::string::npos || sql.find("FROM member") != std::string::npos;
    const bool merged = sql.find(" every ") != std::string::npos;
    const bool page = sql.find(" page JOIN") != std::string::npos;
    EXPECT_LE(sorts, small ? 1 : (merged ? 1 : 0) + (page ? 1 : 0)) << "sorted without an index: " << sql;
  }

  test::DatabasePlace place{Dialect::sqlite};
  std::unique_ptr<Database> database;
};

TEST_F(Plans, OfListsOfRequestsUseTheirIndexes) {
  expect_no_full_scan([](Connection& connection) {
    Requests requests(connection);
    (void)requests.of_person(1, false, "", 20);
    (void)requests.of_person(1, true, "12", 20);
    for (const AgentView view : {AgentView::mine, AgentView::team, AgentView::unassigned, AgentView::late_soon,
                                 AgentView::awaiting, AgentView::over}) {
      (void)requests.for_agent(view, 1, {"a"}, "", 20, now);
      (void)requests.for_agent(view, 1, {"a", "b", "c"}, "4.7", 20, now);
    }
    (void)requests.counts(1, {"a", "b"}, now);
    (void)requests.to_close(now, 100);
  });
}

TEST_F(Plans, OfARequestsPartsUseTheirIndexes) {
  expect_no_full_scan([](Connection& connection) {
    Requests requests(connection);
    (void)requests.find(1);
    (void)requests.by_submission("key", 1);
    (void)requests.rows({1, 2});
    (void)requests.messages(1, true, 0, 20);
    (void)requests.messages(1, false, 7, 20);
    (void)requests.attachments(1);
    (void)requests.attachments_of({1, 2});
    (void)requests.names_file("a");
    (void)requests.waiting_uploads(1);
    requests.claim_attachments({1, 2}, 1, 1, 1);
    (void)requests.participants(1);
    (void)requests.participating(1, {1, 2});
    (void)requests.steps(1);
    (void)RequestMoves(connection).of_request(1, 20);
    (void)requests.update(sample::request(1), 1);
  });
}

TEST_F(Plans, OfIncidentsUseTheirIndexes) {
  expect_no_full_scan([](Connection& connection) {
    Incidents incidents(connection);
    (void)incidents.under_way(10);
    (void)incidents.of_requests({1, 2});
    (void)incidents.requests_in(1, Belonging::linked, 10);
    (void)PastNeeds(connection).is_repeated(domain::Request{});
    (void)incidents.requests(1, 50, 50);
    (void)incidents.counts(1);
    (void)incidents.answered(1, 2);
    (void)incidents.news(1, 10);
    (void)incidents.followers_to_tell(1, 10);
    (void)incidents.followed_by(1);
    (void)incidents.sent_lately("a", now, 500);
    (void)incidents.untaken_lately(now, 500);
  });
}

// Every page of everybody counts what its reader is asked, also instead of others.
TEST_F(Plans, OfAbsencesUseTheirIndexes) {
  expect_no_full_scan([](Connection& connection) {
    (void)Absences(connection).standing_in_for(1, now);
    (void)Absences(connection).delegate_of(1, now);
    (void)waiting_approvals(connection, 1, now, {"a"}, 100);
  });
}

TEST_F(Plans, OfPeopleEventsAndJobsUseTheirIndexes) {
  expect_no_full_scan([](Connection& connection) {
    (void)People(connection).find(1);
    (void)People(connection).by_login("zoe");
    (void)People(connection).by_mail("zoe@example.org");
    (void)People(connection).many({1, 2});
    (void)Accounts(connection).signed_in("hash", now);
    (void)Accounts(connection).teams_of(1);
    (void)Accounts(connection).members_of("a");
    (void)Accounts(connection).count_use("key", now, 1000);
    (void)Events(connection).since(3, 10);
    (void)Events(connection).of_request(1, 10);
    (void)Events(connection).last();
    (void)Jobs(connection).claim(now, "node", 1000, 10);
    (void)Jobs(connection).next_due();
    (void)Jobs(connection).given_up(10);
    (void)Jobs(connection).finish(1);
    (void)Mails(connection).latest_to("zoe@example.org", 10);
  });
}

}  // namespace
}  // namespace guichet::storage
