// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/move.hpp"

#include "kernel/counter/follow.hpp"
#include "kernel/counter/quality.hpp"
#include "kernel/storage/events.hpp"
#include "kernel/storage/request_moves.hpp"
#include "tests/support/counter_fixture.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace guichet::counter {
namespace {

using domain::Request;
using domain::Status;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

class Moves : public test::CounterFixture {
 protected:
  [[nodiscard]] static MoveToService to(const Request& request, const std::string& service, domain::Typed typed = {}) {
    return {seen(request), service, std::move(typed), ""};
  }
  Request send_free(const std::string& login = "student", const std::string& words = "Bonjour") {
    return send(login, "", {{"words", words}});
  }
  storage::Event last_event(const Request& request, const std::string& kind) {
    storage::Reader reader = database->read();
    for (const auto& event : storage::Events(reader).of_request(request.id, 50)) {
      if (event.kind == kind) return event;
    }
    return {};
  }
  std::vector<storage::StepState> steps_of(const Request& request) {
    storage::Reader reader = database->read();
    return storage::Requests(reader).steps(request.id);
  }
};

TEST_F(Moves, AnAgentMovesItAndItWaitsForWhatIsNotAnsweredYet) {
  const auto request = send_free();
  const auto moved = move_to_service(*counter, as("sorter"), to(request, "it/wifi"));
  ASSERT_TRUE(moved.ok()) << moved.error().message;
  EXPECT_EQ(moved->service, "it/wifi");
  EXPECT_GT(moved->service_version, 0);
  EXPECT_EQ(moved->team, "it/network");
  EXPECT_EQ(moved->status, Status::awaiting_you);
  EXPECT_EQ(moved->words, "Bonjour") << "their words stay";
  EXPECT_EQ(moved->bounces, 0) << "sorting is no bounce";
  EXPECT_GT(moved->due_take_charge, test::morning);
  const auto event = last_event(request, "request.moved");
  EXPECT_EQ(event.data["from"], "triage");
  EXPECT_EQ(event.data["team"], "it/network");
  EXPECT_EQ(event.data["service_from"], "");
  EXPECT_EQ(event.data["service"], "it/wifi");
  const auto view = read_request(*counter, as("student"), request.id);
  EXPECT_THAT(view->missing, ElementsAre("event"));
  ASSERT_EQ(view->earlier.size(), 1U);

  const auto asked = missing_questions(*counter, as("student"), request.id, {});
  ASSERT_TRUE(asked.ok());
  EXPECT_THAT(asked->form.shown, ElementsAre("event"));
  EXPECT_FALSE(answer_missing(*counter, as("student"), seen(*moved), {}).ok());
  const auto answered = answer_missing(*counter, as("student"), seen(*moved), {{"event", "Colloque"}});
  ASSERT_TRUE(answered.ok()) << answered.error().message;
  EXPECT_EQ(answered->status, Status::received);
  EXPECT_EQ(answered->waiting_since, 0);
  EXPECT_EQ(answered->answers["event"], "Colloque");
  EXPECT_THAT(read_request(*counter, as("student"), request.id)->missing, IsEmpty());
}

TEST_F(Moves, ItsRequesterAnswersWhatIsAskedBeforeItIsMoved) {
  const auto request = send("student", "it/room", {{"place", "luminy/bat-a"}});
  auto questions = questions_of_move(*counter, as("student"), to(request, "it/wifi"));
  ASSERT_TRUE(questions.ok()) << questions.error().message;
  EXPECT_THAT(questions->form.shown, ElementsAre("event"));
  const auto refused = move_to_service(*counter, as("student"), to(request, "it/wifi"));
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().message, "error.move.questions");
  EXPECT_EQ(reload(request.id).version, request.version);
  // An answer may bring another question up.
  questions = questions_of_move(*counter, as("student"), to(request, "it/wifi", {{"event", "C"}, {"count", "300"}}));
  EXPECT_THAT(questions->form.shown, Contains("reason"));
  const auto moved = move_to_service(*counter, as("student"), to(request, "it/wifi", {{"event", "Colloque"}}));
  ASSERT_TRUE(moved.ok()) << moved.error().message;
  EXPECT_EQ(moved->status, Status::received);
  EXPECT_EQ(moved->team, "it/network");
  EXPECT_EQ(moved->bounces, 1);
  const auto view = read_request(*counter, as("student"), request.id);
  ASSERT_EQ(view->earlier.size(), 1U);
  ASSERT_EQ(view->earlier[0].lines.size(), 1U) << "the place was typed and is not lost";
  EXPECT_EQ(view->earlier[0].lines[0].value, "luminy/bat-a");
}

