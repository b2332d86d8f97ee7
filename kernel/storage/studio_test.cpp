// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/storage/studio.hpp"

#include "kernel/storage/accounts.hpp"
#include "kernel/storage/committee.hpp"
#include "kernel/storage/progress.hpp"
#include "kernel/storage/requests.hpp"
#include "tests/support/test_database.hpp"

#include <gtest/gtest.h>

namespace guichet::storage {
namespace {

constexpr domain::Instant now = 1'795'510'800'000;

class StudioStore : public test::OnBothDatabases {};
INSTANTIATE_ON_BOTH_DATABASES(StudioStore);

ServiceDraft draft_of(const std::string& service) {
  ServiceDraft draft;
  draft.service = service;
  draft.department = service.substr(0, service.find('/'));
  draft.title = "Prêt de vélo";
  draft.definition = {{"id", "bike"}, {"says", {{"fr", {"un vélo « électrique »"}}}}};
  draft.author = draft.editor = 7;
  draft.created = draft.updated = now;
  return draft;
}

TEST_P(StudioStore, WritesOneDraftOfAServiceAtATimeAndLosesNoChange) {
  write([](Connection& connection) {
    ServiceDrafts drafts(connection);
    const auto id = drafts.insert(draft_of("it/bike"));
    ASSERT_TRUE(id);
    EXPECT_FALSE(drafts.insert(draft_of("it/bike"))) << "another is under way";
    ASSERT_TRUE(drafts.insert(draft_of("hr/bike")));
    auto draft = *drafts.find(*id);
    EXPECT_EQ(draft.definition, draft_of("it/bike").definition);
    draft.title = "Un vélo";
    draft.editor = 8;
    EXPECT_TRUE(drafts.update(draft, 1));
    EXPECT_FALSE(drafts.update(draft, 1)) << "it was changed meanwhile";
    EXPECT_EQ(drafts.find(*id)->version, 2);
    EXPECT_EQ(drafts.find(*id)->title, "Un vélo");
    EXPECT_EQ(drafts.under_way("it/bike")->id, *id);
    draft.state = DraftState::published;
    EXPECT_TRUE(drafts.update(draft, 2));
    EXPECT_FALSE(drafts.under_way("it/bike"));
    EXPECT_TRUE(drafts.insert(draft_of("it/bike"))) << "the next version may be begun";
  });
  Reader reader = database->read();
  const auto all = ServiceDrafts(reader).list({}, 10);
  ASSERT_EQ(all.size(), 3U);
  EXPECT_EQ(all.back().state, DraftState::published) << "those under way come first";
  EXPECT_EQ(ServiceDrafts(reader).list({"hr"}, 10).size(), 1U);
  EXPECT_EQ(ServiceDrafts(reader).list({}, 2).size(), 2U);
}

TEST_P(StudioStore, NumbersReleasesByServiceAndOffersTheLatest) {
  write([](Connection& connection) {
    ServiceReleases releases(connection);
    EXPECT_EQ(releases.publish({"it/bike", 0, {{"id", "bike"}}, 7, "début", {}, now}), 1);
    EXPECT_EQ(releases.publish({"hr/leave", 0, {{"id", "leave"}}, 7, "", {}, now}), 1);
    EXPECT_EQ(releases.publish({"it/bike", 0, {{"id", "bike"}, {"icon", "x"}}, 8, "", {{"for", 3}}, now + 1}), 2);
  });
  Reader reader = database->read();
  ServiceReleases releases(reader);
  const auto latest = releases.latest();
  ASSERT_EQ(latest.size(), 2U);
  EXPECT_EQ(latest[1].service, "it/bike");
  EXPECT_EQ(latest[1].number, 2);
  EXPECT_EQ(latest[1].outcome["for"], 3);
  EXPECT_EQ(releases.of("it/bike", 10).size(), 2U);
  EXPECT_EQ(releases.find("it/bike", 1)->note, "début");
  EXPECT_FALSE(releases.find("it/bike", 3));
}

TEST_P(StudioStore, KeepsTheLatestCommentsInTheirOrder) {
  write([](Connection& connection) {
    DraftComments comments(connection);
    for (int i = 1; i <= 3; ++i) comments.add({0, 5, 7, std::to_string(i), now + i});
    comments.add({0, 6, 7, "ailleurs", now});
    const auto two = comments.of(5, 2);
    ASSERT_EQ(two.size(), 2U);
    EXPECT_EQ(two[0].body, "2");
    EXPECT_EQ(two[1].body, "3");
  });
}

TEST_P(StudioStore, CountsTheLastVoteOfEachMember) {
  write([](Connection& connection) {
    Committee committee(connection);
    committee.save({7, "luminy", "sciences", "student", now, 1});
    committee.save({7, "aix", "droit", "student", now + 5, 1});
    ASSERT_EQ(committee.members().size(), 1U);
    EXPECT_EQ(committee.member(7)->campus, "aix");
    EXPECT_EQ(Accounts(connection).rights_of(7).at(0).name, "committee");
    EXPECT_EQ(committee.member(7)->since, now) << "they sit since then";
    const auto id = committee.open({0, 5, {{"id", "bike"}}, "Est-ce clair ?", 1, now, now + domain::day, 0});
    EXPECT_EQ(committee.under_way(10).size(), 1U);
    committee.vote({id, 7, Choice::against, "trop long", now});
    committee.vote({id, 7, Choice::in_favour, "", now + 1});
    ASSERT_EQ(committee.votes(id).size(), 1U);
    EXPECT_EQ(committee.votes(id)[0].choice, Choice::in_favour);
    EXPECT_TRUE(committee.close(id, now + 2));
    EXPECT_FALSE(committee.close(id, now + 3));
    EXPECT_TRUE(committee.under_way(10).empty());
    EXPECT_EQ(committee.latest_of(5)->definition["id"], "bike");
    EXPECT_TRUE(committee.remove(7));
    EXPECT_FALSE(committee.remove(7));
    EXPECT_TRUE(Accounts(connection).rights_of(7).empty());
  });
}

TEST_P(StudioStore, RemembersSinceWhenAServiceIsOffered) {
  write([](Connection& connection) {
    Progress progress(connection);
    progress.note_first({"it/wifi", "it/disk"}, now);
    progress.note_first({"it/wifi", "it/new"}, now + 10);
    EXPECT_EQ(progress.first_times().at("it/wifi"), now);
    EXPECT_EQ(progress.first_times().at("it/new"), now + 10);
    ProgressRow row;
    row.title = {"Inscription au sport", "Sports"};
    row.theme = "my-studies";
    row.department = "Sport";
    row.begins = "2027-01-04";
    const auto id = progress.add(row);
    row = *progress.find(id);
    row.state = ProgressState::under_way;
    EXPECT_TRUE(progress.update(row, 1));
    EXPECT_FALSE(progress.update(row, 1));
    EXPECT_EQ(progress.all(10)[0].state, ProgressState::under_way);
    EXPECT_FALSE(progress.remove(id, 1));
    EXPECT_TRUE(progress.remove(id, 2));
  });
}

TEST_P(StudioStore, ReplaysRequestsOfATeamAndNeverAConfidentialOne) {
  write([](Connection& connection) {
    const auto make = [&connection](const char* service, const char* team, bool confidential, domain::Instant at) {
      domain::Request request;
      request.service = service;
      request.team = team;
      request.title = "x";
      request.confidential = confidential;
      request.created = request.updated = at;
      request.answers = {{"count", 3}};
      return Requests(connection).insert(request);
    };
    const auto one = make("it/wifi", "it/network", false, now);
    make("it/wifi", "it/network", true, now);
    make("it/wifi", "it/identity", false, now);
    make("it/wifi", "it/network", false, now - 100);
    make("it/disk", "it/network", false, now);
    const auto found = requests_to_replay(connection, "it/wifi", {"it/network"}, now - 10, 10);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].id, one);
    EXPECT_EQ(found[0].answers["count"], 3);
    EXPECT_TRUE(requests_to_replay(connection, "it/wifi", {}, 0, 10).empty());
  });
}

}  // namespace
}  // namespace guichet::storage
