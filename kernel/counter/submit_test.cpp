// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/submit.hpp"

#include "kernel/counter/follow.hpp"
#include "kernel/storage/events.hpp"
#include "tests/support/counter_fixture.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace guichet::counter {
namespace {

using domain::ErrorKind;
using domain::Status;
using testing::Contains;
using testing::ElementsAre;
using testing::Field;

class Submit : public test::CounterFixture {
 protected:
  /// The keys of what is wrong with this field.
  std::vector<std::string> wrong(const FormInput& input, const std::string& field,
                                 const std::string& login = "student") {
    const auto sent = submit(*counter, as(login), input);
    std::vector<std::string> keys;
    if (sent) return keys;
    EXPECT_EQ(sent.error().kind, ErrorKind::invalid);
    for (const auto& error : sent.error().fields) {
      if (error.field == field) keys.push_back(error.message);
    }
    return keys;
  }
  FormInput wifi() { return form("it/wifi", {{"event", "Colloque"}, {"count", "20"}}); }
};

TEST_F(Submit, WritesTheRequestWithItsTeamItsEventAndItsCommitments) {
  const auto sent = submit(*counter, as("student"), wifi());
  ASSERT_TRUE(sent.ok());
  const auto request = reload(sent->request.id);
  EXPECT_EQ(request.team, "it/network");
  EXPECT_EQ(request.status, Status::received);
  EXPECT_EQ(request.requester, id("student"));
  EXPECT_EQ(request.opened_by, id("student"));
  EXPECT_EQ(request.title, "Comptes WiFi pour un événement");
  EXPECT_EQ(request.answers["count"], 20);
  EXPECT_EQ(request.campus, "luminy");
  EXPECT_EQ(request.urgency, domain::Urgency::normal);
  EXPECT_EQ(request.due_take_charge, test::morning + 5 * domain::hour);  // four hours, lunch between
  EXPECT_EQ(request.due_resolve, test::morning + 2 * domain::day);
  EXPECT_THAT(events_of(request.id), ElementsAre("request.submitted"));
  EXPECT_FALSE(sent->already_there);
}

TEST_F(Submit, SaysWhatIsWrongWithEachAnswerAndKeepsWhatWasTyped) {
  auto input = form("it/wifi", {{"count", "beaucoup"}, {"dates.from", "2026-11-25"}, {"dates.to", "2026-11-20"}});
  input.title = "Mon colloque";
  const auto checked = check_form(*counter, as("student"), input);
  ASSERT_TRUE(checked.ok());
  EXPECT_EQ(checked->answers["count"], "beaucoup");
  EXPECT_EQ(checked->title, "Mon colloque");
  EXPECT_THAT(wrong(input, "event"), ElementsAre("error.field.required"));
  EXPECT_THAT(wrong(input, "count"), ElementsAre("error.field.not-a-number"));
  EXPECT_THAT(wrong(input, "dates"), ElementsAre("error.field.end-before-start"));
  EXPECT_THAT(wrong(form("it/wifi", {{"event", std::string(51, 'x')}}), "event"), ElementsAre("error.field.too-long"));
  EXPECT_THAT(wrong(form("it/wifi", {{"event", "x"}, {"count", "3000"}}), "count"), ElementsAre("error.field.too-big"));
  EXPECT_THAT(wrong(form("it/wifi", {{"event", "x"}, {"count", "300"}}), "reason"),
              ElementsAre("error.field.required"));
  EXPECT_THAT(wrong(form("it/room", {{"place", "mars"}}), "place"), ElementsAre("error.field.not-a-place"));
}

TEST_F(Submit, RefusesTitlesAndNamesThatCannotBe) {
  auto input = wifi();
  input.title = std::string(201, 'x');
  EXPECT_THAT(wrong(input, "title"), ElementsAre("error.field.too-long"));
  input.title = "deux\nlignes";
  EXPECT_THAT(wrong(input, "title"), ElementsAre("error.field.bad-text"));
  input.title = "\xff\xfe";
  EXPECT_THAT(wrong(input, "title"), ElementsAre("error.field.bad-text"));
  input.title = "é";
  for (int i = 0; i < 199; ++i) input.title += "é";  // characters are counted, not bytes
  EXPECT_TRUE(submit(*counter, as("student"), input).ok());
  input = wifi();
  input.typed.emplace_back("guest", "nobody");
  EXPECT_THAT(wrong(input, "guest"), ElementsAre("error.field.not-a-person"));
  input.typed.back().second = "gone";
  EXPECT_THAT(wrong(input, "guest"), ElementsAre("error.field.not-a-person"));
  input.typed.back().second = " friend ";
  const auto sent = submit(*counter, as("student"), input);
  ASSERT_TRUE(sent.ok()) << sent.error().fields.front().message;
  EXPECT_EQ(sent->request.answers["guest"], "friend");
}

TEST_F(Submit, ABlankTitleIsNoTitle) {
  auto input = form("", {{"words", "Le chauffage ne marche plus\ndepuis hier"}});
  input.title = "   ";
  const auto sent = submit(*counter, as("student"), input);
  ASSERT_TRUE(sent.ok());
  EXPECT_EQ(sent->request.title, "Le chauffage ne marche plus");
}

TEST_F(Submit, TheSameFormSentTwiceIsThereOnce) {
  auto input = wifi();
  input.submission = "key";
  input.typed.emplace_back("list", upload_text("student", "it/wifi", "list"));
  const auto first = submit(*counter, as("student"), input);
  const auto second = submit(*counter, as("student"), input);
  ASSERT_TRUE(first.ok());
  ASSERT_TRUE(second.ok()) << "its files are claimed already, and that must not matter";
  EXPECT_TRUE(second->already_there);
  EXPECT_EQ(second->request.id, first->request.id);
  const auto other = submit(*counter, as("friend"), form("it/wifi", {{"event", "Autre"}}));
  ASSERT_TRUE(other.ok());
  auto stolen = wifi();
  stolen.submission = "key";
  const auto theirs = submit(*counter, as("friend"), stolen);
  ASSERT_TRUE(theirs.ok());
  EXPECT_NE(theirs->request.id, first->request.id) << "a key is one person's own";
  stolen.submission = std::string(101, 'k');
  EXPECT_EQ(submit(*counter, as("friend"), stolen).error().kind, ErrorKind::invalid);
  stolen.submission = "\xff";
  EXPECT_EQ(submit(*counter, as("friend"), stolen).error().kind, ErrorKind::invalid);
}

TEST_F(Submit, LimitsAnAccountToThirtyAnHour) {
  for (int i = 0; i < 30; ++i) ASSERT_TRUE(submit(*counter, as("student"), wifi()).ok()) << i;
  const auto refused = submit(*counter, as("student"), wifi());
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().kind, ErrorKind::too_many);
  EXPECT_TRUE(submit(*counter, as("friend"), wifi()).ok());
  EXPECT_TRUE(submit(*counter, as("student", test::morning + domain::hour), wifi()).ok());
}

