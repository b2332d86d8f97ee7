// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/automation.hpp"

#include "kernel/storage/accounts.hpp"
#include "kernel/storage/people.hpp"
#include "tests/support/counter_fixture.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace guichet::counter {
namespace {

using domain::ErrorKind;
using domain::Status;
using nlohmann::json;
using plugins::AutomationOutcome;
using Kind = AutomationOutcome::Kind;
using testing::Contains;
using testing::Not;

class Automation : public test::CounterFixture {
 protected:
  domain::Request ask_to_unlock(const std::string& login = "student", const std::string& account = "student") {
    return send(login, "it/account-unlock", {{"account", account}, {"what", "locked"}});
  }
  static AutomationOutcome ended(Kind kind, std::vector<plugins::HostRequest> effects = {}) {
    AutomationOutcome outcome;
    outcome.kind = kind;
    outcome.effects = std::move(effects);
    if (kind == Kind::done) outcome.result = json::object();
    if (kind == Kind::hand_over || kind == Kind::failed) outcome.reason = {{"fr", "Une personne"}, {"en", "A person"}};
    return outcome;
  }
  static plugins::HostRequest unlock(json account = "student") {
    return {"guichet.directory.modify/0", "unlock", {{"account", std::move(account)}}};
  }
  static plugins::HostRequest on_request(const std::string& function, json payload) {
    return {"guichet.requests/1", function, std::move(payload)};
  }
  bool apply(const storage::Job& job, const AutomationOutcome& outcome) {
    return apply_outcome(*counter, job, outcome, test::morning + domain::minute).ok();
  }
  bool locked(const std::string& login = "student") {
    storage::Reader reader = database->read();
    return storage::DirectoryAccounts(reader).find(login)->locked;
  }
  std::string step_state(domain::RequestId request, std::size_t at = 0) {
    storage::Reader reader = database->read();
    return storage::Requests(reader).steps(request).at(at).state;
  }
  plugins::PluginCall call_of(const storage::Job& job) { return automation_call(*counter, job, test::morning).value(); }
};

TEST_F(Automation, IsCalledWithWhatItsStepMaps) {
  const auto request = ask_to_unlock();
  const auto call = call_of(claim());
  EXPECT_EQ(call.plugin, "it");
  EXPECT_EQ(call.name, "unlock-account");
  EXPECT_EQ(call.input["account"], "student");
  EXPECT_EQ(call.attempt, 1U);
  (void)request;
}

TEST_F(Automation, DoneIsCommittedOnceWithItsEffects) {
  const auto request = ask_to_unlock();
  const auto job = claim();
  const auto outcome = ended(
      Kind::done,
      {unlock(), on_request("comment", {{"text", {{"fr", "C’est fait"}, {"en", "Done"}}}, {"visibility", "public"}})});
  ASSERT_TRUE(apply(job, outcome));
  EXPECT_FALSE(locked());
  EXPECT_EQ(reload(request.id).status, Status::resolved);
  EXPECT_EQ(step_state(request.id), "done");
  EXPECT_EQ(this->job(job.id).state, "done");
  ASSERT_EQ(messages_of(request.id).size(), 1U);
  EXPECT_EQ(messages_of(request.id).front().body, "C’est fait");
  const auto events = events_of(request.id);
  const auto version = reload(request.id).version;
  ASSERT_TRUE(apply(job, outcome)) << "again";
  EXPECT_EQ(messages_of(request.id).size(), 1U);
  EXPECT_EQ(events_of(request.id), events);
  EXPECT_EQ(reload(request.id).version, version);
}

TEST_F(Automation, HandsOverToTheTeamItsStepNames) {
  const auto request = ask_to_unlock();
  const auto job = claim();
  ASSERT_TRUE(apply(job, ended(Kind::hand_over)));
  EXPECT_EQ(reload(request.id).team, "it/identity");
  EXPECT_EQ(reload(request.id).status, Status::received);
  EXPECT_EQ(step_state(request.id), "handed-over");
  EXPECT_EQ(this->job(job.id).state, "done");
  EXPECT_THAT(events_of(request.id), Contains("step.handed-over"));
}

TEST_F(Automation, AFailureWaitsVisiblyForAPerson) {
  const auto request = ask_to_unlock();
  const auto job = claim();
  ASSERT_TRUE(apply(job, ended(Kind::failed)));
  EXPECT_EQ(step_state(request.id), "failed");
  EXPECT_EQ(this->job(job.id).state, "failed");
  EXPECT_EQ(reload(request.id).team, "it/identity");
}

TEST_F(Automation, IsTriedAgainWhenItAsksToAndGivenUpAtLast) {
  const auto request = ask_to_unlock();
  auto outcome = ended(Kind::retry);
  domain::Instant at = test::morning;
  for (int attempt = 1; attempt <= 8; ++attempt) {
    const auto job = claim(at);
    EXPECT_EQ(job.attempts, attempt);
    outcome.retry_at = at + domain::hour;
    ASSERT_TRUE(apply_outcome(*counter, job, outcome, at).ok());
    at += domain::hour;
    if (attempt < 8) {
      EXPECT_EQ(this->job(job.id).run_at, at);
    }
  }
  EXPECT_EQ(step_state(request.id), "failed");
}

TEST_F(Automation, WaitsWhileItsPluginIsNotThere) {
  const auto request = ask_to_unlock();
  domain::Instant at = test::morning;
  for (int i = 0; i < 12; ++i) {
    const auto job = claim(at);
    ASSERT_TRUE(apply_outcome(*counter, job, ended(Kind::unavailable), at).ok());
    EXPECT_EQ(this->job(job.id).state, "ready");
    EXPECT_LE(this->job(job.id).run_at, at + 15 * domain::minute);
    at = this->job(job.id).run_at;
  }
  EXPECT_EQ(step_state(request.id), "running");
  // Waiting was no try: once it is there it may still ask to be called again.
  const auto job = claim(at);
  auto outcome = ended(Kind::retry);
  outcome.retry_at = at * 1000;  // microseconds for milliseconds
  ASSERT_TRUE(apply_outcome(*counter, job, outcome, at).ok());
  EXPECT_EQ(this->job(job.id).state, "ready");
  EXPECT_EQ(this->job(job.id).run_at, at + 31 * domain::day);
}

TEST_F(Automation, AnUnknownOutcomeIsTriedAgainOnlyWhenThatIsSafe) {
  (void)ask_to_unlock();
  const auto safe = claim();
  ASSERT_TRUE(apply(safe, ended(Kind::unknown)));
  EXPECT_EQ(job(safe.id).state, "ready") << "it is idempotent";
  for (int times = 2; times <= 3; ++times) {
    const auto again = claim(test::morning + times * domain::hour);
    ASSERT_EQ(again.id, safe.id);
    ASSERT_TRUE(apply_outcome(*counter, again, ended(Kind::unknown), test::morning + times * domain::hour).ok());
  }
  EXPECT_EQ(job(safe.id).state, "failed") << "what interrupts its plugin three times is for a person";
  const auto request = send("student", "it/steps", {});
  const auto unsafe = claim();
  ASSERT_EQ(unsafe.request, request.id);
  ASSERT_TRUE(apply(unsafe, ended(Kind::unknown)));
  EXPECT_EQ(job(unsafe.id).state, "unknown");
  EXPECT_EQ(step_state(request.id), "unknown");
  EXPECT_THAT(events_of(request.id), Contains("step.unknown"));
}

TEST_F(Automation, AnEffectThatIsNoLongerAllowedUndoesThemAllAndIsNotRunAgain) {
  const auto request = ask_to_unlock();
  const auto job = claim();
  write([](storage::Connection& connection) {
    storage::DirectoryAccounts(connection).set_lock("student", true, "security");  // meanwhile
  });
  const auto outcome =
      ended(Kind::done, {on_request("comment", {{"text", "C’est fait"}, {"visibility", "public"}}), unlock()});
  ASSERT_TRUE(apply(job, outcome));
  EXPECT_TRUE(locked());
  EXPECT_TRUE(messages_of(request.id).empty());
  EXPECT_EQ(reload(request.id).status, Status::received);
  EXPECT_EQ(reload(request.id).team, "it/identity");
  EXPECT_EQ(this->job(job.id).state, "failed") << "for a person, never again by itself";
}

TEST_F(Automation, UnlocksNoAccountButTheOwnersOwn) {
  write([](storage::Connection& connection) {
    for (const char* login : {"friend", "staff"}) {
      storage::DirectoryAccounts(connection).set_lock(login, true, "failed-attempts");
    }
  });
  const auto refused = [&](const std::string& who, const std::string& account) {
    (void)ask_to_unlock(who, account);
    const auto job = claim();
    const auto answer = answer_plugin(*counter, "it", call_of(job), unlock(account));
    EXPECT_TRUE(apply(job, ended(Kind::done, {unlock(account)})));
    return answer.ok() ? std::string("accepted") : answer.error().message;
  };
  EXPECT_EQ(refused("student", "friend"), "error.account.not-yours");
  EXPECT_TRUE(locked("friend"));
  EXPECT_EQ(refused("", "staff"), "error.account.not-verified");
  EXPECT_TRUE(locked("staff"));
  auto input = form("it/account-unlock", {{"account", "friend"}, {"what", "locked"}});
  input.on_behalf_of = "friend";
  ASSERT_TRUE(submit(*counter, as("network"), input).ok());
  const auto job = claim();
  EXPECT_EQ(answer_plugin(*counter, "it", call_of(job), unlock("friend")).error().message,
            "error.account.not-verified");
  EXPECT_TRUE(apply(job, ended(Kind::done, {unlock("friend")})));
  EXPECT_TRUE(locked("friend"));
  EXPECT_EQ(refused("friend", "friend"), "accepted");
  EXPECT_FALSE(locked("friend"));
}

TEST_F(Automation, NothingAPluginSendsBreaksTheCounter) {
  (void)ask_to_unlock();
  const auto job = claim();
  const auto call = call_of(job);
  const json payloads[] = {json(),
                           5,
                           "text",
                           json::array({1}),
                           json::object(),
                           {{"account", 5}, {"text", 5}, {"name", 5}},
                           {{"account", {1}}, {"text", {{"fr", 5}}}, {"name", {1}}, {"value", 1}}};
  for (const std::string function :
       {"unlock", "comment", "set_field", "complete_step", "resolve", "field", "other", ""}) {
    for (const auto& payload : payloads) (void)answer_plugin(*counter, "it", call, on_request(function, payload));
  }
  EXPECT_EQ(answer_plugin(*counter, "it", call, on_request("other", json::object())).error().message,
            "error.plugin.no-such-function");
  plugins::PluginCall starting;
  EXPECT_FALSE(answer_plugin(*counter, "it", starting, on_request("field", {{"name", "x"}})).ok());
  ASSERT_TRUE(apply(job, ended(Kind::done, {unlock(5)})));
  EXPECT_EQ(this->job(job.id).state, "failed");
}

TEST_F(Automation, ReadsAndWritesOnlyRequestsOfItsOwnServices) {
  (void)ask_to_unlock();
  const auto call = call_of(claim());
  const auto field = [&](const std::string& plugin, const std::string& name) {
    return answer_plugin(*counter, plugin, call, on_request("field", {{"name", name}}));
  };
  EXPECT_EQ(*field("it", "answers.account"), "student");
  EXPECT_EQ(*field("it", "requester.campus"), "luminy");
  EXPECT_FALSE(field("it", "answers.none").ok());
  EXPECT_FALSE(field("hr", "answers.account").ok());
  EXPECT_FALSE(answer_plugin(*counter, "hr", call, on_request("comment", {{"text", "x"}})).ok());
  const auto set = [&](const json& payload) {
    return answer_plugin(*counter, "it", call, on_request("set_field", payload)).ok();
  };
  EXPECT_TRUE(set({{"name", "account"}, {"value", "x"}}));
  EXPECT_FALSE(set({{"name", "none"}, {"value", "x"}}));
  EXPECT_FALSE(set({{"name", "account"}, {"value", std::string(30'000, 'x')}}));
  EXPECT_FALSE(answer_plugin(*counter, "it", call, on_request("comment", {{"text", std::string(20'001, 'x')}})).ok());
}

TEST_F(Automation, IsSkippedWhenTheRequestIsOver) {
  const auto request = ask_to_unlock();
  ASSERT_TRUE(cancel(*counter, as("student"), seen(request), "").ok());
  const auto job = claim();
  EXPECT_FALSE(automation_call(*counter, job, test::morning).has_value());
  ASSERT_TRUE(apply(job, ended(Kind::unavailable)));
  EXPECT_EQ(step_state(request.id), "withdrawn");
  EXPECT_EQ(this->job(job.id).state, "done");
}

TEST_F(Automation, SaysOnceThatARequestIsResolved) {
  const auto request = ask_to_unlock();
  const auto job = claim();
  ASSERT_TRUE(resolve(*counter, as("network"), seen(request), "À la main").ok());
  ASSERT_TRUE(apply(job, ended(Kind::done)));
  const auto events = events_of(request.id);
  EXPECT_EQ(std::count(events.begin(), events.end(), "request.resolved"), 1);
}

TEST_F(Automation, ALateOutcomeOfAnEarlierRunChangesNothing) {
  const auto request = ask_to_unlock();
  const auto first = claim();
  ASSERT_TRUE(apply(first, ended(Kind::unknown)));  // its lease was over
  const auto second = claim(test::morning + domain::hour, "there");
  ASSERT_EQ(second.id, first.id);
  ASSERT_TRUE(apply(first, ended(Kind::failed)));
  EXPECT_EQ(job(first.id).state, "running");
  EXPECT_EQ(step_state(request.id), "running");
}

TEST_F(Automation, TheNextStepBeginsWhenTheOneBeforeIsDone) {
  const auto request = send("student", "it/steps", {});
  EXPECT_EQ(step_state(request.id, 1), "waiting");
  ASSERT_TRUE(apply(claim(), ended(Kind::done)));
  EXPECT_EQ(step_state(request.id, 1), "running");
  EXPECT_EQ(claim(test::morning + domain::hour).payload["step"], "second");
}

}  // namespace
}  // namespace guichet::counter
