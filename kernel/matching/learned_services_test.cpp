// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/matching/learned_services.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

namespace guichet::matching {
namespace {

domain::Service service(std::string id, std::string says) {
  domain::Service service;
  service.id = std::move(id);
  service.title.fr = says;
  service.says_fr = {std::move(says)};
  service.audience.open_to_all = true;
  return service;
}

class WithPastNeeds : public testing::Test {
 protected:
  WithPastNeeds() {
    std::filesystem::remove_all(folder_);
    past_ = std::make_unique<PastNeeds>((folder_ / "needs").string());
    matcher_ = std::make_unique<Matcher>((folder_ / "offers").string());
    auto snapshot = std::make_shared<plugins::Snapshot>();
    snapshot->services = {service("it/printing", "imprimer un document"), service("it/network", "prise réseau")};
    snapshot->fingerprint = "one";
    snapshot->index();
    EXPECT_TRUE(matcher_->rebuild(snapshot).ok());
  }
  ~WithPastNeeds() override { std::filesystem::remove_all(folder_); }

  // People say the same with other words around it.
  void solved(const std::string& label, const std::string& words, int times = 1) {
    for (int i = 0; i < times; ++i) {
      const std::string around = times == 1 ? "" : " salle" + std::to_string(i % 7) + " jour" + std::to_string(i);
      needs_.push_back({static_cast<std::uint32_t>(needs_.size() + 1), label, words + around});
      past_->put(needs_.back());
    }
  }
  void learn() {
    past_->commit(1);
    matcher_->use(LearnedRouting::learn(*past_, needs_));
  }
  Suggestions suggest(std::string_view words) const { return matcher_->suggest(words, nullptr, domain::Language::fr); }

  std::filesystem::path folder_ =
      std::filesystem::temp_directory_path() / ("guichet-learned-" + std::to_string(::getpid()));
  std::vector<PastNeed> needs_;
  std::unique_ptr<PastNeeds> past_;
  std::unique_ptr<Matcher> matcher_;
};

TEST_F(WithPastNeeds, FindsAServiceByWordsThatOnlyPeopleUse) {
  solved("it/printing", "le toner fuit", 300);
  solved("it/network", "la fibre clignote", 300);
  learn();
  const Suggestions found = suggest("le toner fuit");
  ASSERT_FALSE(found.services.empty());
  EXPECT_EQ(found.services.front().service->id, "it/printing");
  EXPECT_EQ(found.services.front().why.key, "match.learned");
}

TEST_F(WithPastNeeds, TellsNothingOfWhatOnePersonAsked) {
  solved("it/printing", "le toner fuit", 300);
  solved("it/network", "la fibre clignote", 300);
  solved("it/printing", "dossier trabendo");
  learn();
  const auto told = [this](const char* words) {
    std::string all;
    for (const auto& match : suggest(words).services) {
      all += match.service->id + ' ' + std::to_string(match.confidence) + ' ' + match.why.key + '\n';
    }
    return all;
  };
  EXPECT_EQ(told("réseau trabendo"), told("réseau xanadou"));
  EXPECT_EQ(told("dossier trabendo"), "");
}

TEST_F(WithPastNeeds, NamesTheTeamThatSolvedWhatNoServiceDoes) {
  solved("team:facilities/tilers", "carrelage fendu", 150);
  solved("it/network", "la fibre clignote", 150);
  learn();
  const Suggestions found = suggest("carrelage fendu");
  ASSERT_TRUE(found.team.has_value());
  EXPECT_EQ(found.team->id, "facilities/tilers");
  EXPECT_GE(found.team->confidence, routing_threshold);
  EXPECT_FALSE(suggest("la fibre clignote").team && suggest("la fibre clignote").team->confidence > 0.5);
}

TEST_F(WithPastNeeds, LeavesTheFirstDaysToTheServicesOwnWords) {
  solved("it/printing", "prise réseau", 5);
  learn();
  EXPECT_EQ(suggest("prise réseau").services.at(0).service->id, "it/network");
}

}  // namespace
}  // namespace guichet::matching
