// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/jobs/learner.hpp"

#include "kernel/counter/handle.hpp"
#include "kernel/counter/move.hpp"
#include "tests/support/counter_fixture.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <future>

namespace guichet::jobs {
namespace {

class Remembering : public test::CounterFixture {
 protected:
  void SetUp() override {
    CounterFixture::SetUp();
    folder_ = std::filesystem::temp_directory_path() / ("guichet-remembering-" + std::to_string(::getpid()));
    std::filesystem::remove_all(folder_);
    past_ = std::make_unique<matching::PastNeeds>(folder_.string());
  }
  void TearDown() override {
    past_.reset();
    std::filesystem::remove_all(folder_);
    CounterFixture::TearDown();
  }

  void remember() {
    std::vector<storage::Event> events;
    {
      storage::Reader reader = counter->database.read();
      events = storage::Events(reader).since(past_->indexed_up_to(), 1000);
    }
    remembered = remember_needs(*counter, *past_, events);
  }
  /// Where these words were solved; "": nothing is remembered of them.
  std::string solved_in(const std::string& words) {
    remember();
    const auto near = past_->nearest(words, 1);
    return near.empty() ? "" : near.front().label;
  }
  domain::Request send_free(const std::string& words) { return send("student", "", {{"words", words}}); }

  Remembered remembered;
  std::filesystem::path folder_;
  std::unique_ptr<matching::PastNeeds> past_;
};

TEST_F(Remembering, KeepsWhereANeedWasSolvedOnceItIs) {
  const auto request = send("student", "it/wifi", {{"event", "Symposium de botanique"}, {"count", "20"}});
  EXPECT_EQ(solved_in(request.title), "") << "nobody knows yet whether that was the right place";
  ASSERT_TRUE(counter::resolve(*counter, as("network"), seen(request), "Les comptes sont prêts.").ok());
  EXPECT_EQ(solved_in(request.title), "it/wifi");
}

TEST_F(Remembering, LearnsFromAMoveAtOnce) {
  const auto request = send_free("la zibeline du troisième cloître");
  EXPECT_EQ(solved_in("zibeline cloître"), "");
  ASSERT_TRUE(counter::move_to_service(*counter, as("sorter"), {seen(request), "it/wifi", {}, ""}).ok());
  EXPECT_EQ(solved_in("zibeline cloître"), "it/wifi");
}

TEST_F(Remembering, LearnsFromARequestersOwnMoveOnlyOnceItIsSolvedThere) {
  const auto request = send_free("la zibeline du troisième cloître");
  const domain::Typed typed{{"event", "Colloque"}, {"count", "20"}};
  ASSERT_TRUE(counter::move_to_service(*counter, as("student"), {seen(request), "it/wifi", typed, ""}).ok());
  EXPECT_EQ(solved_in("zibeline cloître"), "");
  ASSERT_TRUE(counter::resolve(*counter, as("network"), seen(reload(request.id)), "C’est fait.").ok());
  EXPECT_EQ(solved_in("zibeline cloître"), "it/wifi");
}

TEST_F(Remembering, LearnsOneThingOfAPersonAServiceAndADay) {
  for (int number = 0; number < 16; ++number) {
    const auto request = send_free("la zibeline du troisième cloître");
    ASSERT_TRUE(counter::move_to_service(*counter, as("sorter"), {seen(request), "it/wifi", {}, ""}).ok());
  }
  remember();
  EXPECT_EQ(past_->size(), 1U);
  const auto other = send("friend", "", {{"words", "la zibeline du cloître"}});
  ASSERT_TRUE(counter::move_to_service(*counter, as("sorter"), {seen(other), "it/wifi", {}, ""}).ok());
  const auto next_day = send("student", "", {{"words", "encore la zibeline"}}, test::morning + domain::day);
  ASSERT_TRUE(
      counter::move_to_service(*counter, as("sorter", test::morning + domain::day), {seen(next_day), "it/wifi", {}, ""})
          .ok());
  remember();
  EXPECT_EQ(past_->size(), 3U) << "somebody else, and another day";
}

TEST_F(Remembering, ForgetsWhatWasCancelled) {
  const auto request = send_free("la zibeline du troisième cloître");
  ASSERT_TRUE(counter::move_to_service(*counter, as("sorter"), {seen(request), "it/wifi", {}, ""}).ok());
  EXPECT_EQ(solved_in("zibeline cloître"), "it/wifi");
  ASSERT_TRUE(counter::cancel(*counter, as("student"), seen(reload(request.id)), "").ok());
  EXPECT_EQ(solved_in("zibeline cloître"), "");
}

TEST_F(Remembering, ForgetsANeedOnceAMessageTellsOfDistress) {
  const auto request = send_free("la zibeline du troisième cloître");
  ASSERT_TRUE(counter::move_to_service(*counter, as("sorter"), {seen(request), "it/wifi", {}, ""}).ok());
  EXPECT_EQ(solved_in("zibeline cloître"), "it/wifi");
  ASSERT_TRUE(counter::write_message(*counter, as("student"), {request.id, "je veux en finir", false, {}}).ok());
  EXPECT_EQ(solved_in("zibeline cloître"), "") << "while it is still open";
  EXPECT_TRUE(remembered.forgot) << "what was learned from it goes too";
}

TEST_F(Remembering, NeverLearnsFromAnswersOrTitlesThatTellOfDistress) {
  const auto request = send("student", "it/wifi", {{"event", "Symposium, mon ex me menace"}});
  ASSERT_TRUE(counter::resolve(*counter, as("network"), seen(request), "Les comptes sont prêts.").ok());
  remember();
  EXPECT_EQ(past_->size(), 0U);
}

TEST_F(Remembering, NeverKeepsWhatIsConfidentialOrTellsOfDistress) {
  const auto secret = send("student", "health/harassment", {{"what", "Des faits de bizutage"}});
  ASSERT_TRUE(counter::resolve(*counter, as("listener"), seen(secret), "Merci de nous l’avoir dit.").ok());
  const auto distress = send_free("mon directeur de thèse me harcèle tous les jours");
  EXPECT_TRUE(distress.confidential);
  remember();
  EXPECT_EQ(past_->size(), 0U);
}

TEST(Learner, LearnsAgainWhenEnoughIsNewAndEndsAtOnce) {
  const auto folder = std::filesystem::temp_directory_path() / ("guichet-learner-" + std::to_string(::getpid()));
  std::filesystem::remove_all(folder);
  {
    matching::PastNeeds past(folder.string());
    for (std::uint32_t i = 1; i <= 30; ++i) {
      past.put({i, i % 2 == 0 ? "it/printing" : "it/network", i % 2 == 0 ? "bourrage papier" : "plus de wifi"});
    }
    past.commit(1);
    std::promise<std::shared_ptr<const matching::LearnedRouting>> learned;
    Learner learner(past, [&learned](auto now) { learned.set_value(std::move(now)); });
    learner.changed({30, false});
    auto future = learned.get_future();
    ASSERT_EQ(future.wait_for(std::chrono::seconds(20)), std::future_status::ready);
    EXPECT_EQ(future.get()->rank("bourrage papier").front().label, "it/printing");
  }
  {
    matching::PastNeeds past(folder.string());
    std::promise<void> learned;
    Learner learner(past, [&learned](const auto&) { learned.set_value(); });
    learner.changed({0, true});
    EXPECT_EQ(learned.get_future().wait_for(std::chrono::seconds(20)), std::future_status::ready)
        << "one forgotten is enough";
  }
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace guichet::jobs
