// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/follow.hpp"

#include "kernel/storage/accounts.hpp"
#include "kernel/storage/events.hpp"
#include "tests/support/counter_fixture.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace guichet::counter {
namespace {

using domain::ErrorKind;
using identity::Relation;

class Follow : public test::CounterFixture {
 protected:
  Relation relation(const std::string& who, domain::RequestId request) {
    const auto view = read_request(*counter, as(who), request);
    if (view) return view->relation;
    EXPECT_EQ(view.error().kind, who.empty() ? ErrorKind::forbidden : ErrorKind::not_found);
    return Relation::none;
  }
  storage::Event last_event(domain::RequestId request) {
    storage::Reader reader = database->read();
    return storage::Events(reader).of_request(request, 1).back();
  }
  bool hears(const std::string& who, const storage::Event& event) {
    storage::Reader reader = database->read();
    return may_hear(*counter, reader, viewers.at(who), event);
  }
  std::size_t readings_audited() {
    storage::Reader reader = database->read();
    std::size_t count = 0;
    for (const auto& entry : storage::Audit(reader).latest(100)) count += entry.action == "request.read-confidential";
    return count;
  }
};

TEST_F(Follow, EachSeesTheRequestAsWhatTheyAreToIt) {
  const auto request = send_wifi();
  ASSERT_TRUE(add_watcher(*counter, as("student"), request.id, "friend").ok());
  EXPECT_EQ(relation("student", request.id), Relation::requester);
  EXPECT_EQ(relation("friend", request.id), Relation::watcher);
  EXPECT_EQ(relation("network", request.id), Relation::team);
  EXPECT_EQ(relation("sorter", request.id), Relation::triage) << "nobody has taken it";
  EXPECT_EQ(relation("identity", request.id), Relation::none);
  EXPECT_EQ(relation("staff", request.id), Relation::none);
  EXPECT_EQ(relation("admin", request.id), Relation::none);
  EXPECT_EQ(relation("", request.id), Relation::none);
  EXPECT_EQ(read_request(*counter, as("staff"), 999).error().message, "error.request.unknown");
  EXPECT_EQ(read_request(*counter, as("staff"), request.id).error().message, "error.request.unknown");
  write([&](storage::Connection& connection) {
    storage::Requests(connection).add_participant(request.id, id("staff"), "beneficiary");
  });
  EXPECT_EQ(relation("staff", request.id), Relation::requester);
  ASSERT_TRUE(take_charge(*counter, as("network"), seen(request)).ok());
  EXPECT_EQ(relation("sorter", request.id), Relation::none) << "taken";
}

TEST_F(Follow, AConfidentialRequestIsItsTeamsAndItsOwnersAlone) {
  const auto request = send("student", "health/harassment", {{"what", "Des faits"}});
  write([&](storage::Connection& connection) {
    storage::Requests(connection).add_participant(request.id, id("friend"), "watcher");
  });
  for (const std::string who : {"friend", "sorter", "admin", "network", "staff", ""}) {
    EXPECT_EQ(relation(who, request.id), Relation::none) << who;
    storage::Event event{0, 0, "request.submitted", request.id, 0, {}};
    if (!who.empty()) {
      EXPECT_FALSE(hears(who, event)) << who;
    }
  }
  EXPECT_EQ(readings_audited(), 0U);
  EXPECT_EQ(relation("listener", request.id), Relation::team);
  EXPECT_EQ(relation("student", request.id), Relation::requester);
  EXPECT_EQ(readings_audited(), 2U);
}

TEST_F(Follow, ReadingAFileOfAConfidentialRequestIsAuditedToo) {
  const auto file = upload_text("student", "health/harassment", "proof");
  (void)send("student", "health/harassment", {{"what", "Des faits"}, {"proof", file}});
  EXPECT_FALSE(attachment(*counter, as("sorter"), std::stoll(file)).ok());
  EXPECT_TRUE(attachment(*counter, as("listener"), std::stoll(file)).ok());
  EXPECT_EQ(readings_audited(), 1U);
}

TEST_F(Follow, EventsThatSayNothingMoreAreHeardAndShown) {
  auto request = send_wifi();
  request = *wait_for_requester(*counter, as("network"), seen(request), "Où ?");
  ASSERT_TRUE(write_message(*counter, as("student"), {request.id, "Là", false, {}}).ok());
  EXPECT_TRUE(hears("student", last_event(request.id)));
  request = *resolve(*counter, as("network"), seen(reload(request.id)), "Fait");
  ASSERT_EQ(close_resolved(*counter, test::morning + 15 * domain::day), 1U);
  EXPECT_TRUE(hears("student", last_event(request.id)));
  EXPECT_TRUE(read_request(*counter, as("student"), request.id).ok());
}

TEST_F(Follow, InternalNotesAndTheirFilesStayBetweenAgents) {
  const auto request = send_wifi();
  const auto file = upload_for_message(*counter, as("network"), request.id, {file_on_disk("secret"), "s.txt"});
  ASSERT_TRUE(file.ok());
  ASSERT_TRUE(write_message(*counter, as("network"), {request.id, "Entre nous", true, {file->id}}).ok());
  const auto noted = last_event(request.id);
  ASSERT_TRUE(add_watcher(*counter, as("student"), request.id, "friend").ok());
  for (const std::string who : {"student", "friend"}) {
    const auto view = read_request(*counter, as(who), request.id);
    ASSERT_TRUE(view.ok());
    EXPECT_TRUE(view->messages.empty());
    for (const auto& entry : view->timeline) EXPECT_NE(entry.kind, "message.added") << "not even that they talked";
    EXPECT_EQ(attachment(*counter, as(who), file->id).error().kind, ErrorKind::not_found);
    EXPECT_FALSE(hears(who, noted));
  }
  const auto team = read_request(*counter, as("network2"), request.id);
  ASSERT_EQ(team->messages.size(), 1U);
  EXPECT_EQ(team->messages.front().files.size(), 1U);
  EXPECT_TRUE(hears("network2", noted));
  EXPECT_FALSE(hears("identity", noted));
  EXPECT_TRUE(attachment(*counter, as("network2"), file->id).ok());
}

TEST_F(Follow, OnlyTheTeamSeesHowToReachTheRequester) {
  const auto request = send_wifi();
  EXPECT_EQ(read_request(*counter, as("network"), request.id)->requester.mail, "student@univ.example");
  ASSERT_TRUE(add_watcher(*counter, as("student"), request.id, "friend").ok());
  const auto view = read_request(*counter, as("friend"), request.id);
  EXPECT_EQ(view->requester.id, id("student"));
  EXPECT_EQ(view->requester.given_name, "Inès");
  EXPECT_TRUE(view->requester.mail.empty());
  EXPECT_TRUE(view->requester.phone.empty());
}

TEST_F(Follow, ShowsNamesOfPeopleAndPlaces) {
  const auto request = send("student", "it/wifi", {{"event", "Colloque"}, {"guest", "friend"}});
  const auto view = read_request(*counter, as("network"), request.id);
  ASSERT_EQ(view->answers.size(), 2U);
  EXPECT_EQ(view->answers[1].shown, viewers.at("friend").person.name());
  EXPECT_EQ(view->team_title.fr, "Équipe it/network");
  const auto room = send("student", "it/room", {{"place", "aix/bat-b"}});
  EXPECT_EQ(read_request(*counter, as("student"), room.id)->answers.front().shown, places.label("aix/bat-b"));
}

TEST_F(Follow, ShowsTheLatestFiftyMessagesAndTheEarlierOnAskingFor) {
  const auto request = send_wifi();
  for (int i = 0; i < 60; ++i) {
    ASSERT_TRUE(write_message(*counter, as("student"), {request.id, std::to_string(i), false, {}}).ok());
  }
  const auto latest = read_request(*counter, as("student"), request.id);
  ASSERT_EQ(latest->messages.size(), 50U);
  EXPECT_TRUE(latest->earlier_messages);
  EXPECT_EQ(latest->messages.back().message.body, "59");
  const auto earlier = read_request(*counter, as("student"), request.id, latest->messages.front().message.id);
  EXPECT_EQ(earlier->messages.size(), 10U);
  EXPECT_FALSE(earlier->earlier_messages);
}

TEST_F(Follow, AnUploadThatWasNotSentIsItsOwnersAlone) {
  const auto file = std::stoll(upload_text("student", "it/wifi", "list"));
  EXPECT_TRUE(attachment(*counter, as("student"), file).ok());
  EXPECT_EQ(attachment(*counter, as("network"), file).error().kind, ErrorKind::not_found);
  EXPECT_EQ(attachment(*counter, as(""), file).error().kind, ErrorKind::forbidden);
  EXPECT_EQ(attachment(*counter, as("student"), 999).error().kind, ErrorKind::not_found);
}

TEST_F(Follow, MyRequestsAreThoseIOwnOrFollow) {
  const auto own = send_wifi();
  const auto followed = send_wifi("friend");
  ASSERT_TRUE(add_watcher(*counter, as("friend"), followed.id, "student").ok());
  (void)send_wifi("staff");
  const auto open = my_requests(*counter, as("student"), false, "");
  ASSERT_TRUE(open.ok());
  EXPECT_EQ(open->page.rows.size(), 2U);
  ASSERT_TRUE(cancel(*counter, as("student"), seen(own), "").ok());
  EXPECT_EQ(my_requests(*counter, as("student"), false, "")->page.rows.size(), 1U);
  EXPECT_EQ(my_requests(*counter, as("student"), true, "")->page.rows.size(), 1U);
  EXPECT_EQ(my_requests(*counter, as(""), true, "").error().kind, ErrorKind::forbidden);
}

TEST_F(Follow, ReadingARequestTakesAtMostSevenStatements) {
  const auto request = send("student", "it/wifi", {{"event", "Colloque"}, {"guest", "friend"}});
  const auto with_steps = send("student", "it/steps", {});
  for (const auto id : {request.id, with_steps.id}) {
    for (int messages = 0; messages < 20; ++messages) {
      ASSERT_TRUE(write_message(*counter, as("network"), {id, "Bonjour", false, {}}).ok());
    }
    const auto before = storage::statements_of_this_thread();
    ASSERT_TRUE(read_request(*counter, as("network"), id).ok());
    EXPECT_LE(storage::statements_of_this_thread() - before, 7);
  }
  const auto secret = send("student", "health/harassment", {{"what", "Des faits"}});
  const auto before = storage::statements_of_this_thread();
  ASSERT_TRUE(read_request(*counter, as("listener"), secret.id).ok());
  EXPECT_LE(storage::statements_of_this_thread() - before, 7) << "with its audit";
}

}  // namespace
}  // namespace guichet::counter
