// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/desk.hpp"

#include "kernel/counter/follow.hpp"
#include "kernel/counter/modules.hpp"
#include "kernel/domain/reference.hpp"
#include "tests/support/counter_fixture.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace guichet::counter {
namespace {

using domain::ErrorKind;
using storage::AgentView;

class Desk : public test::CounterFixture {
 protected:
  /// As `jobs` would, without confidential ones.
  void index(const domain::Request& request, std::vector<std::string> readers) {
    matching::SearchDocument document;
    document.id = request.id;
    document.reference = domain::reference_of(request.id);
    document.title = request.title;
    document.readers = std::move(readers);
    search->put(document);
    search->commit(1);
  }
  std::size_t found(const std::string& who, const std::string& words) {
    const auto result = search_requests(*counter, as(who), words);
    return result ? result->rows.size() : 0;
  }
  void make_many(int count) {
    write([&](storage::Connection& connection) {
      for (int i = 0; i < count; ++i) {
        domain::Request request;
        request.title = "Demande";
        request.requester = request.opened_by = id("student");
        request.team = "it/network";
        request.created = request.updated = test::morning;
        storage::Requests(connection).insert(request);
      }
    });
  }
};

TEST_F(Desk, ShowsAgentsTheirTeamsRequestsAndNobodyElseAnything) {
  const auto request = send_wifi();
  (void)send("student", "", {{"words", "zzz qqq"}});
  const auto page = desk(*counter, as("network"), AgentView::team, "", "");
  ASSERT_TRUE(page.ok());
  ASSERT_EQ(page->page.rows.size(), 1U);
  EXPECT_EQ(page->page.rows.front().id, request.id);
  EXPECT_EQ(page->counts.unassigned, 1);
  EXPECT_EQ(desk(*counter, as("network"), AgentView::team, "it/identity", "").error().kind, ErrorKind::forbidden);
  EXPECT_EQ(desk(*counter, as("student"), AgentView::team, "", "").error().kind, ErrorKind::forbidden);
  EXPECT_EQ(desk(*counter, as("admin"), AgentView::team, "", "").error().kind, ErrorKind::forbidden);
  EXPECT_EQ(desk(*counter, as(""), AgentView::team, "", "").error().kind, ErrorKind::forbidden);
}

TEST_F(Desk, WhoLeftATeamSeesItsRequestsNoMore) {
  const auto request = send_wifi();
  ASSERT_TRUE(take_charge(*counter, as("network"), seen(request)).ok());
  EXPECT_EQ(desk(*counter, as("network"), AgentView::mine, "", "")->page.rows.size(), 1U);
  viewers.at("network").teams = {{"it/identity", false}};
  EXPECT_TRUE(desk(*counter, as("network"), AgentView::mine, "", "")->page.rows.empty());
}

TEST_F(Desk, ListsTakeNoMoreStatementsForManyRowsThanForFew) {
  const auto statements = [&](auto&& read) {
    const auto before = storage::statements_of_this_thread();
    read();
    return storage::statements_of_this_thread() - before;
  };
  const auto of_desk = [&] { EXPECT_TRUE(desk(*counter, as("network"), AgentView::team, "", "", 100).ok()); };
  const auto of_mine = [&] { EXPECT_TRUE(my_requests(*counter, as("student"), false, "", 100).ok()); };
  make_many(10);
  const auto desk_of_ten = statements(of_desk);
  const auto mine_of_ten = statements(of_mine);
  EXPECT_LE(desk_of_ten, 3);
  EXPECT_LE(mine_of_ten, 2);
  make_many(90);
  EXPECT_EQ(statements(of_desk), desk_of_ten);
  EXPECT_EQ(statements(of_mine), mine_of_ten);
  EXPECT_EQ(desk(*counter, as("network"), AgentView::team, "", "", 100)->page.rows.size(), 100U);
}

TEST_F(Desk, ASearchFindsOnlyWhatOneMaySeeNow) {
  const auto request = send_wifi();
  index(request, {"team:it/network", "person:" + std::to_string(request.requester), "team:it/identity"});
  EXPECT_EQ(found("network", "comptes wifi"), 1U);
  EXPECT_EQ(found("student", "comptes wifi"), 1U);
  EXPECT_EQ(found("staff", "comptes wifi"), 0U);
  EXPECT_EQ(found("identity", "comptes wifi"), 0U) << "the index is behind: it is theirs no more";
  EXPECT_EQ(search_requests(*counter, as(""), "wifi").error().kind, ErrorKind::forbidden);
}

TEST_F(Desk, AReferenceFindsItsRequestForThoseWhoMaySeeIt) {
  const auto request = send_wifi();
  const auto reference = domain::reference_of(request.id);
  EXPECT_EQ(found("student", reference), 1U);
  EXPECT_EQ(found("network", reference), 1U);
  EXPECT_EQ(found("staff", reference), 0U);
  const auto secret = send("student", "health/harassment", {{"what", "Des faits"}});
  EXPECT_EQ(found("sorter", domain::reference_of(secret.id)), 0U);
  EXPECT_EQ(found("admin", domain::reference_of(secret.id)), 0U);
  EXPECT_EQ(found("listener", domain::reference_of(secret.id)), 1U);
}

TEST_F(Desk, OddSearchesAreAnswered) {
  EXPECT_EQ(search_requests(*counter, as("network"), "\xff").error().kind, ErrorKind::invalid);
  EXPECT_EQ(search_requests(*counter, as("network"), std::string(1'001, 'x')).error().kind, ErrorKind::invalid);
  EXPECT_TRUE(search_requests(*counter, as("network"), "", 0, 0)->rows.empty());
  EXPECT_TRUE(search_requests(*counter, as("network"), "wifi", SIZE_MAX, 50)->rows.empty());
  EXPECT_TRUE(search_requests(*counter, as("network"), "\" OR 1=1 -- %_*", 0, 50).ok());
}

TEST_F(Desk, PeopleAreFoundByAgentsAndByExactNameOnly) {
  EXPECT_GE(find_people(*counter, as("network"), "test-")->size(), 5U);
  EXPECT_TRUE(find_people(*counter, as("student"), "Test-friend")->empty());
  for (const std::string words : {"friend", "friend@univ.example"}) {
    const auto exact = find_people(*counter, as("student"), words);
    ASSERT_EQ(exact->size(), 1U) << words;
    EXPECT_EQ(exact->front().given_name, "Hugo");
    EXPECT_TRUE(exact->front().phone.empty()) << "no more than who it is";
  }
  EXPECT_TRUE(find_people(*counter, as("student"), "gone")->empty());
  EXPECT_TRUE(find_people(*counter, as("student"), "")->empty());
  EXPECT_EQ(find_people(*counter, as("student"), "\xff").error().kind, ErrorKind::invalid);
  EXPECT_EQ(find_people(*counter, as(""), "friend").error().kind, ErrorKind::forbidden);
}

TEST_F(Desk, TransfersGoToTeamsWithMembersOnly) {
  for (const auto* team : transfer_targets(*registry.current())) EXPECT_FALSE(team->group);
}

TEST_F(Desk, JobsThatWaitForSomebodyAreForAdministratorsOfModules) {
  EXPECT_TRUE(given_up_jobs(*counter, as("admin")).ok());
  EXPECT_EQ(given_up_jobs(*counter, as("network")).error().kind, ErrorKind::forbidden);
  EXPECT_EQ(given_up_jobs(*counter, as("")).error().kind, ErrorKind::forbidden);
}

}  // namespace
}  // namespace guichet::counter
