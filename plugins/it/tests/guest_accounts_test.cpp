// SPDX-License-Identifier: GPL-3.0-or-later
#include "guest_accounts.hpp"

#include <guichet/sdk/testing/fake_host.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

using namespace guichet::sdk::testing;
using nlohmann::json;

namespace {

constexpr const char* record = "wifi-event/7k2x9q";
constexpr const char* storage = "guichet.storage/0";

json event(int count) {
  return {{"from", "2026-12-03"}, {"to", "2026-12-04"}, {"count", count}};
}

const FakeEffect* effect_of(const FakeRun& run, const std::string& function) {
  const auto found = std::find_if(run.effects.begin(), run.effects.end(),
                                  [&](const FakeEffect& effect) { return effect.function == function; });
  return found == run.effects.end() ? nullptr : &*found;
}

class GuestAccounts : public ::testing::Test {
 protected:
  GuestAccounts() : host(guichet_plugin_entry()) { host.set_field("request.reference", "7K2-X9Q"); }
  FakeHost host;
};

}  // namespace

TEST_F(GuestAccounts, AreKeptAndGivenAsOneLineEach) {
  const FakeRun run = host.run("create-accounts", event(120));
  ASSERT_EQ(run.outcome["outcome"], "done") << run.outcome;
  EXPECT_EQ(run.outcome["result"]["accounts"], 120);
  EXPECT_EQ(run.outcome["result"]["first"], "invite-7k2x9q-0001");
  EXPECT_EQ(run.outcome["result"]["last"], "invite-7k2x9q-0120");
  EXPECT_EQ(host.stored(record)["state"], "active");
  const FakeEffect* const file = effect_of(run, "add");
  ASSERT_NE(file, nullptr);
  EXPECT_EQ(file->payload["name"], "comptes-wifi.csv");
  const std::string content = file->payload["content"];
  EXPECT_EQ(std::count(content.begin(), content.end(), '\n'), 121);
  const json accounts = host.stored(std::string(record) + "/0")["accounts"];
  ASSERT_EQ(accounts.size(), 120u);
  for (const json& account : accounts) {
    const std::string line =
        account["name"].get<std::string>() + ";" + account["phrase"].get<std::string>() + ";2026-12-03;2026-12-04;";
    EXPECT_NE(content.find(line), std::string::npos) << account["name"];
  }
  ASSERT_NE(effect_of(run, "comment"), nullptr);
  EXPECT_EQ(effect_of(run, "comment")->payload["visibility"], "public");
}

TEST_F(GuestAccounts, PhrasesAreAllDifferentAndStandNowhereElse) {
  const FakeRun run = host.run("create-accounts", event(2000));
  ASSERT_EQ(run.outcome["outcome"], "done");
  std::set<std::string> phrases;
  for (int part = 0; part < 4; ++part) {
    const json kept = host.stored(std::string(record) + "/" + std::to_string(part));
    EXPECT_LT(kept.dump().size(), 64u * 1024) << "the counter keeps no more under one key";
    for (const json& account : kept["accounts"]) phrases.insert(account["phrase"].get<std::string>());
  }
  EXPECT_EQ(phrases.size(), 2000u);
  std::string elsewhere = run.outcome.dump() + effect_of(run, "comment")->payload.dump() + host.stored(record).dump();
  for (const std::string& line : host.log()) elsewhere += line;
  for (const std::string& phrase : phrases) {
    EXPECT_EQ(phrase.size(), 19u);
    EXPECT_EQ(elsewhere.find(phrase), std::string::npos);
  }
}

TEST_F(GuestAccounts, AreMadeOnceHoweverOftenItIsRun) {
  const FakeRun first = host.run("create-accounts", event(60));
  const json kept = host.stored(std::string(record) + "/0");
  const FakeRun again = host.run("create-accounts", event(60), 2);
  EXPECT_EQ(again.outcome, first.outcome);
  EXPECT_TRUE(again.effects.empty()) << "no second file, no second message";
  EXPECT_EQ(host.stored(std::string(record) + "/0"), kept) << "the phrases given to guests still hold";
}