TEST_F(Submit, RoutesAFreeRequestByTheDepartmentsRuleThenByTheMatchThenToTriage) {
  const auto alarm = send("student", "", {{"words", "L'ALARME du troisième sonne"}});
  EXPECT_EQ(alarm.team, "it/local-luminy");
  EXPECT_EQ(alarm.route_why.key, "route.department");
  const auto match = send("student", "", {{"words", "il me faut des comptes wifi pour mon colloque"}});
  EXPECT_EQ(match.team, "it/network");
  EXPECT_EQ(match.route_why.key, "route.match");
  const auto odd = send("student", "", {{"words", "zzz qqq"}});
  EXPECT_EQ(odd.team, domain::triage_team);
  EXPECT_EQ(odd.route_why.key, "route.triage");
  EXPECT_EQ(odd.words, "zzz qqq");
  EXPECT_TRUE(odd.service.empty());
}

TEST_F(Submit, RoutesNearThePlaceThatWasAnswered) {
  const auto near = send("student", "it/room", {{"place", "aix/bat-b"}});
  EXPECT_EQ(near.team, "it/local-aix");
  EXPECT_EQ(near.campus, "aix");
}

TEST_F(Submit, AnAgentAsksForSomebodyWhoThenOwnsIt) {
  auto input = wifi();
  input.on_behalf_of = "student";
  const auto sent = submit(*counter, as("identity"), input);
  ASSERT_TRUE(sent.ok());
  EXPECT_EQ(sent->request.requester, id("student"));
  EXPECT_EQ(sent->request.opened_by, id("identity"));
  EXPECT_EQ(sent->request.campus, "luminy");
  EXPECT_TRUE(read_request(*counter, as("student"), sent->request.id).ok());
  const auto followed = read_request(*counter, as("identity"), sent->request.id);
  ASSERT_TRUE(followed.ok());
  EXPECT_EQ(followed->relation, identity::Relation::watcher);
  EXPECT_THAT(wrong(input, "on_behalf_of", "staff"), ElementsAre("error.on-behalf.agents-only"));
  for (const std::string who : {"nobody", "gone", "\xff", ""}) {
    input.on_behalf_of = who;
    if (!who.empty()) {
      EXPECT_THAT(wrong(input, "on_behalf_of", "identity"), ElementsAre("error.field.not-a-person"));
    }
  }
}

