// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/demonstration/demonstration.hpp"

#include "kernel/demonstration/people.hpp"
#include "kernel/domain/reference.hpp"
#include "kernel/storage/accounts.hpp"
#include "kernel/storage/events.hpp"
#include "kernel/storage/people.hpp"
#include "kernel/storage/requests.hpp"
#include "kernel/storage/settings.hpp"
#include "tests/support/counter_fixture.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace guichet::demonstration {
namespace {

using domain::Status;

constexpr std::int64_t made = 200;

/// One demonstration university, filled once for every test that only looks at it.
struct Filled {
  test::DatabasePlace place{storage::Dialect::sqlite};
  std::unique_ptr<storage::Database> database;
  std::unique_ptr<matching::RequestSearch> search;
  plugins::SnapshotPtr snapshot = test::sample_snapshot();

  Filled() {
    database = std::move(storage::Database::open(place.where())).value();
    search = std::make_unique<matching::RequestSearch>(place.folder() + "/search");
  }
  [[nodiscard]] domain::Result<domain::Done> fill_it() {
    return fill(*database, *search, *snapshot, domain::university_calendar(), {50, made}, test::morning,
                [](const char*, std::int64_t, std::int64_t) {});
  }
  [[nodiscard]] domain::Request request(std::int64_t id) {
    storage::Reader reader = database->read();
    return storage::Requests(reader).find(id).value();
  }
  [[nodiscard]] std::vector<storage::Event> events(std::int64_t id) {
    storage::Reader reader = database->read();
    return storage::Events(reader).of_request(id, 100);
  }
};

class Demonstration : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    filled = std::make_unique<Filled>();
    const auto done = filled->fill_it();
    ASSERT_TRUE(done.ok()) << done.error().detail;
  }
  static void TearDownTestSuite() { filled.reset(); }
  static std::unique_ptr<Filled> filled;
};
std::unique_ptr<Filled> Demonstration::filled;

TEST_F(Demonstration, EveryAssigneeIsInTheTeamInCharge) {
  for (std::int64_t id = 1; id <= made; ++id) {
    const auto request = filled->request(id);
    const auto* team = filled->snapshot->team(request.team);
    ASSERT_NE(team, nullptr) << request.team;
    EXPECT_FALSE(team->group);
    EXPECT_EQ(request.assignee != 0, request.taken_at != 0) << id;
    if (request.assignee == 0) continue;
    storage::Reader reader = filled->database->read();
    const auto members = storage::Accounts(reader).members_of(request.team);
    EXPECT_EQ(std::count(members.begin(), members.end(), request.assignee), 1) << id;
  }
}

TEST_F(Demonstration, StatusesTimesAndEventsTellOneStory) {
  int open = 0;
  for (std::int64_t id = 1; id <= made; ++id) {
    const auto request = filled->request(id);
    const auto events = filled->events(id);
    const auto happened = [&](const std::string& kind) {
      return std::any_of(events.begin(), events.end(), [&](const auto& event) { return event.kind == kind; });
    };
    ASSERT_FALSE(events.empty());
    EXPECT_EQ(events.front().kind, "request.submitted");
    EXPECT_EQ(happened("request.taken"), request.taken_at != 0) << id;
    EXPECT_EQ(happened("request.resolved"), request.resolved_at != 0) << id;
    EXPECT_EQ(happened("request.waiting"), request.status == Status::awaiting_you) << id;
    EXPECT_EQ(happened("request.closed"), request.status == Status::closed) << id;
    EXPECT_EQ(happened("request.cancelled"), request.status == Status::cancelled) << id;
    EXPECT_EQ(request.resolved_at != 0, request.status == Status::resolved || request.status == Status::closed) << id;
    EXPECT_EQ(request.waiting_since != 0, request.status == Status::awaiting_you) << id;
    for (const auto at : {request.created, request.taken_at, request.resolved_at, request.closed_at, request.updated}) {
      EXPECT_LE(at, test::morning) << id;
    }
    for (const auto& event : events) EXPECT_GE(event.at, request.created) << id;
    EXPECT_FALSE(request.confidential);
    open += !domain::is_over(request.status);
  }
  EXPECT_GT(open, 0);
}

