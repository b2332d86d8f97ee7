// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/handle.hpp"

#include "kernel/counter/follow.hpp"
#include "kernel/storage/events.hpp"
#include "tests/support/counter_fixture.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

namespace guichet::counter {
namespace {

using domain::ErrorKind;
using domain::Request;
using domain::Result;
using domain::Status;
using testing::Contains;

class Handle : public test::CounterFixture {
 protected:
  /// A request of the network team in this status, handled by `network`.
  Request in(Status status) {
    Request request = send_wifi();
    if (status == Status::received) return request;
    if (status == Status::cancelled) return *cancel(*counter, as("student"), seen(request), "");
    request = *take_charge(*counter, as("network"), seen(request));
    if (status == Status::awaiting_you) return *wait_for_requester(*counter, as("network"), seen(request), "Où ?");
    if (status == Status::in_progress) return request;
    request = *resolve(*counter, as("network"), seen(request), "Fait");
    if (status == Status::closed) {
      close_resolved(*counter, test::morning + 15 * domain::day);
      request = reload(request.id);
    }
    return request;
  }
};

using Move = std::function<Result<Request>(const Counter&, const Asker&, const Change&)>;
struct Row {
  const char* name;
  Move move;
  const char* who;               ///< somebody who may
  std::vector<Status> from;      ///< the statuses it can be made from
  std::vector<std::string> may;  ///< everybody who may, of those who are asked
};

std::vector<Row> rows() {
  const std::vector<Status> open{Status::received, Status::in_progress, Status::awaiting_you};
  const std::vector<std::string> team{"network", "network2"};
  const std::vector<std::string> steerers{"student", "network", "network2"};
  return {
      {"take charge", [](auto& c, auto& a, auto& s) { return take_charge(c, a, s); }, "network2", open, team},
      {"release",
       [](auto& c, auto& a, auto& s) { return release(c, a, s); },
       "network",
       {Status::in_progress, Status::awaiting_you},
       {"network"}},
      {"assign", [](auto& c, auto& a, auto& s) { return assign(c, a, s, "network2"); }, "network", open, team},
      {"transfer", [](auto& c, auto& a, auto& s) { return transfer(c, a, s, "it/identity", "Pour vous"); }, "network",
       open, team},
      {"wait", [](auto& c, auto& a, auto& s) { return wait_for_requester(c, a, s, "Quelle salle ?"); }, "network", open,
       team},
      {"resolve", [](auto& c, auto& a, auto& s) { return resolve(c, a, s, "Fait"); }, "network", open, team},
      {"reopen",
       [](auto& c, auto& a, auto& s) { return reopen(c, a, s, "Encore"); },
       "student",
       {Status::resolved, Status::closed},
       steerers},
      {"cancel", [](auto& c, auto& a, auto& s) { return cancel(c, a, s, ""); }, "student", open, steerers},
      {"wrong service", [](auto& c, auto& a, auto& s) { return wrong_service(c, a, s, ""); }, "student", open,
       steerers},
  };
}

TEST_F(Handle, EachMoveIsMadeFromTheStatusesItCanBeAndFromNoOther) {
  const Status all[] = {Status::received, Status::in_progress, Status::awaiting_you,
                        Status::resolved, Status::closed,      Status::cancelled};
  for (const auto& row : rows()) {
    for (const auto status : all) {
      const auto request = in(status);
      ASSERT_EQ(request.status, status);
      const auto moved = row.move(*counter, as(row.who), seen(request));
      const bool expected = std::count(row.from.begin(), row.from.end(), status) == 1;
      EXPECT_EQ(moved.ok(), expected) << row.name << " from " << name_of(status);
      if (expected) {
        EXPECT_EQ(reload(request.id).version, request.version + 1);
      } else {
        EXPECT_EQ(reload(request.id).version, request.version) << "nothing is done";
      }
    }
    write([](storage::Connection& connection) {
      for (const char* person : {"1", "2"}) storage::Accounts(connection).clear_uses(std::string("submit:") + person);
    });
  }
}

TEST_F(Handle, EachMoveIsMadeByThoseWhoMayAndNobodyElse) {
  for (const auto& row : rows()) {
    for (const std::string who :
         {"student", "friend", "staff", "network", "network2", "identity", "sorter", "admin", ""}) {
      const auto request = in(row.from.back() == Status::closed ? Status::resolved : Status::in_progress);
      ASSERT_TRUE(add_watcher(*counter, as("student"), request.id, "friend").ok());
      const auto moved = row.move(*counter, as(who), seen(request));
      const bool expected = std::count(row.may.begin(), row.may.end(), who) == 1;
      EXPECT_EQ(moved.ok(), expected) << row.name << " by " << who;
      if (expected) continue;
      const bool knows = who == "student" || who == "friend" || who == "network2";
      const auto kind = knows || who.empty() ? ErrorKind::forbidden : ErrorKind::not_found;
      if (!moved.ok()) {
        EXPECT_EQ(moved.error().kind, kind) << row.name << " by " << who;
      }
    }
    write([](storage::Connection& connection) {
      for (const char* person : {"1", "2"}) storage::Accounts(connection).clear_uses(std::string("submit:") + person);
    });
  }
}

TEST_F(Handle, TheOneWhoComesLateIsToldWhoWasFirst) {
  const auto request = send_wifi();
  ASSERT_TRUE(take_charge(*counter, as("network"), seen(request)).ok());
  const auto late = take_charge(*counter, as("network2"), seen(request));
  ASSERT_FALSE(late.ok());
  EXPECT_EQ(late.error().message, "error.request.changed");
  EXPECT_EQ(late.error().parameters["by"], viewers.at("network").person.name());
  EXPECT_EQ(late.error().parameters["what"], "request.taken");
  EXPECT_EQ(reload(request.id).assignee, id("network"));
}

TEST_F(Handle, ALongHistoryStillTellsTheLastChange) {
  auto request = send_wifi();
  for (int i = 0; i < 120; ++i) {
    request = *take_charge(*counter, as("network"), seen(request));
    request = *release(*counter, as("network"), seen(request));
  }
  ASSERT_TRUE(take_charge(*counter, as("network2"), seen(request)).ok());
  const auto late = take_charge(*counter, as("network"), seen(request));
  EXPECT_EQ(late.error().parameters["by"], viewers.at("network2").person.name());
}

TEST_F(Handle, TriageTakesWhatNobodyHasAndKeepsItInSight) {
  const auto request = send_wifi();
  const auto taken = take_charge(*counter, as("sorter"), seen(request));
  ASSERT_TRUE(taken.ok());
  EXPECT_EQ(taken->team, domain::triage_team);
  EXPECT_EQ(taken->assignee, id("sorter"));
  EXPECT_TRUE(read_request(*counter, as("sorter"), request.id).ok());
}

TEST_F(Handle, ATransferKeepsEverything) {
  auto input = form("it/wifi", {{"event", "Colloque"}});
  input.typed.emplace_back("list", upload_text("student", "it/wifi", "list"));
  auto request = submit(*counter, as("student"), input)->request;
  ASSERT_TRUE(write_message(*counter, as("network"), {request.id, "Une note", true, {}}).ok());
  ASSERT_TRUE(write_message(*counter, as("student"), {request.id, "Une précision", false, {}}).ok());
  ASSERT_TRUE(add_watcher(*counter, as("student"), request.id, "friend").ok());
  request = reload(request.id);
  const auto moved = transfer(*counter, as("network"), seen(request), "it/identity", "Plutôt vous");
  ASSERT_TRUE(moved.ok());
  EXPECT_EQ(moved->assignee, 0);
  EXPECT_EQ(moved->bounces, 1);
  EXPECT_EQ(moved->answers, request.answers);
  EXPECT_EQ(moved->due_resolve, request.due_resolve);
  const auto view = read_request(*counter, as("identity"), request.id);
  ASSERT_TRUE(view.ok());
  EXPECT_EQ(view->messages.size(), 3U);
  EXPECT_EQ(view->messages.back().message.body, "Plutôt vous");
  EXPECT_EQ(view->messages.back().message.kind, storage::MessageKind::internal);
  EXPECT_EQ(view->participants.size(), 1U);
  EXPECT_FALSE(read_request(*counter, as("network"), request.id).ok());
  EXPECT_EQ(read_request(*counter, as("student"), request.id)->messages.size(), 1U);
  const auto again = transfer(*counter, as("identity"), seen(*moved), "it/local", "");
  EXPECT_EQ(again.error().message, "error.transfer.no-such-team") << "nobody is in a group";
  EXPECT_EQ(transfer(*counter, as("identity"), seen(*moved), "it/identity", "").error().message,
            "error.transfer.same-team");
}

TEST_F(Handle, CommitmentsStandStillWhileItWaits) {
  auto request = in(Status::in_progress);
  const auto due = request.due_resolve;
  request = *wait_for_requester(*counter, as("network"), seen(request), "Quelle salle ?");
  EXPECT_EQ(request.waiting_since, test::morning);
  request = *wait_for_requester(*counter, as("network", test::morning + domain::hour), seen(request), "Alors ?");
  ASSERT_TRUE(
      write_message(*counter, as("student", test::morning + 3 * domain::hour), {request.id, "B12", false, {}}).ok());
  request = reload(request.id);
  EXPECT_EQ(request.status, Status::in_progress);
  EXPECT_EQ(request.waiting_since, 0);
  EXPECT_EQ(request.due_resolve, due + 2 * domain::hour) << "from the first question on, but for lunch";
  EXPECT_THAT(events_of(request.id), Contains("request.answered"));
}

TEST_F(Handle, AnAgentWhoIsTheRequesterAnswersAsOne) {
  auto request = send("network", "it/wifi", {{"event", "Le mien"}});
  request = *wait_for_requester(*counter, as("network2"), seen(request), "Quelle salle ?");
  ASSERT_TRUE(write_message(*counter, as("network"), {request.id, "À moi-même", true, {}}).ok());
  EXPECT_EQ(reload(request.id).status, Status::awaiting_you) << "a note is no answer";
  ASSERT_TRUE(write_message(*counter, as("network"), {request.id, "B12", false, {}}).ok());
  EXPECT_EQ(reload(request.id).status, Status::in_progress);
}

TEST_F(Handle, AssignsOnlyToMembersOfTheTeam) {
  const auto request = send_wifi();
  for (const std::string who : {"identity", "student", "gone", "nobody", "\xff", ""}) {
    EXPECT_EQ(assign(*counter, as("network"), seen(request), who).error().message, "error.assign.not-in-team") << who;
  }
  const auto assigned = assign(*counter, as("network"), seen(request), "network2");
  ASSERT_TRUE(assigned.ok());
  EXPECT_EQ(assigned->assignee, id("network2"));
  EXPECT_EQ(release(*counter, as("network"), seen(*assigned)).error().kind, ErrorKind::forbidden);
}

TEST_F(Handle, ReopensWithinThirtyDaysOfClosing) {
  auto request = in(Status::closed);
  const auto closed = request.closed_at;
  EXPECT_FALSE(reopen(*counter, as("student", closed + 31 * domain::day), seen(request), "Encore").ok());
  EXPECT_FALSE(reopen(*counter, as("student", closed + domain::day), seen(request), " ").ok()) << "why?";
  const auto again = reopen(*counter, as("student", closed + domain::day), seen(request), "Encore en panne");
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(again->status, Status::in_progress);
  EXPECT_EQ(again->assignee, id("network"));
  EXPECT_EQ(again->resolved_at, 0);
  EXPECT_EQ(again->closed_at, 0);
}

TEST_F(Handle, ClosesWhatWasResolvedForFourteenDays) {
  const auto request = in(Status::resolved);
  EXPECT_EQ(close_resolved(*counter, test::morning + 14 * domain::day), 0U);
  EXPECT_EQ(close_resolved(*counter, test::morning + 14 * domain::day + 1), 1U);
  EXPECT_EQ(close_resolved(*counter, test::morning + 15 * domain::day), 0U);
  EXPECT_EQ(reload(request.id).status, Status::closed);
  EXPECT_EQ(events_of(request.id).back(), "request.closed");
}

TEST_F(Handle, TheWrongServiceGoesBackToTriage) {
  auto request = in(Status::in_progress);
  const auto moved = wrong_service(*counter, as("student"), seen(request), "C'est pour le chauffage");
  ASSERT_TRUE(moved.ok());
  EXPECT_EQ(moved->team, domain::triage_team);
  EXPECT_EQ(moved->status, Status::received);
  EXPECT_EQ(moved->route_why.key, "route.wrong-service");
  EXPECT_EQ(wrong_service(*counter, as("student"), seen(*moved), "").error().message, "error.request.already-sorted");
}

TEST_F(Handle, WhatWasConfidedToATeamStaysWithIt) {
  const auto request = send("student", "health/harassment", {{"what", "Des faits"}});
  EXPECT_EQ(transfer(*counter, as("listener"), seen(request), "it/network", "").error().message,
            "error.request.confidential-stays");
  EXPECT_EQ(wrong_service(*counter, as("student"), seen(request), "").error().message,
            "error.request.confidential-stays");
  EXPECT_EQ(reload(request.id).team, "health/listening");
  const auto view = read_request(*counter, as("listener"), request.id);
  EXPECT_FALSE(view->allowed.transfer);
  EXPECT_FALSE(view->allowed.wrong_service);
  EXPECT_FALSE(view->allowed.watch);
}

TEST_F(Handle, WhatIsAllowedIsWhatCanBeDone) {
  for (const auto status : {Status::received, Status::in_progress, Status::awaiting_you, Status::resolved}) {
    for (const std::string who : {"student", "network", "network2"}) {
      const auto request = in(status);
      const auto allowed = read_request(*counter, as(who), request.id)->allowed;
      const auto label = who + " " + std::string(name_of(status));
      EXPECT_EQ(allowed.release, release(*counter, as(who), seen(request)).ok()) << label;
      auto now = in(status);
      EXPECT_EQ(allowed.transfer, transfer(*counter, as(who), seen(now), "it/identity", "").ok()) << label;
      now = in(status);
      EXPECT_EQ(allowed.wait, wait_for_requester(*counter, as(who), seen(now), "Où ?").ok()) << label;
      now = in(status);
      EXPECT_EQ(allowed.reopen, reopen(*counter, as(who), seen(now), "Encore").ok()) << label;
      now = in(status);
      EXPECT_EQ(allowed.wrong_service, wrong_service(*counter, as(who), seen(now), "").ok()) << label;
      write([](storage::Connection& connection) { storage::Accounts(connection).clear_uses("submit:1"); });
    }
  }
}

TEST_F(Handle, TextsAreBoundedAndClean) {
  const auto request = send_wifi();
  const auto said = [&](const std::string& body) {
    return write_message(*counter, as("student"), {request.id, body, false, {}});
  };
  EXPECT_EQ(said("").error().fields.front().message, "error.field.required");
  EXPECT_EQ(said(" \n").error().fields.front().message, "error.field.required");
  EXPECT_EQ(said(std::string(20'001, 'x')).error().fields.front().message, "error.field.too-long");
  EXPECT_EQ(said("\xc3(").error().fields.front().message, "error.field.bad-text");
  std::string accents;
  for (int i = 0; i < 20'000; ++i) accents += "é";
  EXPECT_TRUE(said(accents).ok());
}

TEST_F(Handle, WhatTheRequesterWritesAboutAResolvedRequestBringsItBack) {
  const auto request = in(Status::resolved);
  ASSERT_TRUE(add_watcher(*counter, as("student"), request.id, "friend").ok());
  ASSERT_TRUE(write_message(*counter, as("network"), {request.id, "Au besoin, dites-le", false, {}}).ok());
  ASSERT_TRUE(write_message(*counter, as("friend"), {request.id, "Merci", false, {}}).ok());
  EXPECT_EQ(reload(request.id).status, Status::resolved);
  ASSERT_TRUE(write_message(*counter, as("student"), {request.id, "Encore en panne", false, {}}).ok());
  EXPECT_EQ(reload(request.id).status, Status::in_progress);
  EXPECT_EQ(reload(request.id).resolved_at, 0);
  EXPECT_THAT(events_of(request.id), Contains("request.reopened"));
}

TEST_F(Handle, NothingIsWrittenWhereNobodyWouldReadIt) {
  const auto request = in(Status::cancelled);
  EXPECT_EQ(write_message(*counter, as("student"), {request.id, "Finalement si", false, {}}).error().message,
            "error.request.cancelled");
}

TEST_F(Handle, FollowersAreAddedAndRemovedOnce) {
  const auto request = send_wifi();
  EXPECT_EQ(add_watcher(*counter, as("student"), request.id, "student").error().message, "error.watchers.owner");
  ASSERT_TRUE(add_watcher(*counter, as("student"), request.id, "friend").ok());
  const auto events = events_of(request.id);
  EXPECT_EQ(add_watcher(*counter, as("student"), request.id, "friend").error().message, "error.watchers.already");
  EXPECT_EQ(remove_watcher(*counter, as("student"), request.id, id("network")).error().message,
            "error.watchers.not-there");
  EXPECT_EQ(events_of(request.id), events);
}

TEST_F(Handle, MessagesAreWrittenByThoseWhoMay) {
  auto request = send_wifi();
  ASSERT_TRUE(add_watcher(*counter, as("student"), request.id, "friend").ok());
  EXPECT_TRUE(write_message(*counter, as("friend"), {request.id, "Moi aussi", false, {}}).ok());
  EXPECT_EQ(write_message(*counter, as("friend"), {request.id, "Note", true, {}}).error().kind, ErrorKind::forbidden);
  EXPECT_EQ(write_message(*counter, as("student"), {request.id, "Note", true, {}}).error().kind, ErrorKind::forbidden);
  EXPECT_EQ(write_message(*counter, as("staff"), {request.id, "Bonjour", false, {}}).error().kind,
            ErrorKind::not_found);
  EXPECT_EQ(write_message(*counter, as("admin"), {request.id, "Bonjour", false, {}}).error().kind,
            ErrorKind::not_found);
  EXPECT_EQ(write_message(*counter, as(""), {request.id, "Bonjour", false, {}}).error().kind, ErrorKind::forbidden);
  ASSERT_TRUE(remove_watcher(*counter, as("friend"), request.id, id("friend")).ok()) << "oneself";
  EXPECT_EQ(write_message(*counter, as("friend"), {request.id, "Encore", false, {}}).error().kind,
            ErrorKind::not_found);
  request = in(Status::closed);
  EXPECT_EQ(write_message(*counter, as("student"), {request.id, "Merci", false, {}}).error().message,
            "error.request.closed");
}

TEST_F(Handle, AMessageTakesOnlyFilesOfItsAuthor) {
  const auto request = send_wifi();
  const auto theirs = std::stoll(upload_text("friend", "it/wifi", "list"));
  const auto refused = write_message(*counter, as("student"), {request.id, "", false, {theirs}});
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().message, "error.field.file-gone");
  EXPECT_TRUE(messages_of(request.id).empty()) << "nothing empty is left behind";
  const auto own = upload_for_message(*counter, as("student"), request.id, {file_on_disk("x"), "x.txt"});
  ASSERT_TRUE(own.ok());
  EXPECT_TRUE(write_message(*counter, as("student"), {request.id, "", false, {own->id, own->id}}).ok());
  EXPECT_EQ(upload_for_message(*counter, as("staff"), request.id, {file_on_disk("y"), "y.txt"}).error().kind,
            ErrorKind::not_found);
}

TEST_F(Handle, WatchersAreAddedByOwnersAndAgents) {
  const auto request = send_wifi();
  EXPECT_TRUE(add_watcher(*counter, as("network"), request.id, "friend").ok());
  EXPECT_EQ(add_watcher(*counter, as("friend"), request.id, "staff").error().kind, ErrorKind::forbidden);
  for (const std::string who : {"nobody", "gone", "\xff"}) {
    EXPECT_EQ(add_watcher(*counter, as("student"), request.id, who).error().kind, ErrorKind::invalid) << who;
  }
  EXPECT_EQ(remove_watcher(*counter, as("friend"), request.id, id("student")).error().kind, ErrorKind::forbidden);
  const auto secret = send("student", "health/harassment", {{"what", "Des faits"}});
  EXPECT_EQ(add_watcher(*counter, as("student"), secret.id, "friend").error().kind, ErrorKind::forbidden);
}

TEST_F(Handle, LettersGoToTheRequesterAndNeverAboutWhatIsConfidential) {
  const auto letters = [&] {
    storage::Reader reader = database->read();
    return storage::Mails(reader).latest_to("student@univ.example", 10).size();
  };
  const auto request = send_wifi();
  ASSERT_TRUE(write_message(*counter, as("network"), {request.id, "Bonjour", false, {}}).ok());
  EXPECT_EQ(letters(), 1U);
  ASSERT_TRUE(write_message(*counter, as("network"), {request.id, "Entre nous", true, {}}).ok());
  ASSERT_TRUE(write_message(*counter, as("student"), {request.id, "Merci", false, {}}).ok());
  EXPECT_EQ(letters(), 1U);
  const auto secret = send("student", "health/harassment", {{"what", "Des faits"}});
  ASSERT_TRUE(write_message(*counter, as("listener"), {secret.id, "Bonjour", false, {}}).ok());
  EXPECT_EQ(letters(), 1U);
}

}  // namespace
}  // namespace guichet::counter
