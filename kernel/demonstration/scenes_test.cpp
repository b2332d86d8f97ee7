// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/demonstration/scenes.hpp"

#include "kernel/counter/distress.hpp"
#include "kernel/counter/incident_watch.hpp"
#include "kernel/counter/quality.hpp"
#include "kernel/counter/unmet.hpp"
#include "kernel/demonstration/demonstration.hpp"
#include "kernel/demonstration/scene_words.hpp"
#include "kernel/domain/reference.hpp"
#include "kernel/domain/routing.hpp"
#include "kernel/storage/events.hpp"
#include "tests/support/counter_fixture.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

namespace guichet::demonstration {
namespace {

using Advice = counter::UnmetGroup::Advice;

/// The services that the scenes speak of, each with a team, beside those of the sample.
plugins::SnapshotPtr snapshot_of_the_scenes() {
  auto snapshot = std::make_shared<plugins::Snapshot>(*test::sample_snapshot());
  const std::map<std::string, std::string> teams{
      {"printing", "network"},           {"storage", "identity"},
      {"computer", "local-aix"},         {"software-access", "local-luminy"},
      {"security-incident", "identity"}, {"classroom-equipment", "local-aix"},
      {"network-fault", "network"}};
  for (const auto& [id, team] : teams) {
    const nlohmann::json definition{{"id", id},           {"title", {{"fr", "Le service " + id}}},
                                    {"theme", "digital"}, {"kind", id == "network-fault" ? "incident" : "request"},
                                    {"form", "[]"_json},  {"route", {{"team", team}}}};
    test::add_services(*snapshot, "it", nlohmann::json::array({definition}));
  }
  domain::Team teaching;
  teaching.id = "it/teaching";
  teaching.title = {"Équipe des cours", "Teaching team"};
  snapshot->teams.push_back(teaching);
  snapshot->index();
  return snapshot;
}

/// A demonstration of so many requests, and a counter over it.
struct Shown {
  test::DatabasePlace place{storage::Dialect::sqlite};
  std::unique_ptr<storage::Database> database = std::move(storage::Database::open(place.where())).value();
  storage::Files files{place.folder() + "/files"};
  matching::Matcher matcher{place.folder() + "/matcher"};
  matching::RequestSearch search{place.folder() + "/search"};
  plugins::Registry registry;
  domain::Places places;
  std::vector<storage::Component> components;
  domain::Calendar calendar = domain::university_calendar();
  counter::PinnedServices pinned;
  counter::IncidentBoard incidents;
  std::unique_ptr<matching::PlaceMentions> place_mentions;
  std::unique_ptr<counter::Counter> counter;
  identity::Viewer admin;