TEST_F(Moves, WhatWasAnsweredIsNotAskedAgain) {
  const auto request = send_free("student", "Je n'arrive plus à entrer");
  // The identifier is the owner's, from the directory, whoever moves it.
  const auto questions = questions_of_move(*counter, as("sorter"), to(request, "it/account-unlock"));
  ASSERT_TRUE(questions.ok());
  EXPECT_THAT(questions->form.shown, ElementsAre("what"));
  EXPECT_EQ(questions->form.answers["account"], "student");
  const auto back = send_wifi();
  const auto away = move_to_service(*counter, as("network"), to(back, "it/room"));
  ASSERT_TRUE(away.ok());
  EXPECT_EQ(read_request(*counter, as("student"), back.id)->earlier[0].lines.size(), 2U);
}

TEST_F(Moves, AutomationsOfTheNewServiceBeginWhenNothingIsMissing) {
  const auto request = send_free();
  auto moved = move_to_service(*counter, as("sorter"), to(request, "it/account-unlock"));
  ASSERT_TRUE(moved.ok());
  EXPECT_THAT(steps_of(request), IsEmpty()) << "they wait with the questions";
  EXPECT_EQ(claim().kind, "mail") << "their owner is told";
  const auto answered = answer_missing(*counter, as("student"), seen(*moved), {{"what", "locked"}});
  ASSERT_TRUE(answered.ok()) << answered.error().message;
  ASSERT_EQ(steps_of(request).size(), 1U);
  EXPECT_EQ(steps_of(request)[0].state, "running");
  EXPECT_EQ(claim().payload["input"]["account"], "student");
}

TEST_F(Moves, NothingMovesWhileAnAutomationRuns) {
  const auto request = send("student", "it/account-unlock", {{"account", "student"}, {"what", "locked"}});
  const auto refused = move_to_service(*counter, as("network"), to(request, "it/wifi"));
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().message, "error.move.automation-running");
  EXPECT_EQ(reload(request.id).service, "it/account-unlock");
}

TEST_F(Moves, StepsThatWaitAreDroppedAndComeBackWithTheMoveTakenBack) {
  const auto request = send("student", "it/steps", {{"skip", "no"}});
  const auto running = claim();
  plugins::AutomationOutcome failed;
  failed.kind = plugins::AutomationOutcome::Kind::failed;
  ASSERT_TRUE(apply_outcome(*counter, running, failed, test::morning).ok());
  const auto before = reload(request.id);
  ASSERT_EQ(steps_of(request).size(), 2U);
  const auto moved = move_to_service(*counter, as("network"), to(before, "it/room"));
  ASSERT_TRUE(moved.ok()) << moved.error().message;
  EXPECT_THAT(steps_of(request), IsEmpty());
  const auto back = take_back_move(*counter, as("network"), seen(*moved));
  ASSERT_TRUE(back.ok()) << back.error().message;
  EXPECT_EQ(back->service, "it/steps");
  EXPECT_EQ(back->status, before.status);
  ASSERT_EQ(steps_of(request).size(), 2U);
  EXPECT_EQ(steps_of(request)[1].state, "waiting");
  EXPECT_EQ(last_event(request, "request.moved-back").data["service"], "it/steps");
}

TEST_F(Moves, ASecondOneAtTheSameTimeIsToldThatItChanged) {
  const auto request = send_free();
  ASSERT_TRUE(move_to_service(*counter, as("sorter"), to(request, "it/room")).ok());
  const auto second = move_to_service(*counter, as("student"), to(request, "it/steps"));
  ASSERT_FALSE(second.ok());
  EXPECT_EQ(second.error().kind, domain::ErrorKind::conflict);
  EXPECT_EQ(reload(request.id).service, "it/room");
}

TEST_F(Moves, OnlyToAServiceThatItsOwnerMayUse) {
  const auto request = send_free("student");
  for (const std::string service : {"it/staff-only", "it/unknown", ""}) {
    EXPECT_EQ(move_to_service(*counter, as("sorter"), to(request, service)).error().message,
              "error.move.no-such-service")
        << service;
  }
  const auto choice = choose_service(*counter, as("sorter"), request.id, "salle vidéoprojecteur");
  ASSERT_TRUE(choice.ok());
  EXPECT_TRUE(choice->for_team);
  for (const auto& theme : choice->themes) {
    for (const auto* service : theme.services) EXPECT_NE(service->id, "it/staff-only");
  }
  ASSERT_FALSE(choice->found.empty());
  EXPECT_EQ(choice->found[0].service->id, "it/room");
}

