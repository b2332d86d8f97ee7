// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/recover.hpp"

#include "kernel/counter/change.hpp"
#include "kernel/identity/passwords.hpp"
#include "kernel/identity/sessions.hpp"
#include "kernel/storage/accounts.hpp"
#include "kernel/storage/events.hpp"
#include "tests/support/counter_fixture.hpp"

#include <gtest/gtest.h>

namespace guichet::counter {
namespace {

using domain::ErrorKind;
using domain::Language;

class Recover : public test::CounterFixture {
 protected:
  std::string start(const std::string& login = "student") {
    const auto started = start_recovery(*counter, Language::fr, login, test::morning);
    EXPECT_TRUE(started.ok());
    return started ? started->id : "";
  }
  std::vector<storage::Mail> letters(const std::string& to = "student@home.example") {
    storage::Reader reader = database->read();
    return storage::Mails(reader).latest_to(to, 20);
  }
  std::string code() { return letters().front().parameters["code"].get<std::string>(); }
  domain::Result<Recovered> finish(const std::string& id, const std::string& code,
                                   domain::Instant at = test::morning + domain::minute) {
    return finish_recovery(*counter, Language::fr, id, code, at);
  }
  static std::string another(std::string code) {
    code[0] = code[0] == '9' ? '0' : static_cast<char>(code[0] + 1);
    return code;
  }
};

TEST_F(Recover, TheRightCodeSendsTheRequestInTheOwnersName) {
  const auto id = start();
  const auto recovered = finish(id, code());
  ASSERT_TRUE(recovered.ok()) << recovered.error().message;
  const auto request = reload(recovered->request);
  EXPECT_EQ(request.requester, this->id("student"));
  EXPECT_EQ(request.opened_by, this->id("student"));
  EXPECT_EQ(request.answers["account"], "student");
  EXPECT_EQ(recovery_progress(*counter, id, test::morning + 30 * domain::minute)->status, domain::Status::received);
  EXPECT_EQ(recovery_progress(*counter, id, test::morning + 2 * domain::hour).error().kind, ErrorKind::not_found);
  EXPECT_EQ(recovery_progress(*counter, "other", test::morning).error().kind, ErrorKind::not_found);
}

TEST_F(Recover, ItsLettersGoToTheAddressThatWasProved) {
  const auto id = start();
  const auto request = reload(finish(id, code())->request);
  write([&](storage::Connection& connection) {
    write_to_requester(connection, request, "mail.message", "Voici", test::morning);
  });
  EXPECT_EQ(letters().front().kind, "mail.message");
  EXPECT_TRUE(letters("student@univ.example").empty()) << "the mailbox they cannot open";
  const auto other = send("student", "it/account-unlock", {{"account", "student"}, {"what", "locked"}});
  write([&](storage::Connection& connection) {
    write_to_requester(connection, other, "mail.message", "Voici", test::morning);
  });
  EXPECT_EQ(letters("student@univ.example").size(), 1U);
}

TEST_F(Recover, SaysWhyAPersonTakesOver) {
  const auto id = start();
  const auto recovered = finish(id, code());
  ASSERT_TRUE(recovered.ok());
  auto job = claim(test::morning + domain::minute);
  while (job.kind == "mail") job = claim(test::morning + domain::minute);  // the code's letter
  plugins::AutomationOutcome outcome;
  outcome.kind = plugins::AutomationOutcome::Kind::hand_over;
  outcome.reason = {{"fr", "Ce compte est fermé."}, {"en", "This account is closed."}};
  ASSERT_TRUE(apply_outcome(*counter, job, outcome, test::morning).ok());
  const auto progress = recovery_progress(*counter, id, test::morning + domain::minute);
  ASSERT_TRUE(progress.ok());
  EXPECT_TRUE(progress->by_person);
  EXPECT_EQ(progress->reason.fr, "Ce compte est fermé.");
  EXPECT_EQ(progress->reason.en, "This account is closed.");
}

TEST_F(Recover, WrongPasswordsThatWereCountedKeepNobodyOutAfterwards) {
  write([&](storage::Connection& connection) {
    storage::Accounts(connection).set_password_hash(this->id("student"), identity::hash_password("guichet"));
  });
  identity::Sessions sessions(*database);
  const auto at = test::morning + domain::minute;
  for (int i = 0; i < 12; ++i) (void)sessions.sign_in("student", "x", "192.0.2.7", at);
  ASSERT_EQ(sessions.sign_in("student", "guichet", "192.0.2.7", at).error().kind, ErrorKind::too_many);
  const auto id = start();
  ASSERT_TRUE(finish_recovery(*counter, Language::fr, id, code(), at, "192.0.2.7").ok());
  EXPECT_TRUE(sessions.sign_in("student", "guichet", "192.0.2.7", at).ok());
}

TEST_F(Recover, TheProgressIsKeptWhenOldCodesAreSwept) {
  const auto id = start();
  ASSERT_TRUE(finish(id, code()).ok());
  write([](storage::Connection& connection) {
    storage::Accounts(connection).remove_expired(test::morning + 20 * domain::minute);
  });
  EXPECT_TRUE(recovery_progress(*counter, id, test::morning + 20 * domain::minute).ok());
}

TEST_F(Recover, ACodeOpensOnce) {
  const auto id = start();
  const auto right = code();
  ASSERT_TRUE(finish(id, right).ok());
  EXPECT_EQ(finish(id, right).error().message, "error.recover.wrong-code");
}

TEST_F(Recover, ACodeIsNotSpentWhenTheRequestCannotBeSent) {
  const auto id = start();
  registry.replace(plugins::Registry().current());  // its plugin is being upgraded
  EXPECT_FALSE(finish(id, code()).ok());
  registry.replace(test::sample_snapshot());
  EXPECT_TRUE(finish(id, code()).ok());
}

TEST_F(Recover, FiveWrongTriesEndACode) {
  const auto id = start();
  const auto right = code();
  for (int i = 0; i < 5; ++i) EXPECT_EQ(finish(id, another(right)).error().kind, ErrorKind::forbidden);
  EXPECT_EQ(finish(id, right).error().message, "error.recover.wrong-code");
}

TEST_F(Recover, ACodeLivesFifteenMinutes) {
  const auto id = start();
  EXPECT_FALSE(finish(id, code(), test::morning + 16 * domain::minute).ok());
  EXPECT_TRUE(finish(id, code(), test::morning + 15 * domain::minute).ok());
}

TEST_F(Recover, AnUnknownAccountIsAnsweredAsAKnownOne) {
  EXPECT_FALSE(start("nobody").empty());
  EXPECT_FALSE(start("gone").empty());
  EXPECT_FALSE(start("friend").empty()) << "has no contact address";
  EXPECT_TRUE(letters("gone@home.example").empty());
  EXPECT_EQ(finish(start("nobody"), "000000").error().message, "error.recover.wrong-code");
  EXPECT_EQ(finish("unknown", "000000").error().message, "error.recover.wrong-code");
  EXPECT_EQ(finish("\xff", "\xff").error().message, "error.recover.wrong-code");
  EXPECT_EQ(start_recovery(*counter, Language::fr, "\xff", test::morning).error().kind, ErrorKind::invalid);
  EXPECT_EQ(start_recovery(*counter, Language::fr, std::string(201, 'x'), test::morning).error().kind,
            ErrorKind::invalid);
}

TEST_F(Recover, ACodeThatNobodyWasSentNamesNoAccount) {
  const auto id = start("friend");
  storage::Reader reader = database->read();
  EXPECT_TRUE(storage::Accounts(reader).recovery(id)->login.empty()) << "or it could be guessed";
}

TEST_F(Recover, FiveCodesAnHourForOneAccountHoweverItIsNamed) {
  for (int i = 0; i < 5; ++i) (void)start("student");
  const auto refused = start_recovery(*counter, Language::fr, "student", test::morning);
  EXPECT_EQ(refused.error().kind, ErrorKind::too_many);
  const auto by_mail = start_recovery(*counter, Language::fr, "student@univ.example", test::morning);
  EXPECT_TRUE(by_mail.ok()) << "a limit must not tell that both name one account";
  EXPECT_EQ(letters().size(), 5U) << "but no sixth code is sent";
  for (int i = 0; i < 5; ++i) (void)start("nobody");
  EXPECT_EQ(start_recovery(*counter, Language::fr, "nobody", test::morning).error().kind, ErrorKind::too_many);
}

TEST_F(Recover, IsNotThereWithoutItsService) {
  counter->recovery_service = "";
  EXPECT_EQ(start_recovery(*counter, Language::fr, "student", test::morning).error().kind, ErrorKind::not_found);
}

}  // namespace
}  // namespace guichet::counter