TEST_F(GuestAccounts, AreTakenBackAndTheirPhrasesForgotten) {
  (void)host.run("create-accounts", event(600));
  const FakeRun run = host.run("disable-accounts", event(600));
  ASSERT_EQ(run.outcome["outcome"], "done");
  EXPECT_EQ(run.outcome["result"]["disabled"], 600);
  EXPECT_EQ(host.stored(record)["state"], "disabled");
  EXPECT_TRUE(host.stored(std::string(record) + "/0").is_null());
  EXPECT_TRUE(host.stored(std::string(record) + "/1").is_null());
  const FakeRun again = host.run("disable-accounts", event(600));
  EXPECT_EQ(again.outcome["result"]["disabled"], 0);
  EXPECT_TRUE(again.effects.empty());
}

TEST_F(GuestAccounts, AreFoundAgainByWhatMakingThemAnswered) {
  const FakeRun made = host.run("create-accounts", event(5));
  host.set_field("request.reference", nullptr);
  json input = event(5);
  input["result"] = made.outcome["result"];
  EXPECT_EQ(host.run("disable-accounts", input).outcome["result"]["disabled"], 5);
  EXPECT_EQ(host.stored(record)["state"], "disabled");
}

TEST_F(GuestAccounts, AreMadeAnewAfterTheyWereTakenBack) {
  (void)host.run("create-accounts", event(10));
  const json before = host.stored(std::string(record) + "/0");
  (void)host.run("disable-accounts", event(10));
  EXPECT_EQ(host.run("create-accounts", event(10)).outcome["outcome"], "done");
  EXPECT_EQ(host.stored(record)["state"], "active");
  EXPECT_NE(host.stored(std::string(record) + "/0"), before);
}

TEST_F(GuestAccounts, NothingMadeIsNothingToTakeBack) {
  const FakeRun run = host.run("disable-accounts", event(10));
  EXPECT_EQ(run.outcome["outcome"], "done");
  EXPECT_EQ(run.outcome["result"]["disabled"], 0);
}

TEST_F(GuestAccounts, WaitForARegisterThatDoesNotAnswer) {
  host.refuse(storage, "get", GUICHET_E_UNAVAILABLE, "");
  EXPECT_EQ(host.run("create-accounts", event(10)).outcome["outcome"], "retry");
  EXPECT_EQ(host.run("disable-accounts", event(10)).outcome["outcome"], "retry");
}

TEST_F(GuestAccounts, GoToAPersonWhenTheMachineCannot) {
  EXPECT_EQ(host.run("create-accounts", event(0)).outcome["outcome"], "hand-over");
  EXPECT_EQ(host.run("create-accounts", event(2001)).outcome["outcome"], "hand-over");
  host.refuse(storage, "put", GUICHET_E_LIMIT, "");
  const FakeRun run = host.run("create-accounts", event(10));
  EXPECT_EQ(run.outcome["outcome"], "hand-over");
  EXPECT_EQ(effect_of(run, "add"), nullptr) << "no file of accounts that are not kept";
}

TEST_F(GuestAccounts, DoNotExistWithoutTheirFile) {
  host.refuse("guichet.files/0", "add", GUICHET_E_UNAVAILABLE, "");
  EXPECT_EQ(host.run("create-accounts", event(10)).outcome["outcome"], "retry");
  EXPECT_TRUE(host.stored(record).is_null());
}

TEST_F(GuestAccounts, AreForgottenWhenTheEventIsOver) {
  (void)host.run("create-accounts", event(600));
  constexpr std::int64_t fourth_of_december = 1'796'342'400'000, seventh = 1'796'601'600'000;
  EXPECT_EQ(host.run_schedule("forget-accounts", {{"due", fourth_of_december}}).outcome["result"]["forgotten"], 0);
  EXPECT_FALSE(host.stored(record).is_null());
  EXPECT_EQ(host.run_schedule("forget-accounts", {{"due", seventh}}).outcome["result"]["forgotten"], 1);
  EXPECT_TRUE(host.stored(record).is_null());
  EXPECT_TRUE(host.stored(std::string(record) + "/1").is_null());
}