TEST_F(Moves, OnlyByItsRequesterItsTeamOrThoseWhoSort) {
  const auto request = send_wifi();
  ASSERT_TRUE(add_watcher(*counter, as("student"), request.id, "friend").ok());
  EXPECT_EQ(move_to_service(*counter, as("friend"), to(request, "it/steps")).error().kind,
            domain::ErrorKind::forbidden);
  for (const std::string who : {"staff", "identity", "admin"}) {
    EXPECT_EQ(move_to_service(*counter, as(who), to(request, "it/steps")).error().kind, domain::ErrorKind::not_found);
    EXPECT_EQ(choose_service(*counter, as(who), request.id, "").error().kind, domain::ErrorKind::not_found);
  }
  EXPECT_FALSE(move_to_service(*counter, as(""), to(request, "it/steps")).ok());
  EXPECT_TRUE(move_to_service(*counter, as("sorter"), to(request, "it/steps")).ok());
}

TEST_F(Moves, WhatIsConfidentialStaysAndWhatBecomesItIsNoLongerTold) {
  const auto secret = send("student", "health/harassment", {{"what", "Des faits"}});
  EXPECT_EQ(move_to_service(*counter, as("student"), to(secret, "it/room")).error().message,
            "error.request.confidential-stays");
  const auto request = send_free();
  const auto moved = move_to_service(*counter, as("sorter"), to(request, "health/harassment"));
  ASSERT_TRUE(moved.ok());
  EXPECT_TRUE(moved->confidential);
  EXPECT_EQ(moved->team, "health/listening");
  const auto event = last_event(request, "request.moved");
  EXPECT_FALSE(event.data.contains("service"));
  EXPECT_FALSE(read_request(*counter, as("sorter"), request.id).ok());
  EXPECT_FALSE(move_to_take_back(*counter, as("sorter"), request.id)) << "not even by who sent it there";
}

TEST_F(Moves, AMoveIsTakenBackByWhoMadeItWhileNothingElseHappened) {
  const auto request = send_free();
  auto moved = move_to_service(*counter, as("sorter"), to(request, "it/room"));
  ASSERT_TRUE(moved.ok());
  EXPECT_FALSE(move_to_take_back(*counter, as("network"), request.id));
  EXPECT_FALSE(take_back_move(*counter, as("network"), seen(*moved)).ok());
  EXPECT_FALSE(take_back_move(*counter, as("sorter", test::morning + domain::hour), seen(*moved)).ok());
  const auto offered = move_to_take_back(*counter, as("sorter"), request.id);
  ASSERT_TRUE(offered);
  const auto back = take_back_move(*counter, as("sorter"), {offered->request, offered->version});
  ASSERT_TRUE(back.ok()) << back.error().message;
  EXPECT_EQ(back->service, "");
  EXPECT_EQ(back->team, domain::triage_team);
  EXPECT_EQ(back->answers, request.answers);
  EXPECT_EQ(back->due_take_charge, request.due_take_charge);
  moved = move_to_service(*counter, as("sorter"), to(*back, "it/steps"));
  ASSERT_TRUE(moved.ok());
  const auto taken = take_charge(*counter, as("network"), seen(*moved));
  ASSERT_TRUE(taken.ok());
  EXPECT_EQ(take_back_move(*counter, as("sorter"), seen(*taken)).error().message, "error.move.changed-since");
}

TEST_F(Moves, StopsAfterTwentyButForThoseWhoSort) {
  const auto request = send_wifi();
  write([&](storage::Connection& connection) {
    for (std::int64_t number = 0; number < 20; ++number) {
      storage::RequestMove move;
      move.request = request.id;
      move.version = 100 + number;
      storage::RequestMoves(connection).insert(move);
    }
  });
  const auto refused = move_to_service(*counter, as("network"), to(request, "it/room"));
  EXPECT_EQ(refused.error().message, "error.move.too-many");
  EXPECT_EQ(refused.error().kind, domain::ErrorKind::conflict);
  const auto sorted = wrong_service(*counter, as("student"), seen(request), "");
  ASSERT_TRUE(sorted.ok()) << "who sorts may still be asked";
  EXPECT_TRUE(move_to_service(*counter, as("sorter"), to(*sorted, "it/room")).ok());
}

