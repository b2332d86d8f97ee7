// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/identity/secret_box.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <thread>
#include <vector>

namespace guichet::identity {
namespace {

using domain::ErrorKind;

class SecretBoxTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string made = (std::filesystem::temp_directory_path() / "guichet-secret.XXXXXX").string();
    ASSERT_NE(mkdtemp(made.data()), nullptr);
    folder = made;
  }
  void TearDown() override { std::filesystem::remove_all(folder); }
  [[nodiscard]] std::filesystem::path file() const { return folder / "secret.key"; }

  std::filesystem::path folder;
};

TEST_F(SecretBoxTest, OpensWhatItSealedAlsoAfterARestart) {
  const auto sealed = SecretBox(file()).seal("plugin it password", "s3cret\0é");
  ASSERT_TRUE(sealed.ok()) << sealed.error().detail;
  EXPECT_EQ(sealed->find("s3cret"), std::string::npos);
  EXPECT_EQ(*SecretBox(file()).open("plugin it password", *sealed), "s3cret\0é");
  EXPECT_NE(*SecretBox(file()).seal("plugin it password", "s3cret"),
            *SecretBox(file()).seal("plugin it password", "s3cret"));
}

TEST_F(SecretBoxTest, MakesAKeyThatItsOwnerAloneMayRead) {
  EXPECT_FALSE(std::filesystem::exists(file()));
  EXPECT_EQ(SecretBox(file()).open("x", "1:AAAA").error().kind, ErrorKind::invalid);
  EXPECT_FALSE(std::filesystem::exists(file()));
  ASSERT_TRUE(SecretBox(file()).seal("x", "y").ok());
  struct stat facts {};
  ASSERT_EQ(stat(file().c_str(), &facts), 0);
  EXPECT_EQ(facts.st_mode & 0777U, 0600U);
  EXPECT_EQ(facts.st_size, 32);
  chmod(file().c_str(), 0644);
  EXPECT_FALSE(SecretBox(file()).seal("x", "y").ok());
}

TEST_F(SecretBoxTest, RefusesWhatWasSealedForSomethingElse) {
  const SecretBox box(file());
  const auto sealed = box.seal("plugin it password", "s3cret");
  EXPECT_EQ(box.open("plugin hr password", *sealed).error().kind, ErrorKind::invalid);
  EXPECT_EQ(box.open("plugin it pass", *sealed).error().kind, ErrorKind::invalid);
}

TEST_F(SecretBoxTest, RefusesWhatWasChangedOrSealedWithAnotherKey) {
  const SecretBox box(file());
  const auto sealed = box.seal("x", "s3cret");
  std::string changed = *sealed;
  changed[changed.size() / 2] = changed[changed.size() / 2] == 'A' ? 'B' : 'A';
  EXPECT_FALSE(box.open("x", changed).ok());
  for (const char* const nonsense : {"", "1:", "2:AAAA", "1:***", "s3cret"}) EXPECT_FALSE(box.open("x", nonsense).ok());
  std::filesystem::remove(file());
  EXPECT_EQ(box.open("x", *sealed).error().kind, ErrorKind::unavailable);
  ASSERT_TRUE(box.seal("x", "other").ok());
  EXPECT_EQ(box.open("x", *sealed).error().kind, ErrorKind::unavailable);
}

TEST_F(SecretBoxTest, MakesOneKeyForAllWhoComeAtOnce) {
  std::vector<std::thread> threads;
  std::vector<std::string> sealed(8);
  for (std::size_t i = 0; i < sealed.size(); ++i) {
    threads.emplace_back([&, i] { sealed[i] = SecretBox(file()).seal("x", std::to_string(i)).value(); });
  }
  for (auto& thread : threads) thread.join();
  for (std::size_t i = 0; i < sealed.size(); ++i) EXPECT_EQ(*SecretBox(file()).open("x", sealed[i]), std::to_string(i));
}

}  // namespace
}  // namespace guichet::identity
