// SPDX-License-Identifier: GPL-3.0-or-later
// Drafts written, checked, published and returned to.
#include "kernel/counter/studio_fixture.hpp"

namespace guichet::counter {
namespace {

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
  const auto found = trust_of(*counter, as("admin"), draft(id).service);
  ASSERT_TRUE(found.ok()) << "a draft is found too";
  ASSERT_TRUE(accept_trust(*counter, as("admin"), found->service, found->title.fr).ok());
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

TEST_F(Studio, ReadsNoListAndRunsNoCheckOfAnotherDepartment) {
  const auto id = begin();
  json definition = whole();
  definition["form"] = json::parse(R"([
    {"id": "room", "type": "choice", "source": "health/rooms", "label": {"fr": "Quelle salle ?", "en": "Which room?"}}])");
  definition["validators"] = {"health/free"};
  put(id, definition);
  std::vector<std::string> keys;
  const auto view = read_draft(*counter, as("network"), id).value();
  for (const auto& finding : view.findings) keys.push_back(finding.why.key);
  EXPECT_THAT(keys, testing::IsSupersetOf({"studio.problem.other-source", "studio.problem.other-validator"}));
}

TEST_F(Studio, MayAskForAnotherServiceOfItsOwnDepartment) {
  const auto id = begin();
  json definition = whole();
  definition["workflow"] = json::parse(R"([{"id": "first", "request": {"service": "wifi"}}])");
  put(id, definition);
  const auto view = read_draft(*counter, as("network"), id).value();
  ASSERT_THAT(view.findings, SizeIs(1));
  EXPECT_EQ(view.findings[0].why.key, "studio.problem.unanswered") << "each such request would be refused";
  definition["workflow"][0]["request"]["service"] = "no-such";
  put(id, definition);
  EXPECT_THAT(read_draft(*counter, as("network"), id).value().findings, SizeIs(testing::Ge(1U)));
}

TEST_F(Studio, TakesNoMoreCommentsThanPeopleRead) {
  const auto id = begin();
  write([&](storage::Connection& connection) {
    for (int i = 0; i < 1000; ++i) storage::DraftComments(connection).add({0, id, 1, "x", test::morning});
  });
  EXPECT_EQ(comment_on_draft(*counter, as("network"), id, "De trop").error().message, "error.studio.many-comments");
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

}  // namespace
}  // namespace guichet::counter