  explicit Shown(std::int64_t requests, plugins::SnapshotPtr snapshot = snapshot_of_the_scenes()) {
    registry.replace(std::move(snapshot));
    const auto filled = fill(*database, search, *registry.current(), calendar, {80, requests}, test::morning,
                             [](const char*, std::int64_t, std::int64_t) {});
    if (!filled) throw std::runtime_error(filled.error().detail);
    storage::Reader reader = database->read();
    places = domain::Places(storage::University(reader).places());
    place_mentions = std::make_unique<matching::PlaceMentions>(places);
    counter = std::make_unique<counter::Counter>(counter::Counter{*database, files, registry, matcher, search, places,
                                                                  components, calendar, pinned, true, "", [] {}});
    counter->place_mentions = place_mentions.get();
    counter->incidents = &incidents;
    admin.person = storage::People(reader).by_login("admin").value();
    admin.rights = {{"centre-admin", "", 0}};
  }
  [[nodiscard]] counter::Asker as_admin() const { return {&admin, domain::Language::fr, test::morning}; }
  /// Every request from `first` on.
  [[nodiscard]] std::vector<domain::Request> requests_from(domain::RequestId first) const {
    storage::Reader reader = database->read();
    std::vector<domain::Request> all;
    while (auto request = storage::Requests(reader).find(first++)) all.push_back(std::move(*request));
    return all;
  }
};

TEST(DemonstrationScenes, LeaveNeedsOfDifferentPeopleToBeSorted) {
  const Shown shown(100);
  std::set<domain::PersonId> people;
  for (const auto& request : shown.requests_from(101)) {
    if (request.team != domain::triage_team || domain::is_over(request.status)) continue;
    EXPECT_EQ(request.status, domain::Status::received);
    EXPECT_EQ(request.assignee, 0);
    EXPECT_GT(request.due_take_charge, test::morning) << "nobody is late yet";
    EXPECT_FALSE(counter::tells_of_distress(request.title, request.words, request.answers)) << request.title;
    people.insert(request.requester);
  }
  EXPECT_EQ(people.size(), 6U);
}

TEST(DemonstrationScenes, GiveTheQualityPageItsBounces) {
  const Shown shown(100);
  const auto quality = counter::quality(*shown.counter, shown.as_admin(), 30);
  ASSERT_TRUE(quality.ok());
  EXPECT_EQ(quality->all.bounced, 5 + 6) << "one of four was moved twice; six were solved by a service later";
  EXPECT_EQ(quality->bounced_requests, 4 + 6);
  ASSERT_FALSE(quality->services.empty());
  EXPECT_EQ(quality->services.front().id, "it/classroom-equipment");
  EXPECT_GE(quality->services.front().submitted, 6) << "counted where they were sent first";
  EXPECT_EQ(quality->services.front().bounced, 6);
  EXPECT_EQ(quality->teams.front().id, "it/local-aix");
  EXPECT_EQ(quality->teams.front().bounced, 7);
}

TEST(DemonstrationScenes, TellEachMoveAsTheCounterDoes) {
  const Shown shown(100);
  int moved = 0;
  for (const auto& request : shown.requests_from(101)) {
    storage::Reader reader = shown.database->read();
    const auto moves = storage::RequestMoves(reader).of_request(request.id, 10);
    const auto events = storage::Events(reader).of_request(request.id, 10);
    std::int64_t told = 0;
    for (const auto& event : events) {
      EXPECT_LE(event.at, test::morning) << request.title;
      if (event.kind != "request.moved") continue;
      EXPECT_NE(event.data["service"], event.data["service_from"]);
      ++told;
    }
    EXPECT_EQ(told, static_cast<std::int64_t>(moves.size()));
    EXPECT_EQ(request.bounces, static_cast<std::int32_t>(moves.size()));
    if (!moves.empty()) ++moved;
    EXPECT_EQ(shown.search.search(domain::reference_of(request.id), {"team:" + request.team}, 0, 10).ids,
              std::vector<domain::RequestId>{request.id});
  }
  EXPECT_EQ(moved, 4 + 6);
}

TEST(DemonstrationScenes, TellOfAnOutageThatIsProposedAsAnIncident) {
  const Shown shown(100);
  counter::watch_waiting_requests(*shown.counter, test::morning + domain::minute);
  ASSERT_EQ(shown.incidents.current()->size(), 1U);
  const auto incident = shown.incidents.current()->front().incident;
  EXPECT_EQ(incident.service, "it/network-fault");
  EXPECT_EQ(incident.team, "it/network");
  EXPECT_EQ(incident.place.substr(0, 6), "luminy");
  storage::Reader reader = shown.database->read();
  EXPECT_EQ(storage::Incidents(reader).requests_in(incident.id, storage::Belonging::proposed, 100).size(), 5U);
  counter::watch_waiting_requests(*shown.counter, test::morning + 2 * domain::minute);
  EXPECT_EQ(shown.incidents.current()->size(), 1U) << "another node that begins to serve proposes nothing more";
}

TEST(DemonstrationScenes, TellOfItFreelyWhereNoServiceIsForIt) {
  const Shown shown(100, test::sample_snapshot());
  counter::watch_waiting_requests(*shown.counter, test::morning + domain::minute);
  ASSERT_EQ(shown.incidents.current()->size(), 1U);
  EXPECT_EQ(shown.incidents.current()->front().incident.team, domain::triage_team);
}

TEST(DemonstrationScenes, SayNeedsThatNothingAnswers) {
  const Shown shown(100);
  const auto needs = counter::unmet_needs(*shown.counter, shown.as_admin(), 30);
  ASSERT_TRUE(needs.ok());
  ASSERT_EQ(needs->groups.size(), unmet_needs().size());
  std::map<Advice, int> advice;
  for (const auto& group : needs->groups) {
    EXPECT_GE(group.people, 5) << "fewer are not shown";
    EXPECT_FALSE(group.words.empty());
    ++advice[group.advice];
  }
  EXPECT_EQ(advice, (std::map<Advice, int>{
                        {Advice::article, 2}, {Advice::service, 1}, {Advice::words, 1}, {Advice::watch, 1}}));
}

TEST(DemonstrationScenes, SayThatTheConfidentialChannelIsInvented) {
  const Shown shown(100);
  const auto channels = counter::confidential_channels(*shown.counter, shown.as_admin());
  ASSERT_TRUE(channels.ok());
  ASSERT_EQ(channels->size(), 3U);
  for (const auto& channel : *channels) {
    EXPECT_TRUE(channel.text.fr.starts_with("Démonstration")) << channel.text.fr;
    EXPECT_TRUE(channel.text.en.starts_with("Demonstration")) << channel.text.en;
    EXPECT_NE(channel.mail.find("demonstration@"), std::string::npos);
  }
  // What an administrator may send back as it is.
  EXPECT_TRUE(counter::set_confidential_channels(*shown.counter, shown.as_admin(), *channels).ok());
}

TEST(DemonstrationScenes, AreTheSameWhateverTheNumberOfRequests) {
  const Shown small(100), large(150);
  const auto one = small.requests_from(101), other = large.requests_from(151);
  ASSERT_EQ(one.size(), other.size());
  for (std::size_t i = 0; i < one.size(); ++i) {
    EXPECT_EQ(one[i].title, other[i].title);
    EXPECT_EQ(one[i].requester, other[i].requester);
    EXPECT_EQ(one[i].team, other[i].team);
    EXPECT_EQ(one[i].created, other[i].created);
    EXPECT_EQ(one[i].answers, other[i].answers);
  }
}

TEST(DemonstrationScenes, AreNotAddedToAHandfulOfRequests) {
  const Shown shown(99);
  EXPECT_TRUE(shown.requests_from(100).empty());
  EXPECT_TRUE(counter::confidential_channels(*shown.counter, shown.as_admin())->front().text.fr.empty());
}

}  // namespace
}  // namespace guichet::demonstration