TEST_F(Moves, KeepsOfTheAnswersOnlyWhatChangesAndPutsThatBack) {
  const auto request = send("staff", "it/room", {{"place", "luminy/bat-a"}});
  const auto moved = move_to_service(*counter, as("luminy"), to(request, "it/wifi", {{"event", "Colloque"}}));
  ASSERT_TRUE(moved.ok()) << moved.error().message;
  {
    storage::Reader reader = database->read();
    const auto kept = storage::RequestMoves(reader).of_request(request.id, 1).front().answers;
    for (const auto& [id, value] : kept.items()) {
      EXPECT_TRUE(!moved->answers.contains(id) || moved->answers[id] != value) << id;
    }
  }
  const auto back = take_back_move(*counter, as("luminy"), seen(*moved));
  ASSERT_TRUE(back.ok()) << back.error().message;
  EXPECT_EQ(back->answers, request.answers);
}

TEST_F(Moves, WhatIsSentToThoseWhoSortComesWithGuessesThoughItsWordsLeadBackOnly) {
  const auto request = send_wifi();
  write([&](storage::Connection& connection) {
    auto row = *storage::Requests(connection).find(request.id);
    row.title = "bonjour";
    ASSERT_TRUE(storage::Requests(connection).update(row, row.version));
  });
  ASSERT_TRUE(wrong_service(*counter, as("student"), seen(reload(request.id)), "").ok());
  const auto view = read_request(*counter, as("sorter"), request.id);
  ASSERT_TRUE(view.ok());
  EXPECT_FALSE(view->guesses.empty()) << "those that resemble it";
  for (const auto& guess : view->guesses) EXPECT_NE(guess.service->id, "it/wifi");
}

TEST_F(Moves, AsksForAMorePrecisePlaceBeginningWithWhatWasGivenAndSaid) {
  const auto request = send("student", "", {{"words", "le vidéoprojecteur du bât A"}, {"place", "luminy"}});
  const auto asked = questions_of_move(*counter, as("student"), to(request, "it/room"));
  ASSERT_TRUE(asked.ok());
  EXPECT_THAT(asked->form.shown, ElementsAre("place"));
  EXPECT_EQ(asked->form.answers["place"], "luminy/bat-a");
  const char* agent = request.team == domain::triage_team ? "sorter" : "luminy";
  ASSERT_TRUE(move_to_service(*counter, as(agent), to(request, "it/room")).ok());
  const auto missing = missing_questions(*counter, as("student"), request.id, {});
  ASSERT_TRUE(missing.ok());
  EXPECT_THAT(missing->form.shown, ElementsAre("place"));
  EXPECT_EQ(missing->form.answers["place"], "luminy/bat-a") << "also when an agent moved it";
}

TEST_F(Moves, ATeamThatKeepsItKeepsWhoHadIt) {
  auto request = send_wifi();
  request = *take_charge(*counter, as("network"), seen(request));
  const auto moved = move_to_service(*counter, as("network2"), to(request, "it/steps"));
  ASSERT_TRUE(moved.ok()) << moved.error().message;
  EXPECT_EQ(moved->assignee, id("network"));
  EXPECT_EQ(moved->status, Status::in_progress);
  EXPECT_EQ(moved->bounces, 0);
}

TEST_F(Moves, ThoseWhoSortSeeTheBestGuessesForFreeRequests) {
  const auto request = send_free("student", "le vidéoprojecteur de la salle");
  write([&](storage::Connection& connection) {
    auto row = *storage::Requests(connection).find(request.id);
    row.team = domain::triage_team;
    ASSERT_TRUE(storage::Requests(connection).update(row, row.version));
  });
  const auto view = read_request(*counter, as("sorter"), request.id);
  ASSERT_TRUE(view.ok());
  ASSERT_FALSE(view->guesses.empty());
  EXPECT_LE(view->guesses.size(), 3U);
  EXPECT_EQ(view->guesses[0].service->id, "it/room");
  ASSERT_NE(view->guesses[0].team, nullptr);
  EXPECT_EQ(view->guesses[0].team->id, "it/local-luminy") << "near its owner";
  EXPECT_TRUE(read_request(*counter, as("student"), request.id)->guesses.empty());
}

}  // namespace
}  // namespace guichet::counter
