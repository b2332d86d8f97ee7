// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/matching/learned_routing.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <thread>

namespace guichet::matching {
namespace {

class LearnedRoutingTest : public testing::Test {
 protected:
  LearnedRoutingTest()
      : folder_(std::filesystem::temp_directory_path() / ("guichet-learned-" + std::to_string(::getpid()))) {
    std::filesystem::remove_all(folder_);
    past_ = std::make_unique<PastNeeds>(folder_.string());
  }
  ~LearnedRoutingTest() override {
    past_.reset();
    std::filesystem::remove_all(folder_);
  }

  void tell(const std::string& label, const std::string& text) {
    needs_.push_back({static_cast<std::uint32_t>(needs_.size() + 1), label, text});
    past_->put(needs_.back());
  }
  // People say much the same in other words.
  void tell_all() {
    const std::vector<std::string> when = {"ce matin", "depuis hier", "encore", "au bureau",
                                           "chez moi", "svp",         "merci"};
    for (const std::string& moment : when) {
      tell("it/printing", "l'imprimante fait un bourrage papier " + moment);
      tell("it/printing", "plus de toner dans le copieur " + moment);
      tell("it/network", "le wifi ne fonctionne pas " + moment);
      tell("it/network", "coupure du réseau eduroam " + moment);
      tell("team:hr/desk", "mon bulletin de salaire n'est pas arrivé " + moment);
      tell("team:hr/desk", "poser des congés " + moment);
    }
    past_->commit(42);
  }
  std::string best(std::string_view text) const {
    const auto ranked = LearnedRouting::learn(*past_, needs_)->rank(text);
    return ranked.empty() ? "" : ranked.front().label;
  }

  std::filesystem::path folder_;
  std::unique_ptr<PastNeeds> past_;
  std::vector<PastNeed> needs_;
};

TEST_F(LearnedRoutingTest, SendsNewWordsWhereTheirLikesWereSolved) {
  tell_all();
  EXPECT_EQ(best("bourrage dans le copieur du deuxième étage"), "it/printing");
  EXPECT_EQ(best("eduroam coupe sans arrêt"), "it/network");
  EXPECT_EQ(best("congés d'été"), "team:hr/desk");
}

TEST_F(LearnedRoutingTest, IsUnsureOfWhatItNeverHeard) {
  tell_all();
  const auto learned = LearnedRouting::learn(*past_, needs_);
  const auto known = learned->rank("bourrage papier imprimante"), unknown = learned->rank("zorglub inconnu");
  ASSERT_FALSE(known.empty());
  EXPECT_GT(known.front().probability, unknown.empty() ? 0 : unknown.front().probability);
  double sum = 0;
  for (const auto& label : known) sum += label.probability;
  EXPECT_LE(sum, 1.0001);
}

TEST_F(LearnedRoutingTest, LearnsTheSameFromTheSame) {
  tell_all();
  const auto first = LearnedRouting::learn(*past_, needs_)->rank("le wifi du bureau");
  const auto second = LearnedRouting::learn(*past_, needs_)->rank("le wifi du bureau");
  ASSERT_EQ(first.size(), second.size());
  for (std::size_t i = 0; i < first.size(); ++i) {
    EXPECT_EQ(first[i].label, second[i].label);
    EXPECT_DOUBLE_EQ(first[i].probability, second[i].probability);
  }
}

TEST_F(LearnedRoutingTest, AnswersNothingBeforeAnythingWasSolved) {
  EXPECT_TRUE(LearnedRouting::learn(*past_, {})->rank("wifi").empty());
}

TEST_F(LearnedRoutingTest, ForgetsWhatIsTakenOut) {
  tell_all();
  EXPECT_EQ(past_->size(), needs_.size());
  EXPECT_EQ(past_->indexed_up_to(), 42);
  for (const PastNeed& need : needs_) {
    if (need.label == "team:hr/desk") past_->remove(need.id);
  }
  past_->remove(9999);  // never came
  past_->commit(43);
  for (const NearNeed& near : past_->nearest("bulletin de salaire, congés", 50)) EXPECT_NE(near.label, "team:hr/desk");
  std::size_t left = 0;
  past_->each(1000, [&left](const PastNeed&) { ++left; });
  EXPECT_EQ(left, past_->size());
}

TEST_F(LearnedRoutingTest, ReplacesANeedThatWasPutRight) {
  tell("it/printing", "badge de la porte");
  past_->commit(1);
  past_->put({1, "team:facilities/doors", "badge de la porte"});
  past_->commit(2);
  const auto near = past_->nearest("badge", 5);
  ASSERT_EQ(near.size(), 1U);
  EXPECT_EQ(near.front().label, "team:facilities/doors");
}

TEST_F(LearnedRoutingTest, AnswersWhileNeedsAreAdded) {
  tell_all();
  std::vector<std::thread> threads;
  for (int i = 0; i < 3; ++i) {
    threads.emplace_back([this] {
      for (int k = 0; k < 100; ++k) EXPECT_FALSE(past_->nearest("le wifi du bureau", 5).empty());
    });
  }
  for (std::uint32_t i = 0; i < 20; ++i) {
    past_->put({1000 + i, "it/network", "wifi en panne"});
    past_->commit(100 + i);
  }
  for (std::thread& thread : threads) thread.join();
}

TEST_F(LearnedRoutingTest, BeginsAnewWhenTheIndexIsDamaged) {
  tell_all();
  past_.reset();
  for (const auto& entry : std::filesystem::directory_iterator(folder_)) {
    if (entry.path().filename() == "iamglass") std::filesystem::resize_file(entry.path(), 10);
  }
  past_ = std::make_unique<PastNeeds>(folder_.string());
  EXPECT_EQ(past_->size(), 0U);
  EXPECT_EQ(past_->indexed_up_to(), 0);
}

}  // namespace
}  // namespace guichet::matching