TEST_F(Submit, AnAgentDoesNotFollowAConfidentialRequestTheyTyped) {
  auto input = form("health/harassment", {{"what", "Des faits"}});
  input.on_behalf_of = "student";
  const auto sent = submit(*counter, as("network"), input);
  ASSERT_TRUE(sent.ok());
  EXPECT_TRUE(sent->request.confidential);
  EXPECT_EQ(read_request(*counter, as("network"), sent->request.id).error().kind, ErrorKind::not_found);
}

TEST_F(Submit, SomebodySignedOutMaySendWhatIsPublicWithAContact) {
  auto input = form("it/account-unlock", {{"account", "student"}, {"what", "locked"}});
  EXPECT_THAT(wrong(input, "contact", ""), ElementsAre("error.field.required"));
  input.contact = "  ";
  EXPECT_THAT(wrong(input, "contact", ""), ElementsAre("error.field.required"));
  input.contact = std::string(201, '1');
  EXPECT_THAT(wrong(input, "contact", ""), ElementsAre("error.field.bad-text"));
  for (const char* nowhere : {"06", "demain", "moi@", "@home.example", "moi home.example"}) {
    input.contact = nowhere;
    EXPECT_THAT(wrong(input, "contact", ""), ElementsAre("error.field.contact")) << nowhere;
  }
  input.contact = "06 12 34 56 78";
  const auto sent = submit(*counter, as(""), input);
  ASSERT_TRUE(sent.ok());
  EXPECT_EQ(sent->request.requester, 0);
  EXPECT_EQ(sent->request.contact, "06 12 34 56 78");
  EXPECT_TRUE(submit(*counter, as(""),
                     [&] {
                       auto free = form("", {{"words", "Je ne peux plus entrer"}});
                       free.contact = "moi@home.example";
                       return free;
                     }())
                  .ok());
  auto closed = wifi();
  closed.contact = "06";
  EXPECT_EQ(submit(*counter, as(""), closed).error().kind, ErrorKind::not_found);
}

TEST_F(Submit, StrangersAreLimitedByAddressAndContactNotAllTogether) {
  auto input = form("", {{"words", "Je ne peux plus entrer"}});
  const auto sends = [&](const std::string& contact, const std::string& address) {
    input.contact = contact;
    input.address = address;
    input.submission.clear();
    const auto sent = submit(*counter, as(""), input);
    return sent.ok() ? std::string("sent") : sent.error().message;
  };
  for (int i = 0; i < 10; ++i) EXPECT_EQ(sends("one@home.example", "192.0.2.1"), "sent");
  EXPECT_EQ(sends("one@home.example", "192.0.2.2"), "error.submit.too-many") << "for one contact";
  for (int i = 0; i < 250; ++i) (void)sends("n" + std::to_string(i) + "@home.example", "192.0.2.1");
  EXPECT_EQ(sends("another@home.example", "192.0.2.1"), "error.submit.too-many") << "from one address";
  EXPECT_EQ(sends("another@home.example", "192.0.2.3"), "sent") << "others are not shut out";
}