TEST_F(Demonstration, RequestsAreOfServicesTheirOwnersMayAskFor) {
  storage::Reader reader = filled->database->read();
  for (std::int64_t id = 1; id <= made; ++id) {
    const auto request = filled->request(id);
    if (request.service.empty()) continue;
    const auto* service = filled->snapshot->service(request.service);
    ASSERT_NE(service, nullptr);
    EXPECT_FALSE(service->confidential);
    const auto owner = storage::People(reader).find(request.requester);
    ASSERT_TRUE(owner.has_value());
    EXPECT_TRUE(service->audience.includes(&*owner)) << id;
    EXPECT_TRUE(storage::ServiceVersions(reader).find(request.service_version).has_value());
  }
}

TEST_F(Demonstration, EveryRequestIsFoundByItsTeam) {
  for (std::int64_t id = 1; id <= made; id += 20) {
    const auto request = filled->request(id);
    const auto hits = filled->search->search(domain::reference_of(id), {"team:" + request.team}, 0, 10);
    EXPECT_EQ(std::count(hits.ids.begin(), hits.ids.end(), id), 1) << id;
  }
  storage::Reader reader = filled->database->read();
  EXPECT_EQ(filled->search->indexed_up_to(), storage::Events(reader).last());
}

TEST_F(Demonstration, SaysThatItIsOneAndHasItsNamedAccounts) {
  storage::Reader reader = filled->database->read();
  EXPECT_EQ(storage::Settings(reader).get("demonstration"), "yes");
  for (const auto& account : named_accounts()) {
    const auto person = storage::People(reader).by_login(account.login);
    ASSERT_TRUE(person.has_value()) << account.login;
    EXPECT_TRUE(storage::Accounts(reader).password_hash(person->id).has_value());
  }
  const auto agent = storage::People(reader).by_login("agent");
  EXPECT_FALSE(storage::Accounts(reader).teams_of(agent->id).empty());
  EXPECT_TRUE(storage::DirectoryAccounts(reader).find("student")->locked);
}

TEST_F(Demonstration, IsTheSameWheneverItIsMade) {
  Filled again;
  ASSERT_TRUE(again.fill_it().ok());
  for (std::int64_t id = 1; id <= made; id += 7) {
    const auto one = filled->request(id);
    const auto other = again.request(id);
    EXPECT_EQ(one.title, other.title);
    EXPECT_EQ(one.requester, other.requester);
    EXPECT_EQ(one.assignee, other.assignee);
    EXPECT_EQ(one.created, other.created);
    EXPECT_EQ(one.answers, other.answers);
    EXPECT_EQ(filled->events(id).size(), again.events(id).size());
  }
}

TEST_F(Demonstration, IsMadeInAnEmptyDatabaseOnly) {
  EXPECT_EQ(filled->fill_it().error().message, "error.demo.not-empty");
}

// A name cut in the middle of an accent is refused by PostgreSQL.
TEST(People, HaveSignInNamesAndAddressesOfPlainLetters) {
  for (const auto& person : people(3'000, {"it/network"})) {
    const std::string plain = person.login + person.mail;
    EXPECT_TRUE(std::all_of(plain.begin(), plain.end(), [](char c) { return c > ' ' && c <= '~'; })) << plain;
  }
}

TEST(DemonstrationPeople, HaveLoginsOfTheirOwnWhenTwoDepartmentsNameATeamAlike) {
  std::set<std::string> logins;
  for (const auto& person : people(100, {"it/desk", "library/desk"})) {
    EXPECT_TRUE(logins.insert(person.login).second) << person.login;
  }
  EXPECT_TRUE(logins.contains("agent.desk.1"));
  EXPECT_TRUE(logins.contains("agent.library.desk.1"));
}

}  // namespace
}  // namespace guichet::demonstration
