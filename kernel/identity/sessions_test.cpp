// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/identity/sessions.hpp"

#include "kernel/identity/passwords.hpp"
#include "kernel/identity/sign_in_limit.hpp"
#include "kernel/identity/tokens.hpp"
#include "kernel/storage/people.hpp"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>

namespace guichet::identity {
namespace {

constexpr domain::Instant noon = 1'780'000'000'000;
constexpr const char* home = "192.0.2.7";

class SessionsTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (std::filesystem::temp_directory_path() / "guichet-sessions-XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
    auto opened = storage::Database::open(folder_);
    ASSERT_TRUE(opened.ok()) << opened.error().detail;
    database_ = std::move(*opened);
    const auto written = database_->write([&](storage::Connection& connection) -> domain::Result<domain::PersonId> {
      domain::Person person;
      person.login = "student";
      person.given_name = "Inès";
      person.family_name = "Benali";
      person.affiliation = {"student"};
      const auto id = storage::People(connection).insert(person);
      storage::Accounts accounts(connection);
      accounts.set_password_hash(id, hash_password("guichet"));
      accounts.add_member("it/network", id, true);
      accounts.grant(id, {"module-admin", "", 0});
      return id;
    });
    ASSERT_TRUE(written.ok());
    person_ = *written;
  }
  void TearDown() override {
    database_.reset();
    std::filesystem::remove_all(folder_);
  }

  std::optional<Presence> resume(const std::string& token, domain::Instant now) {
    storage::Reader reader = database_->read();
    return Sessions(*database_).resume(reader, token, now);
  }

  std::string folder_;
  std::unique_ptr<storage::Database> database_;
  domain::PersonId person_ = 0;
};

TEST_F(SessionsTest, OpensWithTheRightPasswordAndKnowsTeamsAndRights) {
  Sessions sessions(*database_);
  const auto opened = sessions.sign_in(" Student ", "guichet", home, noon);
  ASSERT_TRUE(opened.ok());
  const auto presence = resume(opened->token, noon + 1);
  ASSERT_TRUE(presence);
  EXPECT_EQ(presence->viewer.person.id, person_);
  EXPECT_TRUE(presence->viewer.leads("it/network"));
  EXPECT_TRUE(presence->viewer.has("module-admin", noon));
  EXPECT_FALSE(presence->csrf.empty());
}

TEST_F(SessionsTest, AnswersTheSameForAWrongNameAndAWrongPassword) {
  Sessions sessions(*database_);
  const auto wrong_name = sessions.sign_in("nobody", "guichet", home, noon);
  const auto wrong_password = sessions.sign_in("student", "Guichet", home, noon);
  ASSERT_FALSE(wrong_name.ok());
  ASSERT_FALSE(wrong_password.ok());
  EXPECT_EQ(wrong_name.error().message, "error.sign-in.wrong");
  EXPECT_EQ(wrong_password.error().message, wrong_name.error().message);
}

TEST_F(SessionsTest, StopsGuessingAfterTenTriesUntilTheWindowIsOver) {
  Sessions sessions(*database_);
  for (int attempt = 0; attempt < 10; ++attempt) {
    EXPECT_EQ(sessions.sign_in("student", "x", home, noon).error().message, "error.sign-in.wrong");
  }
  EXPECT_EQ(sessions.sign_in("student", "guichet", home, noon).error().kind, domain::ErrorKind::too_many);
  EXPECT_TRUE(sessions.sign_in("student", "guichet", home, noon + 31 * domain::minute).ok());
}

TEST_F(SessionsTest, AStrangerCannotKeepSomebodyOutOfTheirAccount) {
  Sessions sessions(*database_);
  for (int attempt = 0; attempt < 30; ++attempt) (void)sessions.sign_in("student", "x", "203.0.113.1", noon);
  EXPECT_TRUE(sessions.sign_in("student", "guichet", home, noon).ok()) << "one address is not the account";
  for (int host = 1; host < 12; ++host) {
    for (int attempt = 0; attempt < 10; ++attempt) {
      (void)sessions.sign_in("student", "x", "203.0.113." + std::to_string(host), noon);
    }
  }
  EXPECT_EQ(sessions.sign_in("student", "guichet", "198.51.100.9", noon).error().kind, domain::ErrorKind::too_many)
      << "many addresses together guess no better than one";
  EXPECT_TRUE(sessions.sign_in("student", "guichet", home, noon).ok()) << "from where they signed in before";
}

TEST_F(SessionsTest, WhatWasCountedIsForgottenOnceTheAccountIsOpenAgain) {
  Sessions sessions(*database_);
  for (int host = 1; host < 8; ++host) {
    for (int attempt = 0; attempt < 11; ++attempt) {
      (void)sessions.sign_in("student", "x", "203.0.113." + std::to_string(host), noon);
    }
  }
  for (int attempt = 0; attempt < 11; ++attempt) (void)sessions.sign_in("student", "x", home, noon);
  EXPECT_FALSE(sessions.sign_in("student", "guichet", home, noon).ok());
  const auto forgotten = database_->write([&](storage::Connection& connection) -> domain::Result<domain::Done> {
    SignInLimit(connection, "Student ", "").forget();
    return domain::Done{};
  });
  ASSERT_TRUE(forgotten.ok());
  EXPECT_TRUE(sessions.sign_in("student", "guichet", home, noon).ok());
}

TEST_F(SessionsTest, EndsWhenSignedOutAndWhenItIsTooOld) {
  Sessions sessions(*database_);
  const auto first = sessions.sign_in("student", "guichet", home, noon);
  const auto second = sessions.sign_in("student", "guichet", home, noon);
  sessions.sign_out(first->token);
  EXPECT_FALSE(resume(first->token, noon + 1));
  EXPECT_TRUE(resume(second->token, noon + 1));
  EXPECT_FALSE(resume(second->token, noon + 13 * domain::hour));
  EXPECT_FALSE(resume("", noon));
  EXPECT_FALSE(resume(std::string(5000, 'a'), noon));
}

TEST_F(SessionsTest, LastsWhileItIsUsed) {
  const auto opened = Sessions(*database_).sign_in("student", "guichet", home, noon);
  for (int hour = 1; hour <= 30; ++hour) EXPECT_TRUE(resume(opened->token, noon + hour * domain::hour)) << hour;
}

TEST(Tokens, AreLongRandomAndComparedWhole) {
  EXPECT_EQ(random_token().size(), 43U);
  EXPECT_NE(random_token(), random_token());
  EXPECT_EQ(random_digits().size(), 6U);
  EXPECT_EQ(token_hash("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_TRUE(same_token("abc", "abc"));
  EXPECT_FALSE(same_token("abc", "abcd"));
}

}  // namespace
}  // namespace guichet::identity