TEST_F(Submit, AFormKeyShowsNobodyTheRequestOfAnotherWhoIsSignedOut) {
  auto input = form("", {{"words", "Je ne peux plus entrer"}});
  input.submission = "same";
  input.contact = "first@home.example";
  const auto first = submit(*counter, as(""), input);
  const auto again = submit(*counter, as(""), input);
  input.contact = "second@home.example";
  const auto second = submit(*counter, as(""), input);
  ASSERT_TRUE(first.ok() && again.ok() && second.ok());
  EXPECT_EQ(again->request.id, first->request.id);
  EXPECT_NE(second->request.id, first->request.id);
  EXPECT_EQ(second->request.contact, "second@home.example");
}

TEST_F(Submit, SomebodySignedOutLearnsNoNames) {
  auto input = form("", {{"words", "x"}});
  input.on_behalf_of = "student";
  input.contact = "06";
  const auto typed = retype_form(*counter, as(""), input);
  ASSERT_TRUE(typed.ok());
  EXPECT_TRUE(typed->people.empty());
  EXPECT_FALSE(typed->on_behalf_of.has_value());
}

TEST_F(Submit, ServicesForOthersAreUnknown) {
  EXPECT_EQ(submit(*counter, as("student"), form("it/staff-only", {})).error().kind, ErrorKind::not_found);
  EXPECT_EQ(submit(*counter, as("student"), form("it/none", {})).error().kind, ErrorKind::not_found);
  EXPECT_TRUE(submit(*counter, as("staff"), form("it/staff-only", {})).ok());
}

TEST_F(Submit, ADraftDoesNotReplaceWordsJustTyped) {
  auto input = form("", {{"words", "L’imprimante du couloir"}});
  input.title = "Une imprimante";
  ASSERT_TRUE(save_draft(*counter, as("student"), input).ok());
  const auto typed = open_form(*counter, as("student"), "", "Le chauffage ne marche pas");
  ASSERT_TRUE(typed.ok());
  EXPECT_EQ(typed->title, "Le chauffage ne marche pas");
  EXPECT_EQ(typed->answers["words"], "Le chauffage ne marche pas");
  EXPECT_TRUE(typed->draft_waits);
  EXPECT_NE(typed->draft_saved, 0);
  EXPECT_EQ(open_form(*counter, as("student"), "", "")->answers["words"], "L’imprimante du couloir");
}

