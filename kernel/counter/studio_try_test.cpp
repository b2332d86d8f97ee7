// SPDX-License-Identifier: GPL-3.0-or-later
// A draft as others meet it: tried, replayed, put to the committee, shown on the page of progress.
#include "kernel/counter/studio_fixture.hpp"

namespace guichet::counter {
namespace {

TEST_F(Studio, TriesADraftAsAnyKindOfPersonWithoutSendingAnything) {
  const auto id = begin();
  json definition = whole();
  definition["form"].push_back({{"id", "place"}, {"type", "place"}, {"label", {{"fr", "Où"}, {"en", "Where"}}}});
  definition["route"] =
      json::parse(R"([{"team": "local", "near": ["answers.place", "requester.campus"]}, {"team": "network"}])");
  definition["audience"] = {{"affiliation", {"staff"}}};
  definition["workflow"] =
      json::parse(R"([{"id": "agree", "approval": {"by": "requester.manager", "otherwise": {"team": "network"}},
      "when": {">": [{"var": "answers.count"}, 5]}}])");
  put(id, definition);
  auto trial = try_draft(*counter, as("network"), id, {"student", "luminy", ""}, "", {{"count", "9"}});
  ASSERT_TRUE(trial);
  EXPECT_FALSE(trial->offered);
  EXPECT_TRUE(trial->complete);
  EXPECT_EQ(trial->outcome.team, "it/local-luminy");
  ASSERT_THAT(trial->outcome.approvals, SizeIs(1));
  EXPECT_THAT(trial->outcome.approvals[0].asked, ElementsAre("manager"));
  trial = try_draft(*counter, as("network"), id, {"staff", "aix", ""}, "", {{"count", "2"}});
  EXPECT_TRUE(trial->offered);
  EXPECT_EQ(trial->outcome.team, "it/local-aix");
  EXPECT_THAT(trial->outcome.approvals, IsEmpty());
  EXPECT_EQ(try_draft(*counter, as("listener"), id, {}, "", {}).error().kind, ErrorKind::not_found);
}

TEST_F(Studio, ReplaysLastMonthForThoseWhoMaySeeIt) {
  const auto small = send("student", "it/wifi", {{"event", "a"}, {"count", "20"}});
  send("friend", "it/wifi", {{"event", "b"}, {"count", "900"}, {"reason", "Un congrès"}});
  NewDraft version;
  version.copy_of = "it/wifi";
  version.new_version = true;
  const auto id = *begin_draft(*counter, as("network"), version);
  json definition = draft(id).definition;
  definition["route"] =
      json::parse(R"([{"when": {"<": [{"var": "answers.count"}, 50]}, "team": "identity"}, {"team": "network"}])");
  definition["urgency"] = "low";
  definition["form"].push_back({{"id", "charter"},
                                {"type", "consent"},
                                {"label", {{"fr", "J’accepte"}, {"en", "I agree"}}},
                                {"required", true}});
  put(id, definition);
  const auto replay = replay_draft(*counter, as("network", test::morning + domain::day), id);
  ASSERT_TRUE(replay);
  EXPECT_EQ(replay->requests, 2U);
  EXPECT_EQ(replay->elsewhere, 1U);
  EXPECT_EQ(replay->less_urgent, 2U);
  ASSERT_THAT(replay->lines, SizeIs(2));
  EXPECT_EQ(replay->lines.back().reference, domain::reference_of(small.id));
  EXPECT_EQ(replay->lines.back().team_now, "it/identity");
  EXPECT_EQ(replay_draft(*counter, as("identity"), id)->requests, 0U) << "not their team's requests";
  const auto admin = replay_draft(*counter, as("admin"), id);
  EXPECT_EQ(admin->requests, 2U);
  EXPECT_THAT(admin->lines, IsEmpty()) << "numbers only";
  EXPECT_EQ(admin->elsewhere, 0U) << "of fewer than five nothing is told";
  EXPECT_EQ(replay_draft(*counter, as("network", test::morning + 40 * domain::day), id)->requests, 0U);
}

