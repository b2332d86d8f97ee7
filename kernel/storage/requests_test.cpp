// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/storage/requests.hpp"

#include "kernel/storage/test_data.hpp"
#include "tests/support/test_database.hpp"

#include <gmock/gmock.h>

namespace guichet::storage {
namespace {

using domain::RequestId;
using domain::Status;
using domain::Urgency;
using sample::now;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

class RequestStore : public test::OnBothDatabases {
 protected:
  RequestId add(const domain::Request& request) {
    const auto id = database->write(
        [&](Connection& connection) -> domain::Result<RequestId> { return Requests(connection).insert(request); });
    EXPECT_TRUE(id.ok()) << id.error().detail;
    return id.ok() ? *id : 0;
  }
  RequestId add(const std::string& team, Status status, domain::PersonId assignee = 0, domain::Instant due = 0,
                Urgency urgency = Urgency::normal) {
    domain::Request request = sample::request(1, team);
    request.status = status;
    request.assignee = assignee;
    request.due_resolve = due;
    request.urgency = urgency;
    return add(request);
  }
  std::vector<RequestId> all_pages(AgentView view, const std::vector<std::string>& teams, std::size_t limit) {
    std::vector<RequestId> ids;
    Cursor cursor;
    do {
      Reader reader = database->read();
      const RequestPage page = Requests(reader).for_agent(view, 7, teams, cursor, limit, now);
      EXPECT_LE(page.rows.size(), limit);
      for (const RequestRow& row : page.rows) ids.push_back(row.id);
      cursor = page.next;
    } while (!cursor.empty() && ids.size() < 1000);
    return ids;
  }
};
INSTANTIATE_ON_BOTH_DATABASES(RequestStore);

TEST_P(RequestStore, GivesBackEveryFieldOfARequest) {
  domain::Request request = sample::request(1);
  request.service = "it/wifi-event";
  request.service_version = 4'000'000'000;
  request.contact = "zoé@example.org";
  request.assignee = 7;
  request.status = Status::awaiting_you;
  request.urgency = Urgency::critical;
  request.confidential = true;
  request.due_take_charge = now + 1;
  request.due_resolve = now + 2;
  request.waiting_since = now + 3;
  request.taken_at = now + 4;
  request.resolved_at = now + 5;
  request.closed_at = now + 6;
  request.bounces = 2;
  request.submission = "key";
  const RequestId id = add(request);

  Reader reader = database->read();
  const auto found = Requests(reader).find(id);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->id, id);
  EXPECT_EQ(found->service, request.service);
  EXPECT_EQ(found->service_version, request.service_version);
  EXPECT_EQ(found->title, request.title);
  EXPECT_EQ(found->words, request.words);
  EXPECT_EQ(found->requester, 1);
  EXPECT_EQ(found->opened_by, 1);
  EXPECT_EQ(found->contact, request.contact);
  EXPECT_EQ(found->team, request.team);
  EXPECT_EQ(found->assignee, 7);
  EXPECT_EQ(found->status, Status::awaiting_you);
  EXPECT_EQ(found->urgency, Urgency::critical);
  EXPECT_TRUE(found->confidential);
  EXPECT_EQ(found->answers, request.answers);
  EXPECT_EQ(found->route_why.key, "route.near");
  EXPECT_EQ(found->route_why.parameters, request.route_why.parameters);
  EXPECT_EQ(found->campus, "luminy");
  EXPECT_EQ(found->created, now);
  EXPECT_EQ(found->due_take_charge, now + 1);
  EXPECT_EQ(found->due_resolve, now + 2);
  EXPECT_EQ(found->waiting_since, now + 3);
  EXPECT_EQ(found->taken_at, now + 4);
  EXPECT_EQ(found->resolved_at, now + 5);
  EXPECT_EQ(found->closed_at, now + 6);
  EXPECT_EQ(found->version, 1);
  EXPECT_EQ(found->bounces, 2);
  EXPECT_EQ(Requests(reader).by_submission("key", 1), id);
  EXPECT_FALSE(Requests(reader).by_submission("key", 2));
  EXPECT_FALSE(Requests(reader).find(id + 1));
}

TEST_P(RequestStore, MakesOneRequestOfAFormSentTwice) {
  domain::Request request = sample::request(1);
  request.submission = "twice";
  add(request);
  const auto again = database->write(
      [&](Connection& connection) -> domain::Result<RequestId> { return Requests(connection).insert(request); });
  ASSERT_FALSE(again.ok());
  EXPECT_EQ(again.error().kind, domain::ErrorKind::internal);
  request.submission.clear();
  EXPECT_NE(add(request), add(request));
}

TEST_P(RequestStore, RefusesAChangeMadeOnAnOldVersion) {
  domain::Request request = sample::request(1);
  request.id = add(request);
  request.status = Status::in_progress;
  request.title = "Changed";
  write([&](Connection& connection) {
    EXPECT_TRUE(Requests(connection).update(request, 1));
    EXPECT_FALSE(Requests(connection).update(request, 1));
  });
  Reader reader = database->read();
  const auto found = Requests(reader).find(request.id);
  EXPECT_EQ(found->version, 2);
  EXPECT_EQ(found->title, "Changed");
  EXPECT_EQ(found->status, Status::in_progress);
}

TEST_P(RequestStore, ListsAPersonsOwnRequestsNewestFirstWithThoseTheyTakePartIn) {
  std::vector<RequestId> own;
  for (int number = 0; number < 5; ++number) own.push_back(add(sample::request(1)));
  const RequestId others = add(sample::request(2));
  const RequestId strangers = add(sample::request(2));
  domain::Request over = sample::request(1);
  over.status = Status::closed;
  const RequestId closed = add(over);
  write([&](Connection& connection) {
    People(connection).insert(sample::person(1, "zoe"));
    Requests(connection).add_participant(others, 1, "watcher");
    Requests(connection).add_participant(others, 1, "watcher");
    Requests(connection).add_participant(others, 1, "beneficiary");
    Requests(connection).add_participant(own[0], 1, "watcher");
  });
  Reader reader = database->read();
  Requests requests(reader);
  const RequestPage first = requests.of_person(1, false, "", 4);
  ASSERT_THAT(first.rows, SizeIs(4));
  EXPECT_EQ(first.rows[0].id, others);
  EXPECT_EQ(first.rows[1].id, own[4]);
  EXPECT_EQ(first.rows[1].requester_name, "Zoé Martin");
  const RequestPage second = requests.of_person(1, false, first.next, 4);
  ASSERT_THAT(second.rows, SizeIs(2));
  EXPECT_EQ(second.rows[1].id, own[0]);
  EXPECT_TRUE(second.next.empty());
  const RequestPage past = requests.of_person(1, true, "", 4);
  ASSERT_THAT(past.rows, SizeIs(1));
  EXPECT_EQ(past.rows[0].id, closed);
  EXPECT_THAT(requests.participating(1, {others, strangers, own[0]}), UnorderedElementsAre(others, own[0]));
  EXPECT_THAT(requests.participants(others), SizeIs(2));
}

TEST_P(RequestStore, SortsAnAgentsWorkByWhatIsDueThenUrgencyThenAge) {
  const RequestId unpromised = add("a", Status::received);
  const RequestId unpromised_urgent = add("b", Status::received, 0, 0, Urgency::high);
  const RequestId tomorrow = add("b", Status::in_progress, 7, now + domain::day);
  const RequestId late = add("a", Status::in_progress, 8, now - domain::day);
  const RequestId late_urgent = add("b", Status::received, 0, now - domain::day, Urgency::critical);
  const RequestId awaiting = add("a", Status::awaiting_you, 7, now - domain::day);
  add("c", Status::received);
  add("a", Status::closed);
  for (const std::size_t limit : {1u, 2u, 50u}) {
    EXPECT_THAT(all_pages(AgentView::team, {"a", "b"}, limit),
                ElementsAre(late_urgent, late, tomorrow, unpromised_urgent, unpromised, awaiting));
  }
  EXPECT_THAT(all_pages(AgentView::team, {"a"}, 2), ElementsAre(late, unpromised, awaiting));
  EXPECT_THAT(all_pages(AgentView::mine, {"a"}, 1), ElementsAre(tomorrow, awaiting));
  EXPECT_THAT(all_pages(AgentView::unassigned, {"a", "b"}, 1), ElementsAre(late_urgent, unpromised_urgent, unpromised));
  EXPECT_THAT(all_pages(AgentView::late_soon, {"a", "b"}, 1), ElementsAre(late_urgent, late));
  EXPECT_THAT(all_pages(AgentView::awaiting, {"a", "b"}, 1), ElementsAre(awaiting));
  EXPECT_THAT(all_pages(AgentView::team, {}, 10), IsEmpty());
}

TEST_P(RequestStore, ListsWhatIsOverNewestFirst) {
  std::vector<RequestId> over;
  for (int number = 0; number < 5; ++number) over.push_back(add(number % 2 == 0 ? "a" : "b", Status::resolved));
  std::reverse(over.begin(), over.end());
  EXPECT_EQ(all_pages(AgentView::over, {"a", "b"}, 2), over);
}

TEST_P(RequestStore, CountsEachViewUpToAHundred) {
  write([](Connection& connection) {
    for (int number = 0; number < 120; ++number) Requests(connection).insert(sample::request(1, "a"));
  });
  add("b", Status::in_progress, 7, now - 1);
  add("b", Status::awaiting_you, 9);
  add("c", Status::received);
  Reader reader = database->read();
  const std::int64_t before = statements_of_this_thread();
  const AgentCounts counts = Requests(reader).counts(7, {"a", "b"}, now);
  EXPECT_EQ(statements_of_this_thread() - before, 1);
  EXPECT_EQ(counts.team, 100);
  EXPECT_EQ(counts.unassigned, 100);
  EXPECT_EQ(counts.mine, 1);
  EXPECT_EQ(counts.late_soon, 1);
  EXPECT_EQ(counts.awaiting, 1);
}

TEST_P(RequestStore, ReadsAListInOneStatementWhateverItsLength) {
  write([](Connection& connection) {
    for (int number = 0; number < 30; ++number) {
      Requests(connection).insert(sample::request(1, number % 2 == 0 ? "a" : "b"));
    }
  });
  Reader reader = database->read();
  const std::int64_t before = statements_of_this_thread();
  EXPECT_THAT(Requests(reader).for_agent(AgentView::team, 7, {"a", "b", "c"}, "", 25, now).rows, SizeIs(25));
  EXPECT_EQ(statements_of_this_thread() - before, 1);
}

TEST_P(RequestStore, BeginsAtTheTopWithACursorThatIsNone) {
  const RequestId id = add("a", Status::received);
  Reader reader = database->read();
  for (const char* cursor : {"x", "1", "1.", ".1", "1.x", "99999999999999999999.1", "-", "' OR 1"}) {
    const RequestPage page = Requests(reader).for_agent(AgentView::team, 7, {"a"}, cursor, 25, now);
    EXPECT_EQ(page.rows.size(), 1u) << cursor;
    EXPECT_EQ(Requests(reader).of_person(1, false, std::string("x") + cursor, 25).rows.at(0).id, id);
  }
}

TEST_P(RequestStore, FindsRowsByIdsAndThoseToClose) {
  domain::Request resolved = sample::request(1);
  resolved.status = Status::resolved;
  resolved.resolved_at = now - 10;
  const RequestId one = add(resolved);
  resolved.resolved_at = now;
  const RequestId other = add(resolved);
  Reader reader = database->read();
  EXPECT_THAT(Requests(reader).to_close(now, 10), ElementsAre(one));
  EXPECT_THAT(Requests(reader).rows({one, other, 999}), SizeIs(2));
  EXPECT_THAT(Requests(reader).rows({}), IsEmpty());
}

TEST_P(RequestStore, TakesManyWithTheirIdsAndGoesOnAfterThem) {
  std::vector<domain::Request> many(3, sample::request(1));
  for (std::size_t place = 0; place < many.size(); ++place) many[place].id = 100 + static_cast<RequestId>(place);
  const auto done = database->bulk([&](Connection& connection) -> domain::Result<domain::Done> {
    Requests(connection).insert_many(many);
    return domain::Done{};
  });
  ASSERT_TRUE(done.ok()) << done.error().detail;
  EXPECT_EQ(add(sample::request(1)), 103);
}

TEST_P(RequestStore, KeepsTheConversationInOrderAndInternalNotesApart) {
  const RequestId id = add(sample::request(1));
  std::vector<std::int64_t> ids;
  write([&](Connection& connection) {
    People(connection).insert(sample::person(1, "zoe"));
    for (int number = 0; number < 6; ++number) {
      Message message{0, id, number == 5 ? 0 : 1, "", "", MessageKind::to_all, "texte " + std::to_string(number), now};
      if (number % 2 == 1) message.kind = MessageKind::internal;
      ids.push_back(Requests(connection).insert_message(message));
    }
    Requests(connection).insert_messages({Message{0, id + 1, 1, "", "it", MessageKind::to_all, "ailleurs", now}});
  });
  Reader reader = database->read();
  const auto all = Requests(reader).messages(id, true, 0, 4);
  ASSERT_THAT(all, SizeIs(4));
  EXPECT_EQ(all[0].id, ids[2]);
  EXPECT_EQ(all[3].id, ids[5]);
  EXPECT_EQ(all[0].author_name, "Zoé Martin");
  EXPECT_EQ(all[3].author_name, "");
  EXPECT_EQ(all[3].kind, MessageKind::internal);
  const auto earlier = Requests(reader).messages(id, true, ids[2], 4);
  ASSERT_THAT(earlier, SizeIs(2));
  EXPECT_EQ(earlier[0].id, ids[0]);
  const auto shown = Requests(reader).messages(id, false, 0, 10);
  ASSERT_THAT(shown, SizeIs(3));
  EXPECT_EQ(shown[2].body, "texte 4");
}

TEST_P(RequestStore, GivesUploadsToTheirOwnersRequestOnly) {
  const RequestId id = add(sample::request(1));
  std::int64_t own = 0, foreign = 0, left = 0;
  write([&](Connection& connection) {
    Requests requests(connection);
    Attachment file;
    file.name = "photo d'été.png";
    file.media_type = "image/png";
    file.size = 5'000'000'000;
    file.sha256 = std::string(64, 'a');
    file.created = now;
    file.uploaded_by = 1;
    own = requests.insert_attachment(file);
    left = requests.insert_attachment(file);
    file.uploaded_by = 2;
    file.sha256 = std::string(64, 'b');
    foreign = requests.insert_attachment(file);
    EXPECT_EQ(requests.waiting_uploads(1), 2);
    requests.claim_attachments({own, foreign}, 1, id, 12, true);
  });
  Reader reader = database->read();
  Requests requests(reader);
  const auto claimed = requests.attachments(id);
  ASSERT_THAT(claimed, SizeIs(1));
  EXPECT_EQ(claimed[0].id, own);
  EXPECT_EQ(claimed[0].message, 12);
  EXPECT_EQ(claimed[0].size, 5'000'000'000);
  EXPECT_TRUE(claimed[0].internal);
  EXPECT_EQ(requests.attachment(foreign)->request, 0);
  EXPECT_EQ(requests.waiting_uploads(1), 1);
  EXPECT_THAT(requests.attachments_of({own, foreign, 99}), SizeIs(2));
  EXPECT_THAT(requests.files_named(), ElementsAre(std::string(64, 'a'), std::string(64, 'b')));
  EXPECT_THAT(requests.uploads_left(now + 1, 10), UnorderedElementsAre(left, foreign));
  EXPECT_TRUE(requests.names_file(requests.attachments_of({left}).front().sha256));
  EXPECT_FALSE(requests.names_file("0"));
}

TEST_P(RequestStore, MovesAStepOnlyFromWhereItWasExpected) {
  const RequestId id = add(sample::request(1));
  write([&](Connection& connection) {
    Requests requests(connection);
    const std::int64_t step = requests.insert_step({0, id, "create", "automation", "waiting", {{"a", 1}}, now});
    EXPECT_TRUE(requests.move_step(step, "waiting", "running", {{"b", 2}}, now + 1));
    EXPECT_FALSE(requests.move_step(step, "waiting", "running", {}, now + 2));
    const auto steps = requests.steps(id);
    ASSERT_THAT(steps, SizeIs(1));
    EXPECT_EQ(steps[0].state, "running");
    EXPECT_EQ(steps[0].detail, nlohmann::json({{"b", 2}}));
    EXPECT_EQ(steps[0].updated, now + 1);
  });
}

TEST_P(RequestStore, KeepsOneDraftAPersonAndService) {
  write([&](Connection& connection) {
    Drafts drafts(connection);
    drafts.save({1, "", "un", {{"x", 1}}, now});
    drafts.save({1, "", "deux", {{"x", 2}}, now + 1});
    drafts.save({1, "it/computer", "trois", nlohmann::json::object(), now + 2});
    EXPECT_EQ(drafts.find(1, "")->title, "deux");
    EXPECT_EQ(drafts.find(1, "")->answers["x"], 2);
    EXPECT_THAT(drafts.of(1), SizeIs(2));
    drafts.remove(1, "");
    EXPECT_FALSE(drafts.find(1, ""));
  });
}

TEST_P(RequestStore, PinsADefinitionOnce) {
  write([&](Connection& connection) {
    ServiceVersions versions(connection);
    const auto first = versions.pin("it/computer", {{"title", "Ordinateur"}}, now);
    EXPECT_EQ(versions.pin("it/computer", {{"title", "Ordinateur"}}, now + 1), first);
    EXPECT_NE(versions.pin("it/computer", {{"title", "Poste"}}, now), first);
    EXPECT_NE(versions.pin("hr/computer", {{"title", "Ordinateur"}}, now), first);
    EXPECT_EQ(versions.find(first)->at("title"), "Ordinateur");
    EXPECT_FALSE(versions.find(9999));
  });
}

}  // namespace
}  // namespace guichet::storage