TEST_F(Submit, ADraftIsKeptUntilItIsSent) {
  auto input = wifi();
  input.title = "Mon colloque";
  ASSERT_TRUE(save_draft(*counter, as("student"), input).ok());
  const auto resumed = open_form(*counter, as("student"), "it/wifi", "");
  ASSERT_TRUE(resumed.ok());
  EXPECT_EQ(resumed->title, "Mon colloque");
  EXPECT_EQ(resumed->answers["event"], "Colloque");
  EXPECT_NE(resumed->draft_saved, 0);
  EXPECT_EQ(drafts(*counter, as("student")).size(), 1U);
  EXPECT_TRUE(drafts(*counter, as("friend")).empty());
  ASSERT_TRUE(submit(*counter, as("student"), input).ok());
  EXPECT_TRUE(drafts(*counter, as("student")).empty());
  EXPECT_EQ(save_draft(*counter, as(""), input).error().kind, ErrorKind::forbidden);
  input.title = std::string(5'000, 'x');
  EXPECT_EQ(save_draft(*counter, as("student"), input).error().message, "error.draft.too-large");
  EXPECT_TRUE(discard_draft(*counter, as("student"), "\xff").ok());
}

TEST_F(Submit, AFileBelongsToTheRequestItWasSentWith) {
  const auto file = upload_text("student", "it/wifi", "list");
  auto input = wifi();
  input.typed.emplace_back("list", file);
  EXPECT_THAT(wrong(input, "list", "friend"), ElementsAre("error.field.file-gone")) << "somebody else's";
  const auto sent = submit(*counter, as("student"), input);
  ASSERT_TRUE(sent.ok());
  const auto view = read_request(*counter, as("network"), sent->request.id);
  ASSERT_TRUE(view.ok());
  std::size_t shown = 0;
  for (const auto& line : view->answers) shown += line.files.size();
  EXPECT_EQ(shown, 1U);
  EXPECT_TRUE(attachment(*counter, as("network"), std::stoll(file)).ok());
  EXPECT_EQ(attachment(*counter, as("friend"), std::stoll(file)).error().kind, ErrorKind::not_found);
  EXPECT_THAT(wrong(input, "list"), ElementsAre("error.field.file-gone")) << "sent already";
}

TEST_F(Submit, AFileAnswersOnlyAQuestionThatTakesItsType) {
  auto input = wifi();
  input.typed.emplace_back("poster", upload_text("student", "it/wifi", "list"));
  EXPECT_THAT(wrong(input, "poster"), ElementsAre("error.file.type"));
  const auto refused = upload(*counter, as("student"), "it/wifi", "poster", {file_on_disk("du texte"), "affiche.png"});
  EXPECT_EQ(refused.error().message, "error.file.type");
}

TEST_F(Submit, APersonHasAtMostTwentyFilesWaiting) {
  for (int i = 0; i < 20; ++i) (void)upload_text("student", "it/wifi", "list", std::to_string(i));
  const auto refused = upload(*counter, as("student"), "it/wifi", "list", {file_on_disk("x"), "x.txt"});
  EXPECT_EQ(refused.error().kind, ErrorKind::too_many);
  EXPECT_FALSE(upload(*counter, as("friend"), "it/wifi", "list", {file_on_disk(""), "x.txt"}).ok());
  EXPECT_FALSE(upload(*counter, as("friend"), "it/wifi", "event", {file_on_disk("x"), "x.txt"}).ok());
  EXPECT_FALSE(upload(*counter, as("friend"), "it/wifi", "list", {file_on_disk("x"), "\xff"}).ok());
  EXPECT_FALSE(upload(*counter, as("friend"), "it/wifi", "list", {place->folder() + "/none", "x.txt"}).ok());
}

TEST_F(Submit, ARequestKeepsTheVersionOfItsServiceForLife) {
  const auto before = send_wifi();
  registry.replace(test::sample_snapshot("Un autre titre"));
  const auto after = send_wifi();
  EXPECT_NE(before.service_version, after.service_version);
  EXPECT_EQ(read_request(*counter, as("student"), before.id)->pinned->title.fr, "Comptes WiFi pour un événement");
  EXPECT_EQ(read_request(*counter, as("student"), after.id)->pinned->title.fr, "Un autre titre");
  PinnedServices fresh;
  storage::Reader reader = database->read();
  const auto read_again = fresh.find(reader, before.service_version);
  ASSERT_NE(read_again, nullptr);
  EXPECT_EQ(read_again->form.fields.size(), 7U);
  EXPECT_EQ(fresh.find(reader, 999), nullptr);
}

TEST_F(Submit, PlansTheWorkflowWithItsJobAndWakesTheRunner) {
  const auto sent = send("student", "it/account-unlock", {{"account", "student"}, {"what", "locked"}});
  EXPECT_GE(wakes, 1);
  const auto due = claim();
  EXPECT_EQ(due.request, sent.id);
  EXPECT_EQ(due.payload["automation"], "it/unlock-account");
  EXPECT_EQ(due.payload["input"]["account"], "student");
  EXPECT_THAT(events_of(sent.id), Contains("step.started"));
}

TEST_F(Submit, AStepBehindASkippedOneNeedNotWait) {
  const auto sent = send("student", "it/steps", {{"skip", "yes"}});
  EXPECT_EQ(claim().payload["step"], "second") << reload(sent.id).answers.dump();
}

}  // namespace
}  // namespace guichet::counter
