// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/studio.hpp"

#include "kernel/counter/progress.hpp"
#include "kernel/counter/studio_committee.hpp"
#include "kernel/counter/studio_edit.hpp"
#include "kernel/counter/studio_steps.hpp"
#include "kernel/counter/studio_try.hpp"
#include "kernel/counter/studio_versions.hpp"
#include "kernel/counter/trust.hpp"
#include "kernel/domain/reference.hpp"
#include "kernel/storage/accounts.hpp"
#include "kernel/storage/events.hpp"
#include "tests/support/counter_fixture.hpp"

#include <gmock/gmock.h>

namespace guichet::counter {
namespace {

using domain::ErrorKind;
using nlohmann::json;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

/// A service that nothing is wrong with.
json whole(const std::string& id = "bike") {
  json definition = json::parse(R"({
    "title": {"fr": "Un vélo", "en": "A bike"}, "summary": {"fr": "Pour aller d’un campus à l’autre", "en": "Between campuses"},
    "theme": "digital", "kind": "request", "route": {"team": "network"},
    "says": {"fr": ["un vélo", "emprunter un vélo", "prêt de vélo", "louer un vélo", "vélo électrique", "bicyclette",
                    "aller à Luminy à vélo", "un vélo pour la semaine"]},
    "form": [{"id": "count", "type": "integer", "label": {"fr": "Combien ?", "en": "How many?"}, "required": true}]})");
  definition["id"] = id;
  return definition;
}

class Studio : public test::CounterFixture {
 protected:
  void SetUp() override {
    CounterFixture::SetUp();
    registry.replace(with_plugins(test::sample_snapshot()));
    viewers.at("network").teams = {{"it/network", true}};
    viewers.at("identity").rights.push_back({"author", "department:it", 0});
    viewers.at("admin").rights.push_back({"centre-admin", "", 0});
    viewers.at("student").rights.push_back({"committee", "", 0});
  }

  static plugins::SnapshotPtr with_plugins(const plugins::SnapshotPtr& plain) {
    auto snapshot = std::make_shared<plugins::Snapshot>(*plain);
    for (const char* id : {"it", "health"}) {
      plugins::PluginInfo plugin;
      plugin.id = id;
      plugin.department = {std::string("Service ") + id, id};
      snapshot->plugins.push_back(plugin);
    }
    snapshot->index();
    return snapshot;
  }

  /// As every node does after a change.
  void offer() {
    std::vector<std::pair<std::string, std::string>> problems;
    std::vector<plugins::PortalService> services;
    {
      storage::Reader reader = database->read();
      services = portal_services(reader);
    }
    registry.replace(plugins::with_services(*with_plugins(test::sample_snapshot()), services, problems));
    EXPECT_THAT(problems, IsEmpty());
  }

  std::int64_t begin(const std::string& login = "network", const std::string& title = "Un vélo") {
    NewDraft fresh;
    fresh.department = "it";
    fresh.title = {title, "A bike"};
    fresh.theme = "digital";
    fresh.team = "it/network";
    const auto id = begin_draft(*counter, as(login), fresh);
    EXPECT_TRUE(id) << (id.ok() ? "" : id.error().message);
    return id ? *id : 0;
  }
  storage::ServiceDraft draft(std::int64_t id) {
    storage::Reader reader = database->read();
    return *storage::ServiceDrafts(reader).find(id);
  }
  void put(std::int64_t id, json definition) {
    const auto done =
        edit_draft(*counter, as("network"), id, draft(id).version, [&](json& now) -> domain::Result<domain::Done> {
          definition["id"] = now["id"];
          now = definition;
          return domain::Done{};
        });
    EXPECT_TRUE(done) << done.error().message;
  }
  std::int64_t whole_draft() {
    const auto id = begin();
    put(id, whole());
    return id;
  }
};

TEST_F(Studio, IsForThoseWhoWriteForADepartmentAndTheCommittee) {
  EXPECT_EQ(studio(*counter, as("friend")).error().kind, ErrorKind::forbidden);
  EXPECT_EQ(studio(*counter, as("")).error().kind, ErrorKind::forbidden);
  EXPECT_FALSE(studio(*counter, as("student"))->drafts_services);
  EXPECT_THAT(studio(*counter, as("network"))->departments, SizeIs(1));
  EXPECT_THAT(studio(*counter, as("admin"))->departments, SizeIs(2));
  const auto id = begin();
  EXPECT_TRUE(read_draft(*counter, as("identity"), id));
  EXPECT_EQ(read_draft(*counter, as("listener"), id).error().kind, ErrorKind::not_found) << "another department's";
  EXPECT_EQ(read_draft(*counter, as("student"), id).error().kind, ErrorKind::not_found) << "not put to the committee";
  NewDraft other;
  other.department = "health";
  other.title = {"x", ""};
  EXPECT_EQ(begin_draft(*counter, as("network"), other).error().kind, ErrorKind::forbidden);
}

TEST_F(Studio, WritesOneDraftOfAServiceAndLosesNobodysChange) {
  NewDraft version;
  version.copy_of = "it/wifi";
  version.new_version = true;
  const auto id = begin_draft(*counter, as("network"), version);
  ASSERT_TRUE(id);
  EXPECT_EQ(begin_draft(*counter, as("admin"), version).error().parameters["draft"], *id);
  const auto rename = [](json& definition) -> domain::Result<domain::Done> {
    definition["title"]["fr"] = "Autre";
    return domain::Done{};
  };
  EXPECT_TRUE(edit_draft(*counter, as("network"), *id, 1, rename));
  EXPECT_EQ(edit_draft(*counter, as("identity"), *id, 1, rename).error().kind, ErrorKind::conflict);
  EXPECT_EQ(draft(*id).title, "Autre");
}

TEST_F(Studio, RefusesToPublishWhatIsWrongAndNamesIt) {
  const auto id = begin();
  const auto view = read_draft(*counter, as("network"), id);
  ASSERT_TRUE(view);
  std::vector<std::string> keys;
  for (const auto& finding : view->findings) keys.push_back(finding.why.key);
  EXPECT_THAT(keys, testing::IsSupersetOf({"studio.problem.no-summary", "studio.problem.no-says"}));
  EXPECT_EQ(publish_draft(*counter, as("network"), id, draft(id).version, "").error().message, "error.studio.findings");
  json looping = whole();
  looping["workflow"] = json::parse(R"([
      {"id": "a", "title": {"fr": "Un", "en": "One"}, "task": {}, "after": ["b"]},
      {"id": "b", "title": {"fr": "Deux", "en": "Two"}, "task": {}, "after": ["a"]}])");
  put(id, looping);
  const auto proof = read_draft(*counter, as("network"), id)->findings;
  ASSERT_FALSE(proof.empty());
  EXPECT_EQ(proof[0].why.key, "workflow.problem.cycle");
  EXPECT_EQ(proof[0].name, "Un");
  for (const auto& finding : proof) EXPECT_TRUE(finding.text.empty()) << "said once: " << finding.text;
}

