// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/incidents.hpp"

#include "kernel/counter/desk.hpp"
#include "kernel/counter/form_place.hpp"
#include "kernel/counter/incident_follow.hpp"
#include "kernel/counter/incident_gather.hpp"
#include "kernel/counter/incident_watch.hpp"
#include "kernel/counter/incident_words.hpp"
#include "tests/support/counter_fixture.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <stdexcept>

namespace guichet::counter {
namespace {

using domain::IncidentState;
using domain::Status;
using storage::Belonging;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

class IncidentUse : public test::CounterFixture {
 protected:
  domain::Request tell(const std::string& who, const std::string& words, domain::Instant at = test::morning) {
    return send(who, "", {{"words", words}}, at);
  }
  void watch(domain::Instant at = test::morning + domain::minute) {
    std::vector<storage::Event> events;
    {
      storage::Reader reader = database->read();
      events = storage::Events(reader).since(watched, 1000);
    }
    if (!events.empty()) watched = events.back().number;
    watch_incidents(*counter, events, at);
  }
  /// Five people, each in their own words.
  std::vector<domain::Request> five() {
    return {tell("student", "plus de chauffage à Luminy"), tell("friend", "Le CHAUFFAGE ne marche pas a luminy !"),
            tell("staff", "chauffage HS à Luminy depuis ce matin"),
            tell("identity", "pas de chauffage, campus de Luminy"),
            tell("luminy", "bonjour le chauffage est en panne à lumini")};
  }
  [[nodiscard]] std::vector<BoardEntry> board() const { return *incidents.current(); }
  /// An agent of the team that the five requests went to.
  [[nodiscard]] Asker agent(const std::string& team, domain::Instant at = test::morning + domain::hour) {
    return as(team == domain::triage_team ? "sorter" : "network", at);
  }
  /// Those that are ticked; the others that were proposed are left out.
  IncidentConfirmed confirmed(const std::vector<domain::Request>& requests) const {
    IncidentConfirmed said{"Le chauffage de Luminy est en panne", "luminy", "", false, {}};
    for (const auto& entry : board()) {
      storage::Reader reader = database->read();
      for (const auto& member : storage::Incidents(reader).requests(entry.incident.id, 0, 100)) {
        const bool ticked = std::any_of(requests.begin(), requests.end(),
                                        [&](const auto& request) { return request.id == member.request; });
        if (!ticked) said.left_out.push_back(member.request);
      }
    }
    return said;
  }
  /// The five, confirmed. Answers the incident.
  domain::Incident confirm(const std::vector<domain::Request>& requests) {
    watch();
    if (board().size() != 1) throw std::runtime_error("nothing was proposed");
    const auto incident = board().front().incident;
    const auto done =
        confirm_incident(*counter, agent(incident.team), incident.id, incident.version, confirmed(requests));
    EXPECT_TRUE(done.ok()) << done.error().message;
    return board().front().incident;
  }
  void give_all(domain::Instant at) {
    const auto job = claim(at);
    EXPECT_EQ(job.kind, "incident-answer");
    for (int part = 0; part < 60; ++part) {
      const auto more = give_incident_answer(*counter, job, at);
      ASSERT_TRUE(more.ok()) << more.error().detail;
      if (!*more) return;
    }
    FAIL() << "it never ends";
  }
  std::int64_t watched = 0;
};

TEST_F(IncidentUse, IsProposedOnceWhenFivePeopleTellTheSame) {
  const auto requests = five();
  watch();
  ASSERT_THAT(board(), SizeIs(1));
  const auto incident = board().front().incident;
  EXPECT_EQ(incident.state, IncidentState::proposed);
  EXPECT_EQ(incident.team, requests[0].team);
  EXPECT_EQ(incident.place, "luminy");
  EXPECT_EQ(incident.title, "chauffage (Luminy)") << "common words, and no sentence of anybody";
  watched = 0;
  watch();  // another node follows the same events
  EXPECT_THAT(board(), SizeIs(1));
  const auto view = read_incident(*counter, agent(incident.team), incident.id);
  ASSERT_TRUE(view.ok());
  EXPECT_THAT(view->members, SizeIs(5));
  EXPECT_EQ(proposed_incidents(*counter, agent(incident.team)), 1U);
}

TEST_F(IncidentUse, IsNotProposedOfFewPeopleOtherPlacesOldOrConfidentialRequests) {
  for (int turn = 0; turn < 5; ++turn) tell("student", "plus de chauffage à Luminy");
  tell("friend", "plus de chauffage à Luminy");
  tell("staff", "plus de chauffage à Aix");
  tell("identity", "plus de chauffage à Luminy", test::morning - domain::day);
  tell("luminy", "plus de chauffage à Luminy");
  send("sorter", "health/harassment", {{"what", "plus de chauffage à Luminy"}});
  watch();
  EXPECT_THAT(board(), IsEmpty());
}

TEST_F(IncidentUse, IsSeenInSynonymsAndMisspeltWords) {
  registry.replace(
      plugins::with_synonyms(*registry.current(), {{"", "chauffe", "chauffage"}, {"", "radiateur", "chauffage"}}));
  tell("student", "plus de chauffage à Luminy");
  tell("friend", "les radiateurs à luminy");
  tell("staff", "chauffage HS à Luminy");
  tell("identity", "pas de chaufage, campus de Luminy");
  tell("luminy", "ça chauffe plus à luminy");
  watch();
  ASSERT_THAT(board(), SizeIs(1));
  EXPECT_EQ(board().front().incident.title, "chauffage (Luminy)");
}

TEST_F(IncidentUse, IsProposedToTheTriageWhenTheRequestsWentToSeveralTeams) {
  auto requests = five();
  const std::string first = requests[0].team;
  const char* others[] = {"it/network", "it/network", "it/identity", "it/identity"};
  for (std::size_t i = 0; i < 4; ++i) {
    if (requests[i].team == others[i]) continue;
    ASSERT_TRUE(transfer(*counter, agent(first), seen(requests[i]), others[i], "").ok());
  }
  watch();
  ASSERT_THAT(board(), SizeIs(1));
  const auto incident = board().front().incident;
  EXPECT_EQ(incident.team, domain::triage_team);
  EXPECT_FALSE(read_incident(*counter, as("network"), incident.id).ok()) << "three of the five are not theirs to see";
  EXPECT_THAT(read_incident(*counter, as("sorter"), incident.id)->members, SizeIs(5));

  const auto taken = reload(requests[0].id);
  ASSERT_TRUE(take_charge(*counter, as("network"), seen(taken)).ok());
  const auto later = read_incident(*counter, as("sorter"), incident.id);
  EXPECT_THAT(later->members, SizeIs(4)) << "what a team has taken is theirs";
  EXPECT_EQ(later->elsewhere, 1U);
  ASSERT_TRUE(confirm_incident(*counter, as("sorter"), incident.id, incident.version, confirmed(requests)).ok());
  ASSERT_TRUE(end_incident(*counter, as("sorter"), incident.id, board().front().incident.version, "Réparé").ok());
  give_all(test::morning + domain::hour);
  EXPECT_NE(reload(requests[0].id).status, Status::resolved);
  EXPECT_EQ(reload(requests[1].id).status, Status::resolved);
  EXPECT_EQ(reload(requests[2].id).status, Status::resolved);
}

TEST_F(IncidentUse, IsNeverMadeOfWhatTellsOfDistress) {
  auto requests = five();
  ASSERT_TRUE(write_message(*counter, as("student"), {requests[0].id, "et je veux mourir", false, {}}).ok());
  watch();
  EXPECT_THAT(board(), IsEmpty()) << "four of them are left";
  const auto opened = open_incident(*counter, agent(requests[0].team), requests[0].id);
  EXPECT_EQ(opened.error().kind, domain::ErrorKind::conflict);
}

TEST_F(IncidentUse, IsNotProposedWhenManyAskForTheSameService) {
  for (const char* who : {"student", "friend", "identity", "luminy", "network", "network2"}) {
    send(who, "it/wifi", {{"event", "Colloque"}, {"count", "20"}});
  }
  watch();
  EXPECT_THAT(board(), IsEmpty());
}

TEST_F(IncidentUse, IsDecidedByItsTeamAlone) {
  const auto requests = five();
  watch();
  const auto incident = board().front().incident;
  for (const char* who : {"student", "listener", ""}) {
    EXPECT_FALSE(read_incident(*counter, as(who), incident.id).ok()) << who;
    EXPECT_FALSE(confirm_incident(*counter, as(who), incident.id, 1, confirmed(requests)).ok()) << who;
    EXPECT_FALSE(refuse_incident(*counter, as(who), incident.id, 1).ok()) << who;
    EXPECT_EQ(proposed_incidents(*counter, as(who)), 0U) << who;
  }
  viewers.at("sorter").teams = {{domain::triage_team, true}};
  EXPECT_TRUE(read_incident(*counter, as("sorter"), incident.id).ok()) << "who leads the triage sees all";
  const auto wrong = confirm_incident(*counter, agent(incident.team), incident.id, 1, {" ", "nowhere", "", false, {}});
  ASSERT_FALSE(wrong.ok());
  EXPECT_EQ(wrong.error().fields.front().field, "title");
}

TEST_F(IncidentUse, IsRefusedAndNotProposedAgainForAWhile) {
  const auto requests = five();
  watch();
  const auto incident = board().front().incident;
  ASSERT_TRUE(refuse_incident(*counter, agent(incident.team), incident.id, incident.version).ok());
  EXPECT_THAT(board(), IsEmpty());
  for (const char* who : {"network", "network2", "sorter", "admin", "listener"})
    tell(who, "plus de chauffage à Luminy");
  watch();
  EXPECT_THAT(board(), IsEmpty());
  EXPECT_EQ(reload(requests[0].id).status, Status::received) << "they go on by themselves";
}

TEST_F(IncidentUse, IsToldToThoseItConcernsOnceConfirmed) {
  const auto requests = five();
  watch();
  EXPECT_THAT(incidents_for(*counter, as("student")), IsEmpty()) << "nobody confirmed it yet";
  const auto incident = confirm(requests);
  EXPECT_EQ(incident.title, "Le chauffage de Luminy est en panne");
  const auto told = incidents_for(*counter, as("student"));
  ASSERT_THAT(told, SizeIs(1));
  EXPECT_EQ(told[0].title, incident.title);
  EXPECT_TRUE(told[0].followed) << "their own request is of it";
  EXPECT_THAT(incidents_for(*counter, as("network")), IsEmpty()) << "another campus";
  EXPECT_THAT(incidents_for(*counter, as("")), IsEmpty());
  ASSERT_TRUE(tell_news(*counter, agent(incident.team), incident.id, "Une chaudière est changée.").ok());
  EXPECT_EQ(incidents_for(*counter, as("student"))[0].news, "Une chaudière est changée.");
  EXPECT_THAT(events_of(requests[0].id), Contains("request.joined-incident"));
}

TEST_F(IncidentUse, IsOfferedToThoseWhoWriteTheSame) {
  const auto incident = confirm(five());
  EXPECT_THAT(incidents_told(*counter, as("network"), "plus de chauffage à Luminy"), SizeIs(1))
      << "from another campus";
  EXPECT_THAT(incidents_told(*counter, as("network"), "plus de chauffage"), IsEmpty()) << "where they are it works";
  EXPECT_THAT(incidents_told(*counter, as("admin"), "une liste de diffusion"), IsEmpty());
  ASSERT_TRUE(follow_incident(*counter, as("network"), incident.id).ok());
  EXPECT_TRUE(incidents_told(*counter, as("network"), "plus de chauffage à Luminy")[0].followed);
  EXPECT_FALSE(follow_incident(*counter, as(""), incident.id).ok());
  EXPECT_FALSE(follow_incident(*counter, as("network"), incident.id + 1).ok());
}

TEST_F(IncidentUse, IsJoinedByWhatIsToldLaterUnlessAnAgentSaysOtherwise) {
  const auto incident = confirm(five());
  const auto late = tell("network2", "toujours pas de chauffage à luminy");
  const auto other = tell("admin", "le chauffage de Luminy ne répond pas");
  watch();
  EXPECT_THAT(board(), SizeIs(1));
  const auto agent_of = agent(incident.team);
  auto view = read_incident(*counter, agent_of, incident.id);
  ASSERT_THAT(view->members, SizeIs(7));
  EXPECT_EQ(view->counts.linked, 7);
  EXPECT_THAT(events_of(late.id), Contains("request.joined-incident"));
  ASSERT_TRUE(leave_out(*counter, agent_of, incident.id, {other.id}).ok());
  EXPECT_THAT(events_of(other.id), Contains("request.left-incident"));
  EXPECT_EQ(read_incident(*counter, agent_of, incident.id)->counts.linked, 6);
  const auto version = read_incident(*counter, agent_of, incident.id)->incident.version;
  EXPECT_EQ(end_incident(*counter, agent_of, incident.id, 0, "C’est réparé.").error().kind, domain::ErrorKind::conflict)
      << "whoever ends it says what they read";
  ASSERT_TRUE(end_incident(*counter, agent_of, incident.id, version, "C’est réparé.").ok());
  give_all(agent_of.now);
  EXPECT_EQ(reload(late.id).status, Status::resolved);
  EXPECT_EQ(reload(other.id).status, Status::received);
}

TEST_F(IncidentUse, IsEndedByOneAnswerForAll) {
  const auto requests = five();
  auto incident = confirm({requests[0], requests[1], requests[2], requests[3]});
  ASSERT_TRUE(follow_incident(*counter, as("friend"), incident.id).ok());
  ASSERT_TRUE(follow_incident(*counter, as("network2"), incident.id).ok());
  const auto asker = agent(incident.team, test::morning + 2 * domain::hour);
  EXPECT_FALSE(end_incident(*counter, asker, incident.id, incident.version, " ").ok());
  ASSERT_TRUE(end_incident(*counter, asker, incident.id, incident.version, "Le chauffage est rétabli.").ok());
  EXPECT_FALSE(end_incident(*counter, asker, incident.id, incident.version, "Encore.").ok());
  EXPECT_THAT(board(), IsEmpty());
  give_all(asker.now);
  for (int at = 0; at < 4; ++at) {
    EXPECT_EQ(reload(requests[at].id).status, Status::resolved);
    ASSERT_THAT(messages_of(requests[at].id), SizeIs(1));
    EXPECT_EQ(messages_of(requests[at].id)[0].body, "Le chauffage est rétabli.");
  }
  EXPECT_EQ(reload(requests[4].id).status, Status::received) << "it was not ticked";
  storage::Reader reader = database->read();
  const auto letters = storage::Mails(reader).latest_to("network2@univ.example", 10);
  ASSERT_THAT(letters, SizeIs(1));
  EXPECT_EQ(letters[0].kind, "mail.incident-over");
  const auto again = reload(requests[0].id);
  EXPECT_TRUE(reopen(*counter, as("student", asker.now), {again.id, again.version}, "Toujours rien.").ok());
}

TEST_F(IncidentUse, AnswersEachRequestOnceThoughTheServerIsKilledMeanwhile) {
  const auto incident = confirm(five());
  std::vector<domain::RequestId> more;
  write([&](storage::Connection& connection) {
    for (int number = 0; number < 40; ++number) {
      domain::Request request;
      request.title = "plus de chauffage";
      request.team = incident.team;
      request.requester = request.opened_by = id("student");
      request.created = request.updated = test::morning;
      more.push_back(storage::Requests(connection).insert(request));
      storage::Incidents(connection).add_request(incident.id, more.back(), Belonging::linked, test::morning);
    }
  });
  const auto asker = agent(incident.team);
  ASSERT_TRUE(end_incident(*counter, asker, incident.id, incident.version, "C’est réparé.").ok());
  const auto first = claim(asker.now);
  ASSERT_TRUE(give_incident_answer(*counter, first, asker.now).value());
  // It dies here. Another node finds the job by its lease.
  write([&](storage::Connection& connection) { storage::Jobs(connection).retry(first.id, asker.now, "killed"); });
  domain::Instant later = asker.now + domain::minute;
  storage::Job second = claim(later);
  while (second.kind != "incident-answer") second = claim(later);  // letters are due as well
  EXPECT_FALSE(give_incident_answer(*counter, first, later).value()) << "the first run is not the one any more";
  while (give_incident_answer(*counter, second, later).value()) {
  }
  for (const auto request : more) {
    EXPECT_EQ(reload(request).status, Status::resolved);
    EXPECT_THAT(messages_of(request), SizeIs(1));
  }
  EXPECT_EQ(job(first.id).state, "done");
}

TEST_F(IncidentUse, LeavesAloneWhatWentToAnotherTeamMeanwhile) {
  const auto requests = five();
  const auto incident = confirm(requests);
  const auto asker = agent(incident.team);
  ASSERT_TRUE(transfer(*counter, asker, seen(reload(requests[0].id)), "it/identity", "").ok());
  ASSERT_TRUE(end_incident(*counter, asker, incident.id, incident.version, "C’est réparé.").ok());
  give_all(asker.now);
  EXPECT_EQ(reload(requests[0].id).status, Status::received);
  EXPECT_THAT(messages_of(requests[0].id), IsEmpty());
  EXPECT_EQ(reload(requests[1].id).status, Status::resolved);
}

TEST_F(IncidentUse, IsOpenedByHandFromOneRequest) {
  const auto one = tell("student", "plus de chauffage à Luminy"),
             two = tell("friend", "le chauffage de luminy est mort");
  const auto asker = agent(one.team);
  const auto opened = open_incident(*counter, asker, one.id);
  ASSERT_TRUE(opened.ok()) << opened.error().message;
  EXPECT_EQ(open_incident(*counter, asker, one.id).value(), *opened) << "asked again it is the same";
  EXPECT_FALSE(open_incident(*counter, as("student"), one.id).ok());
  const auto secret = send("student", "health/harassment", {{"what", "Des faits"}});
  EXPECT_FALSE(open_incident(*counter, as("listener"), secret.id).ok());
  const auto view = read_incident(*counter, asker, *opened);
  ASSERT_TRUE(view.ok());
  EXPECT_THAT(view->members, SizeIs(2));
  EXPECT_EQ(view->incident.place, "luminy");
}

/// Five hundred, of which a page shows fifty.
TEST_F(IncidentUse, OfFiveHundredIsConfirmedShownAndAnsweredWhole) {
  const auto requests = five();
  watch();
  const auto incident = board().front().incident;
  std::vector<domain::RequestId> all;
  for (const auto& request : requests) all.push_back(request.id);
  write([&](storage::Connection& connection) {
    while (all.size() < 500) {
      domain::Request request = requests[0];
      request.requester = request.opened_by = id(all.size() % 2 == 0 ? "student" : "friend");
      all.push_back(storage::Requests(connection).insert(request));
      storage::Incidents(connection).add_request(incident.id, all.back(), Belonging::proposed, test::morning);
    }
  });
  const auto asker = agent(incident.team);
  auto view = read_incident(*counter, asker, incident.id);
  EXPECT_EQ(view->counts.proposed, 500);
  EXPECT_EQ(view->pages, 10U);
  EXPECT_THAT(view->members, SizeIs(50));
  EXPECT_EQ(read_incident(*counter, asker, incident.id, 10)->members.back().row.id, all.back());
  EXPECT_EQ(read_incident(*counter, asker, incident.id, 99)->page, 10U);

  IncidentConfirmed said{"Le chauffage de Luminy est en panne", "luminy", "", false, {all[3]}};
  ASSERT_TRUE(confirm_incident(*counter, asker, incident.id, incident.version, said).ok());
  const auto first = claim(asker.now);
  ASSERT_EQ(first.kind, "incident-gather");
  ASSERT_TRUE(gather_incident(*counter, first, asker.now).value());
  // It dies here. Another node finds the job by its lease.
  write([&](storage::Connection& connection) { storage::Jobs(connection).retry(first.id, asker.now, "killed"); });
  domain::Instant later = asker.now + domain::minute;
  const auto second = claim(later);
  EXPECT_FALSE(gather_incident(*counter, first, later).value()) << "the first run is not the one any more";
  while (gather_incident(*counter, second, later).value()) {
  }
  EXPECT_EQ(job(first.id).state, "done");
  view = read_incident(*counter, asker, incident.id);
  EXPECT_EQ(view->counts.linked, 499);
  EXPECT_EQ(view->counts.proposed, 0);

  ASSERT_TRUE(end_incident(*counter, asker, incident.id, view->incident.version, "C’est réparé.").ok());
  give_all(later);
  EXPECT_EQ(read_incident(*counter, asker, incident.id)->counts.answered, 499);
  for (const auto request : all) {
    EXPECT_EQ(reload(request).status, request == all[3] ? Status::received : Status::resolved);
    EXPECT_THAT(messages_of(request), SizeIs(request == all[3] ? 0 : 1));
  }
}

TEST_F(IncidentUse, OfManyIsAnsweredWholeThoughItEndsBeforeAllAreGathered) {
  const auto incident = confirm(five());
  const auto waiting = tell("network2", "un tout autre besoin");
  write([&](storage::Connection& connection) {
    storage::Incidents(connection).add_request(incident.id, waiting.id, Belonging::proposed, test::morning);
  });
  const auto asker = agent(incident.team);
  ASSERT_TRUE(end_incident(*counter, asker, incident.id, incident.version, "C’est réparé.").ok());
  give_all(asker.now);
  EXPECT_EQ(reload(waiting.id).status, Status::resolved);
}

TEST_F(IncidentUse, OfManyIsRefusedWhole) {
  const auto requests = five();
  watch();
  const auto incident = board().front().incident;
  write([&](storage::Connection& connection) {
    for (int number = 0; number < 300; ++number) {
      const auto id = storage::Requests(connection).insert(requests[0]);
      storage::Incidents(connection).add_request(incident.id, id, Belonging::proposed, test::morning);
    }
  });
  const auto asker = agent(incident.team);
  EXPECT_FALSE(refuse_incident(*counter, asker, incident.id, 0).ok());
  ASSERT_TRUE(refuse_incident(*counter, asker, incident.id, incident.version).ok());
  EXPECT_EQ(read_incident(*counter, asker, incident.id)->counts.proposed, 0);
}

TEST_F(IncidentUse, TakesARequestThatAnEndedOneAnsweredAndThatWasOpenedAgain) {
  const auto requests = five();
  const auto incident = confirm(requests);
  const auto asker = agent(incident.team);
  ASSERT_TRUE(end_incident(*counter, asker, incident.id, incident.version, "C’est réparé.").ok());
  give_all(asker.now);
  const auto again = reload(requests[0].id);
  ASSERT_TRUE(reopen(*counter, as("student", asker.now), seen(again), "Toujours rien.").ok());
  const auto other = open_incident(*counter, asker, again.id);
  ASSERT_TRUE(other.ok()) << other.error().message;
  EXPECT_NE(*other, incident.id);
  EXPECT_EQ(read_incident(*counter, asker, *other)->counts.proposed, 1);
}

TEST_F(IncidentUse, OpenedFromOneRequestGivesAwayNoneOfItsWords) {
  const auto one = tell("student", "la porte de monsieur Kowalczyk reste bloquée à Luminy");
  const auto asker = agent(one.team);
  const auto opened = open_incident(*counter, asker, one.id);
  ASSERT_TRUE(opened.ok());
  EXPECT_THAT(read_incident(*counter, asker, *opened)->incident.roots, IsEmpty());
  IncidentConfirmed said{"Une porte du bâtiment A ne s’ouvre plus", "luminy", "", true, {}};
  ASSERT_TRUE(confirm_incident(*counter, asker, *opened, 1, said).ok());
  EXPECT_THAT(incidents_told(*counter, as(""), "porte kowalczyk"), IsEmpty());
  EXPECT_THAT(incidents_told(*counter, as(""), "porte dupont"), IsEmpty());
  EXPECT_THAT(incidents_told(*counter, as("friend"), "monsieur kowalczyk bloquée"), IsEmpty());
  EXPECT_THAT(incidents_told(*counter, as("friend"), "la porte ne s’ouvre plus"), SizeIs(1))
      << "as the agent's title says";
}

TEST_F(IncidentUse, IsKnownByWordsOfThreePeopleAtLeast) {
  const std::vector<domain::Telling> tellings{{1, "a", {"kowalczyk", "port"}, "", 0},
                                              {2, "a", {"kowalczyk", "port"}, "", 0},
                                              {3, "a", {"kowalczyk", "port"}, "", 0},
                                              {4, "b", {"kowalczyk", "port"}, "", 0},
                                              {5, "c", {"port"}, "", 0}};
  std::vector<const domain::Telling*> all;
  for (const auto& telling : tellings) all.push_back(&telling);
  EXPECT_THAT(roots_of_several(all), ElementsAre("port")) << "four tellings of a name are two people's";
}

TEST_F(IncidentUse, ConcernsWhoToldOfItOrFollowsItWhereverTheyWork) {
  const auto incident = confirm(five());
  EXPECT_THAT(incidents_for(*counter, as("staff")), SizeIs(1)) << "works at Aix, told of it at Luminy";
  EXPECT_TRUE(incidents_for(*counter, as("staff"))[0].followed);
  EXPECT_THAT(incidents_told(*counter, as("staff"), "plus de chauffage"), SizeIs(1)) << "and need not say where again";
  EXPECT_THAT(incidents_for(*counter, as("network")), IsEmpty());
  ASSERT_TRUE(follow_incident(*counter, as("network"), incident.id).ok());
  EXPECT_THAT(incidents_for(*counter, as("network")), SizeIs(1));
}

TEST_F(IncidentUse, WritesOneLetterToWhoAskedAndFollows) {
  const auto incident = confirm(five());
  write([&](storage::Connection& connection) {
    storage::Incidents(connection).follow(incident.id, id("student"), test::morning);
  });
  const auto asker = agent(incident.team);
  ASSERT_TRUE(end_incident(*counter, asker, incident.id, incident.version, "C’est réparé.").ok());
  give_all(asker.now);
  storage::Reader reader = database->read();
  int answers = 0;
  for (const auto& letter : storage::Mails(reader).latest_to("student@univ.example", 20)) {
    if (letter.kind == "mail.resolved" || letter.kind == "mail.incident-over") ++answers;
  }
  EXPECT_EQ(answers, 1);
}

TEST_F(IncidentUse, NeverShowsTheWordsOfOneRequesterToAnother) {
  std::vector<domain::Request> requests = five();
  const auto incident = confirm(requests);
  const auto story = incident_story(*counter, as("friend"), incident.id);
  ASSERT_TRUE(story.ok());
  EXPECT_EQ(story->notice.title, "Le chauffage de Luminy est en panne");
  EXPECT_THAT(story->news, IsEmpty());
  EXPECT_FALSE(incident_story(*counter, as(""), incident.id).ok());
}

TEST_F(IncidentUse, APlaceNamedInTheBoxIsPrefilledInTheForm) {
  auto opened = open_form(*counter, as("staff"), "it/room", "vidéoprojecteur du bât A à Luminy");
  ASSERT_TRUE(opened.ok());
  EXPECT_EQ(opened->answers["place"], "luminy/bat-a");
  EXPECT_THAT(opened->prefilled, Contains("place"));
  opened = open_form(*counter, as("staff"), "", "plus de chauffage à Luminy");
  EXPECT_EQ(opened->answers["place"], "luminy") << "and not the campus that the directory knows";
  opened = open_form(*counter, as("staff"), "it/room", "vidéoprojecteur à Luminy");
  EXPECT_FALSE(opened->answers.contains("place")) << "a building is asked for";
  FormInput shown_later = form("it/room", {});
  shown_later.title = "vidéoprojecteur du bât A à Luminy";
  auto later = retype_form(*counter, as("staff"), shown_later);
  begin_new_questions(*counter, as("staff"), {"place"}, *later);
  EXPECT_FALSE(later->answers.contains("place")) << "it was shown, and emptied";
  begin_new_questions(*counter, as("staff"), {}, *later);
  EXPECT_EQ(later->answers["place"], "luminy/bat-a") << "a condition let the question show only now";
  EXPECT_THAT(later->prefilled, Contains("place"));
  FormInput typed = form("it/room", {{"place", "aix/bat-b"}});
  typed.title = "vidéoprojecteur du bât A à Luminy";
  ASSERT_TRUE(save_draft(*counter, as("staff"), typed).ok());
  opened = open_form(*counter, as("staff"), "it/room", typed.title);
  EXPECT_EQ(opened->answers["place"], "aix/bat-b") << "what was answered and kept stays";
  EXPECT_THAT(opened->prefilled, Not(Contains("place")));
}

}  // namespace
}  // namespace guichet::counter
