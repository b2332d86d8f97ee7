// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/identity/access.hpp"

#include <gtest/gtest.h>

namespace guichet::identity {
namespace {

using enum Extent;

/// The table of who sees what, written out again cell by cell: a change of one must be a change of both.
struct Line {
  const char* who;
  Relation relation;
  bool confidential;
  Extent answers, messages, notes, approvals, listing, live;
};

const Line table[] = {
    {"requester", Relation::requester, false, full, full, none, outcome, full, full},
    {"watcher", Relation::watcher, false, full, full, none, outcome, full, full},
    {"approver", Relation::approver, false, own_part, own_part, none, own_part, own_part, own_part},
    {"team in charge", Relation::team, false, full, full, full, full, full, full},
    {"triage, while nobody has taken it", Relation::triage, false, full, full, full, full, full, full},
    {"team of a sub-request", Relation::part_team, false, own_part, own_part, own_part, own_part, own_part, own_part},
    {"team of the parent", Relation::parent_team, false, outcome, outcome, none, none, outcome, state_only},
    {"other teams", Relation::none, false, none, none, none, none, none, none},
    {"administrator", Relation::administrator, false, none, none, none, none, counts, none},
    {"administrator, reason given", Relation::administrator_with_reason, false, full, full, full, outcome, counts,
     none},
    {"plugin", Relation::plugin_owner, false, full, own_part, none, own_part, none, own_part},
    {"requester, confidential", Relation::requester, true, full, full, none, outcome, full, full},
    {"watcher, confidential", Relation::watcher, true, none, none, none, none, none, none},
    {"approver, confidential", Relation::approver, true, none, none, none, none, none, none},
    {"team in charge, confidential", Relation::team, true, full, full, full, full, full, full},
    {"triage, confidential", Relation::triage, true, none, none, none, none, none, none},
    {"team of a sub-request, confidential", Relation::part_team, true, none, none, none, none, none, none},
    {"team of the parent, confidential", Relation::parent_team, true, state_only, none, none, none, none, none},
    {"other teams, confidential", Relation::none, true, none, none, none, none, none, none},
    {"administrator, confidential", Relation::administrator, true, none, none, none, none, none, none},
    {"administrator, reason given, confidential", Relation::administrator_with_reason, true, none, none, none, none,
     none, none},
    {"plugin, confidential", Relation::plugin_owner, true, full, own_part, none, own_part, none, own_part},
};

class AccessTable : public testing::TestWithParam<Line> {};

TEST_P(AccessTable, GivesEachWhatTheirRowSays) {
  const Line& line = GetParam();
  EXPECT_EQ(extent_of(line.relation, Part::answers, line.confidential), line.answers) << line.who;
  EXPECT_EQ(extent_of(line.relation, Part::messages, line.confidential), line.messages) << line.who;
  EXPECT_EQ(extent_of(line.relation, Part::internal_notes, line.confidential), line.notes) << line.who;
  EXPECT_EQ(extent_of(line.relation, Part::approvals, line.confidential), line.approvals) << line.who;
  EXPECT_EQ(extent_of(line.relation, Part::listing, line.confidential), line.listing) << line.who;
  EXPECT_EQ(extent_of(line.relation, Part::live, line.confidential), line.live) << line.who;
}

INSTANTIATE_TEST_SUITE_P(EveryCell, AccessTable, testing::ValuesIn(table));

Viewer somebody(domain::PersonId id, std::vector<storage::Membership> teams = {}) {
  Viewer viewer;
  viewer.person.id = id;
  viewer.teams = std::move(teams);
  return viewer;
}

domain::Request wifi_request() {
  domain::Request request;
  request.id = 7;
  request.requester = 1;
  request.team = "it/network";
  return request;
}

TEST(Access, TheTeamInChargeComesBeforeEverythingElseSomebodyIs) {
  const domain::Request request = wifi_request();
  EXPECT_EQ(relation_of(somebody(1, {{"it/network", false}}), {&request, {}, {}, {}}), Relation::team);
}

TEST(Access, ARequestMadeForSomebodyIsTheirsToo) {
  const domain::Request request = wifi_request();
  EXPECT_EQ(relation_of(somebody(1), {&request, {}, {}, {}}), Relation::requester);
  EXPECT_EQ(relation_of(somebody(2), {&request, {2}, {}, {}}), Relation::requester);
  EXPECT_EQ(relation_of(somebody(3), {&request, {}, {3}, {}}), Relation::watcher);
  EXPECT_EQ(relation_of(somebody(4), {&request, {}, {}, {4}}), Relation::approver);
  EXPECT_EQ(relation_of(somebody(5), {&request, {2}, {3}, {4}}), Relation::none);
}

TEST(Access, AnAgentOfAnotherTeamIsAStranger) {
  const domain::Request request = wifi_request();
  EXPECT_EQ(relation_of(somebody(9, {{"it/identity", true}}), {&request, {}, {}, {}}), Relation::none);
}

TEST(Access, TriageSeesOnlyWhatNobodyHasTakenAndNothingConfidential) {
  domain::Request request = wifi_request();
  const Viewer sorter = somebody(9, {{"triage", false}});
  EXPECT_EQ(relation_of(sorter, {&request, {}, {}, {}}), Relation::triage);
  request.assignee = 12;
  EXPECT_EQ(relation_of(sorter, {&request, {}, {}, {}}), Relation::none);
  request.assignee = 0;
  request.confidential = true;
  EXPECT_EQ(relation_of(sorter, {&request, {}, {}, {}}), Relation::none);
}

TEST(Access, ARequestOfSomebodySignedOutBelongsToNobodySignedIn) {
  domain::Request request = wifi_request();
  request.requester = 0;
  EXPECT_EQ(relation_of(somebody(0), {&request, {}, {}, {}}), Relation::none);
}

TEST(Access, OnlyTheTeamHandlesAndOnlyThoseWhoReadMessagesWrite) {
  const domain::Request request = wifi_request();
  EXPECT_TRUE(may_handle(Relation::team));
  EXPECT_FALSE(may_handle(Relation::requester));
  EXPECT_TRUE(may_write(Relation::watcher, request));
  EXPECT_FALSE(may_write(Relation::approver, request));
  EXPECT_FALSE(may_write(Relation::administrator_with_reason, request));
  EXPECT_TRUE(may_steer(Relation::requester));
  EXPECT_FALSE(may_steer(Relation::watcher));
}

TEST(Access, ARightWithAnEndDateStopsAtIt) {
  Viewer viewer = somebody(1);
  viewer.rights.push_back({"module-admin", "", 1000});
  EXPECT_TRUE(may_administer_modules(viewer, 999));
  EXPECT_FALSE(may_administer_modules(viewer, 1000));
}

TEST(Access, ARightOverOneTeamIsNotARightOverEverything) {
  Viewer viewer = somebody(1);
  viewer.rights.push_back({"module-admin", "department:it", 0});
  EXPECT_FALSE(may_administer_modules(viewer, 5));
}

TEST(Access, FiguresAreForTheServiceCentre) {
  Viewer viewer = somebody(1);
  viewer.rights.push_back({"module-admin", "", 0});
  EXPECT_FALSE(may_see_quality(viewer, 5));
  viewer.rights.push_back({"centre-admin", "", 1000});
  EXPECT_TRUE(may_see_quality(viewer, 5));
  EXPECT_FALSE(may_see_quality(viewer, 1000));
}

TEST(Access, AMoveIsTakenBackByWhoMadeItAndOnlyForAMoment) {
  EXPECT_TRUE(may_take_back(somebody(1), 1, 0, 15 * domain::minute));
  EXPECT_FALSE(may_take_back(somebody(1), 1, 0, 15 * domain::minute + 1));
  EXPECT_FALSE(may_take_back(somebody(2), 1, 0, 1));
  EXPECT_FALSE(may_take_back(somebody(0), 0, 0, 1)) << "the counter's own";
}

TEST(Access, KeepsTheWordsOfADepartmentToThoseWhoLeadOrWriteThere) {
  Viewer leads, member, writes, centre, nobody;
  leads.teams.push_back({"it/network", true});
  member.teams.push_back({"it/network", false});
  writes.rights.push_back({"author", "department:hr", 1000});
  centre.rights.push_back({"centre-admin", "", 0});
  EXPECT_TRUE(may_keep_words(leads, "it", 0));
  EXPECT_FALSE(may_keep_words(leads, "hr", 0));
  EXPECT_FALSE(may_keep_words(leads, "i", 0)) << "another department whose name begins alike";
  EXPECT_FALSE(may_keep_words(member, "it", 0));
  EXPECT_TRUE(may_keep_words(writes, "hr", 999));
  EXPECT_FALSE(may_keep_words(writes, "hr", 1000)) << "the right has ended";
  EXPECT_FALSE(may_keep_words(writes, "it", 0));
  EXPECT_TRUE(may_keep_words(centre, "hr", 0));
  EXPECT_TRUE(may_keep_words(centre, "", 0));
  for (const Viewer& viewer : {leads, member, writes, nobody}) {
    EXPECT_FALSE(may_keep_words(viewer, "", 0)) << "the whole university is the service centre's";
    EXPECT_FALSE(may_administer_centre(viewer, 0));
  }
  EXPECT_TRUE(may_see_unmet_needs(centre, 0));
  EXPECT_TRUE(may_see_unmet_needs(writes, 0));
  EXPECT_FALSE(may_see_unmet_needs(writes, 1000));
  EXPECT_FALSE(may_see_unmet_needs(leads, 0));
}

/// Who may write and who may publish an article of a team: agents write, leads and authors publish, administrators of
/// the service centre do both.
TEST(ArticleAccess, IsOfTheTeamAndItsDepartmentsAuthors) {
  constexpr domain::Instant now = 1000;
  const ArticleOwner owner{"it/network", "base"};
  const auto with_right = [](const std::string& name, const std::string& scope, domain::Instant until = 0) {
    Viewer viewer = somebody(9);
    viewer.rights.push_back({name, scope, until});
    return viewer;
  };
  const auto may = [&](const Viewer& viewer) {
    return std::string(may_write_article(viewer, owner, now) ? "writes" : "") +
           (may_publish_article(viewer, owner, now) ? " publishes" : "");
  };
  EXPECT_EQ(may(somebody(1)), "");
  EXPECT_EQ(may(somebody(1, {{"it/identity", true}})), "");
  EXPECT_EQ(may(somebody(1, {{"it/network", false}})), "writes");
  EXPECT_EQ(may(somebody(1, {{"it/network", true}})), "writes publishes");
  EXPECT_EQ(may(with_right("author", "department:it")), "writes publishes");
  EXPECT_EQ(may(with_right("author", "team:it/network")), "writes publishes");
  EXPECT_EQ(may(with_right("author", "")), "writes publishes");
  EXPECT_EQ(may(with_right("author", "department:hr")), "");
  EXPECT_EQ(may(with_right("author", "department:it", now)), "");
  EXPECT_EQ(may(with_right("centre-admin", "")), "writes publishes");
  EXPECT_EQ(may(with_right("module-admin", "")), "");
}

TEST(ArticleAccess, OfAnArticleWithoutATeamIsItsDepartments) {
  const ArticleOwner nobodys{"", "it"};
  EXPECT_TRUE(may_write_article(somebody(1, {{"it/network", false}}), nobodys, 0));
  EXPECT_FALSE(may_publish_article(somebody(1, {{"it/network", false}}), nobodys, 0));
  EXPECT_TRUE(may_publish_article(somebody(1, {{"it/network", true}}), nobodys, 0));
  EXPECT_FALSE(may_write_article(somebody(1, {{"hr/desk", true}}), nobodys, 0));
}

}  // namespace
}  // namespace guichet::identity