TEST_F(Studio, RefusesTrustWithSomethingAtStakeUntilAnAdministratorAcceptsItByName) {
  const auto id = begin();
  json trusting = whole();
  trusting["workflow"] = json::parse(R"([
      {"id": "ask", "title": {"fr": "Accord", "en": "Agreement"},
       "approval": {"by": "requester.manager", "mode": "trust", "object_before": "1d", "otherwise": {"team": "network"}}},
      {"id": "buy", "title": {"fr": "Acheter", "en": "Buy"}, "task": {}, "stakes": ["money"], "after": ["ask"]}])");
  put(id, trusting);
  auto findings = read_draft(*counter, as("network"), id)->findings;
  ASSERT_THAT(findings, SizeIs(1));
  EXPECT_EQ(findings[0].why.key, "workflow.problem.trust-stakes");
  EXPECT_FALSE(findings[0].warning);
  EXPECT_EQ(publish_draft(*counter, as("network"), id, draft(id).version, "").error().message, "error.studio.findings");
  const auto all = trust_at_stake(*counter, as("admin"), "it").value();
  ASSERT_THAT(all, SizeIs(1)) << "a draft is found too";
  ASSERT_TRUE(accept_trust(*counter, as("admin"), all[0].service, all[0].title.fr).ok());
  findings = read_draft(*counter, as("network"), id)->findings;
  EXPECT_THAT(findings, IsEmpty());
  EXPECT_TRUE(publish_draft(*counter, as("network"), id, draft(id).version, "").ok());
}

TEST_F(Studio, OffersWhatIsPublishedAndLeavesRequestsWithTheirVersion) {
  const auto before = send_wifi();
  NewDraft version;
  version.copy_of = "it/wifi";
  version.new_version = true;
  const auto id = *begin_draft(*counter, as("network"), version);
  json changed = whole("wifi");
  changed["form"] = draft(id).definition["form"];
  changed["form"][1]["required"] = true;
  for (json& question : changed["form"]) question["label"]["en"] = "x";
  put(id, changed);
  const auto findings = read_draft(*counter, as("network"), id)->findings;
  EXPECT_THAT(findings, IsEmpty()) << findings.front().text << findings.front().why.key;
  EXPECT_EQ(publish_draft(*counter, as("identity"), id, draft(id).version, "").error().kind, ErrorKind::forbidden)
      << "an author writes, a lead publishes";
  const auto number = publish_draft(*counter, as("network"), id, draft(id).version, "plus simple");
  ASSERT_TRUE(number) << number.error().message;
  EXPECT_EQ(*number, 1);
  offer();
  EXPECT_EQ(registry.current()->service("it/wifi")->title.fr, "Un vélo");
  EXPECT_NE(send("friend", "it/wifi", {{"event", "x"}, {"count", "3"}}).service_version, before.service_version);
  EXPECT_EQ(reload(before.id).service_version, before.service_version);
  {
    storage::Reader reader = database->read();
    const auto events = storage::Events(reader).since(0, 1000);
    EXPECT_TRUE(
        std::any_of(events.begin(), events.end(), [](const auto& event) { return event.kind == "services.changed"; }));
  }
  EXPECT_EQ(versions_of(*counter, as("network"), "it/wifi")->versions[0].note, "plus simple");
}