TEST_F(Studio, AsksTheCommitteeAndPublishesWhatItSaid) {
  const auto id = whole_draft();
  ASSERT_TRUE(add_member(*counter, as("admin"), {"student", "", "", "student"}));
  EXPECT_EQ(add_member(*counter, as("network"), {"friend", "", "", "student"}).error().kind, ErrorKind::forbidden);
  EXPECT_EQ(add_member(*counter, as("admin"), {"gone", "", "", ""}).error().fields.front().field, "person");
  const auto coverage = committee(*counter, as("student"));
  ASSERT_TRUE(coverage);
  EXPECT_EQ(coverage->statuses.back().id, "student") << "who is not represented comes first";
  EXPECT_EQ(coverage->statuses.front().members, 0U);
  EXPECT_EQ(consult(*counter, as("network"), id, draft(id).version, "2020-01-01", "").error().fields.front().field,
            "until");
  ASSERT_TRUE(consult(*counter, as("network"), id, draft(id).version, "2026-11-27", "Est-ce clair ?"));
  EXPECT_EQ(publish_draft(*counter, as("network"), id, draft(id).version, "").error().message,
            "error.studio.consulted");
  const auto asked = consultations(*counter, as("student"));
  ASSERT_THAT(*asked, SizeIs(1));
  const auto number = asked->front().consultation.id;
  EXPECT_TRUE(try_draft(*counter, as("student"), id, {}, "", {}));
  EXPECT_TRUE(comment_on_draft(*counter, as("student"), id, "Très bien"));
  EXPECT_EQ(vote(*counter, as("network"), number, storage::Choice::in_favour, "").error().kind, ErrorKind::forbidden);
  EXPECT_TRUE(vote(*counter, as("student"), number, storage::Choice::against, "trop long"));
  EXPECT_TRUE(vote(*counter, as("student"), number, storage::Choice::in_favour, "finalement"));
  EXPECT_THAT((*consultation_of(*counter, as("student"), id))->voices, IsEmpty()) << "nobody is swayed";
  EXPECT_EQ(vote(*counter, as("student", test::morning + 5 * domain::day), number, storage::Choice::against, "")
                .error()
                .message,
            "error.committee.over");
  ASSERT_TRUE(end_consultation(*counter, as("network"), id, draft(id).version));
  ASSERT_TRUE(publish_draft(*counter, as("network"), id, draft(id).version, ""));
  const auto outcome = versions_of(*counter, as("network"), draft(id).service)->versions.front().outcome;
  EXPECT_EQ(outcome["in_favour"], 1);
  EXPECT_EQ(outcome["members"], 1);
  EXPECT_FALSE(outcome["changed_since"]);
}

TEST_F(Studio, ShowsEverybodyHowFarItHasCome) {
  note_first_publications(*database, *registry.current(), test::morning);
  storage::ProgressRow row;
  row.title = {"S’inscrire au sport", "Sports"};
  row.department = "Sport";
  row.theme = "digital";
  row.ends = "2027-02-01";
  EXPECT_EQ(save_progress(*counter, as("network"), row).error().kind, ErrorKind::forbidden);
  ASSERT_TRUE(save_progress(*counter, as("admin"), row));
  row.begins = "2027-13-40";
  EXPECT_EQ(save_progress(*counter, as("admin"), row).error().fields.front().field, "begins");
  const auto page = progress(*counter, as(""));
  EXPECT_EQ(page.done, 6U);
  EXPECT_EQ(page.not_begun, 1U);
  EXPECT_FALSE(page.may_keep);
  ASSERT_THAT(page.themes, SizeIs(2));
  EXPECT_EQ(page.themes[0].items.front().since, test::morning);
  EXPECT_EQ(page.themes[0].items.back().title, "S’inscrire au sport") << "what is done comes first";
  ASSERT_THAT(page.departments, SizeIs(3));
}

}  // namespace
}  // namespace guichet::counter