TEST_F(Studio, ReturnsToAnEarlierVersionAsANewOne) {
  const auto first = whole_draft();
  ASSERT_TRUE(publish_draft(*counter, as("network"), first, draft(first).version, ""));
  offer();
  NewDraft version;
  version.copy_of = draft(first).service;
  version.new_version = true;
  const auto second = *begin_draft(*counter, as("network"), version);
  json changed = whole();
  changed["form"][0]["required"] = false;
  put(second, changed);
  ASSERT_TRUE(publish_draft(*counter, as("network"), second, draft(second).version, ""));
  const std::string service = draft(first).service;
  const auto differences = compare_versions(*counter, as("network"), service, 1, 2);
  ASSERT_TRUE(differences);
  ASSERT_THAT(*differences, SizeIs(1));
  EXPECT_EQ(differences->front().key, "question-optional");
  EXPECT_EQ(return_to_version(*counter, as("identity"), service, 1, "").error().kind, ErrorKind::forbidden);
  EXPECT_EQ(*return_to_version(*counter, as("network"), service, 1, "c’était mieux"), 3);
  EXPECT_THAT(*compare_versions(*counter, as("network"), service, 1, 3), IsEmpty());
  EXPECT_EQ(versions_of(*counter, as("network"), service)->versions.size(), 3U);
}

TEST_F(Studio, WhoeverPublishesLooksFirstAtWhatWasOfferedMeanwhile) {
  const auto first = whole_draft();
  ASSERT_TRUE(publish_draft(*counter, as("network"), first, draft(first).version, ""));
  offer();
  NewDraft version;
  version.copy_of = draft(first).service;
  version.new_version = true;
  const auto second = *begin_draft(*counter, as("network"), version);
  json changed = whole();
  changed["form"][0]["required"] = false;
  put(second, changed);
  const auto seen = draft(second).version;
  ASSERT_TRUE(return_to_version(*counter, as("network"), draft(first).service, 1, "c’était mieux"));
  EXPECT_EQ(publish_draft(*counter, as("network"), second, seen, "").error().kind, ErrorKind::conflict);
  EXPECT_EQ(publish_draft(*counter, as("network"), second, seen, "").error().kind, ErrorKind::conflict)
      << "an older page";
  EXPECT_EQ(*publish_draft(*counter, as("network"), second, draft(second).version, ""), 3);
}

TEST_F(Studio, NeverSetsTheMachinesOfAnotherDepartmentToWork) {
  auto snapshot = std::make_shared<plugins::Snapshot>(*registry.current());
  plugins::Automation other;
  other.id = "health/dispense";
  other.plugin = "health";
  snapshot->automations.push_back(other);
  snapshot->index();
  registry.replace(snapshot);
  const auto id = begin();
  json definition = whole();
  definition["workflow"] =
      json::parse(R"([{"id": "make", "automation": "health/dispense", "otherwise": {"team": "network"}}])");
  put(id, definition);
  std::vector<std::string> keys;
  const auto view = read_draft(*counter, as("network"), id);
  ASSERT_TRUE(view.ok());
  for (const auto& finding : view->findings) keys.push_back(finding.why.key);
  EXPECT_THAT(keys, testing::Contains("studio.problem.other-automation"));
  EXPECT_EQ(publish_draft(*counter, as("network"), id, draft(id).version, "").error().message, "error.studio.findings");
}

TEST_F(Studio, ShowsWhatWasWrittenByHandWhateverItIs) {
  const json definition = json::parse(
      R"({"audience": 3, "commitment": [1], "says": 5, "workflow": [{"id": "a", "approval": 3}, {"id": "b", "wait": [1]},
          {"id": "c", "task": "x"}, {"id": "d", "request": 4}, {"id": "e", "notify": null}, {"id": "f", "decide": 7}]})");
  for (const auto& step : definition["workflow"]) {
    auto edited = step_of(step, definition);
    json changed = definition;
    edited.voices = {{"manager", "", ""}};
    edited.team = "network";
    (void)put_step(changed, 0, edited);
  }
  json changed = definition;
  put_sheet(changed, sheet_of(definition));
  EXPECT_FALSE(changed.contains("audience"));
}

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

TEST_F(Studio, TakesTheFileBackThatItGave) {
  const auto id = whole_draft();
  const auto yaml = draft_as_yaml(*counter, as("network"), id);
  ASSERT_TRUE(yaml);
  const json before = draft(id).definition;
  ASSERT_TRUE(take_yaml(*counter, as("network"), id, draft(id).version, *yaml));
  EXPECT_EQ(draft(id).definition, before);
  const auto wrong = take_yaml(*counter, as("network"), id, draft(id).version, "id: bike\n  x: [");
  EXPECT_EQ(wrong.error().fields.front().message, "error.studio.yaml");
  EXPECT_EQ(take_yaml(*counter, as("network"), id, draft(id).version, "id: other\n").error().fields.front().message,
            "error.studio.yaml-id");
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
