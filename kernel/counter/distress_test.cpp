// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/distress.hpp"

#include "kernel/counter/ask.hpp"
#include "kernel/counter/desk.hpp"
#include "kernel/counter/follow.hpp"
#include "tests/support/counter_fixture.hpp"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <sstream>

namespace guichet::counter {
namespace {

using matching::Distress;

constexpr const char* words = "zébulon me harcèle tous les soirs";

class InDistress : public test::CounterFixture {
 protected:
  void SetUp() override {
    CounterFixture::SetUp();
    viewers.at("admin").rights.push_back({"centre-admin", "", 0});
  }
  void listen_in(const std::string& team) {
    std::vector<ConfidentialChannel> channels(3);
    for (auto& channel : channels) channel.team = team;
    const auto set = set_confidential_channels(*counter, as("admin"), channels);
    ASSERT_TRUE(set.ok()) << set.error().message;
  }
  FormInput free_request(const std::string& title, const std::string& text) {
    FormInput input = form("", {{"words", text}});
    input.title = title;
    return input;
  }
  // The files of the data folder that hold this text.
  std::vector<std::string> kept_in(const std::string& text) {
    std::vector<std::string> found;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(place->folder())) {
      if (!entry.is_regular_file()) continue;
      std::ifstream file(entry.path(), std::ios::binary);
      std::ostringstream content;
      content << file.rdbuf();
      if (content.str().find(text) != std::string::npos) found.push_back(entry.path());
    }
    return found;
  }
};

TEST_F(InDistress, GetHelpAndNeitherArticleNorService) {
  const auto found = ask(*counter, as("student"), "on me harcèle sur le wifi du colloque");
  EXPECT_EQ(found.distress, Distress::harassment);
  EXPECT_TRUE(found.services.empty());
  EXPECT_TRUE(found.articles.empty());
  EXPECT_TRUE(found.abstains);
  EXPECT_EQ(ask(*counter, as(""), "je veux mourir").distress, Distress::danger) << "signed out";
}

TEST_F(InDistress, MayGoOnWhenItIsNotThat) {
  const auto found = ask(*counter, as("student"), "on me harcèle pour des comptes wifi pour un colloque", true);
  EXPECT_EQ(found.distress, Distress::none);
  ASSERT_FALSE(found.services.empty());
  EXPECT_EQ(found.services.front().service->id, "it/wifi");
}

TEST_F(InDistress, AreOfferedTheConfidentialServicesTheyMayUse) {
  const Help help = help_for(*counter, as("student"), Distress::harassment);
  ASSERT_EQ(help.services.size(), 1U);
  EXPECT_EQ(help.services.front()->id, "health/harassment");
  EXPECT_TRUE(help_for(*counter, as(""), Distress::harassment).services.empty()) << "signed out there is none to use";
}

TEST_F(InDistress, AreToldTheChannelThatTheServiceCentreSet) {
  std::vector<ConfidentialChannel> channels(3);
  channels[0] = {{"Le service de santé écoute.", "Listens."}, "https://univ.example/sante", "04 91 00 00 00", "", ""};
  ASSERT_TRUE(set_confidential_channels(*counter, as("admin"), channels).ok());
  EXPECT_EQ(help_for(*counter, as(""), Distress::danger).channel.text.fr, "Le service de santé écoute.");
  EXPECT_EQ(help_for(*counter, as(""), Distress::violence).channel.text.fr, "");
  EXPECT_EQ(confidential_channels(*counter, as("admin"))->at(0).link, "https://univ.example/sante");

  channels[1].link = "javascript:alert(1)";
  channels[2].team = "it/nowhere";
  const auto refused = set_confidential_channels(*counter, as("admin"), channels);
  ASSERT_FALSE(refused.ok());
  ASSERT_EQ(refused.error().fields.size(), 2U);
  EXPECT_EQ(refused.error().fields[0].field, "link-violence");
  EXPECT_EQ(refused.error().fields[1].field, "team-harassment");
  for (const char* const login : {"student", "network", ""}) {
    EXPECT_FALSE(set_confidential_channels(*counter, as(login), channels).ok()) << login;
    EXPECT_FALSE(confidential_channels(*counter, as(login)).ok()) << login;
  }
}

TEST_F(InDistress, SendAFreeRequestThatOnlyThoseWhoListenRead) {
  listen_in("health/listening");
  const auto sent = submit(*counter, as("student"), free_request(words, "Je ne sais plus quoi faire."));
  ASSERT_TRUE(sent.ok());
  EXPECT_TRUE(sent->request.confidential);
  EXPECT_EQ(sent->request.team, "health/listening");
  EXPECT_EQ(sent->request.route_why.key, "route.confidential");
  EXPECT_TRUE(read_request(*counter, as("listener"), sent->request.id).ok());
  EXPECT_TRUE(read_request(*counter, as("student"), sent->request.id).ok());
  for (const char* const login : {"network", "sorter", "admin", "friend"}) {
    EXPECT_FALSE(read_request(*counter, as(login), sent->request.id).ok()) << login;
  }
}

TEST_F(InDistress, ReachTheTriageTeamWhenNobodyWasNamed) {
  const auto sent = submit(*counter, as("student"), free_request("", "Mon colocataire me frappe."));
  ASSERT_TRUE(sent.ok());
  EXPECT_TRUE(sent->request.confidential);
  EXPECT_EQ(sent->request.team, domain::triage_team);
  EXPECT_FALSE(read_request(*counter, as("network"), sent->request.id).ok());
}

TEST_F(InDistress, LeaveAnOrdinaryFreeRequestOrdinary) {
  const auto sent = submit(*counter, as("student"), free_request("", "Mon ordinateur est mort."));
  ASSERT_TRUE(sent.ok());
  EXPECT_FALSE(sent->request.confidential);
}

TEST_F(InDistress, LeaveNothingBehindWhenTheyDoNotSend) {
  (void)ask(*counter, as("student"), words);
  (void)ask(*counter, as("student"), words, true);
  (void)route_of_words(*counter, as("student"), words);
  ASSERT_TRUE(check_form(*counter, as("student"), free_request(words, words)).ok());
  ASSERT_TRUE(save_draft(*counter, as("student"), free_request("Bonjour", "")).ok());
  EXPECT_EQ(drafts(*counter, as("student")).size(), 1U);
  EXPECT_TRUE(keeps_drafts_of(*counter, as("student"), free_request("Bonjour", "")));

  EXPECT_FALSE(keeps_drafts_of(*counter, as("student"), free_request("Bonjour", words)));
  ASSERT_TRUE(save_draft(*counter, as("student"), free_request("Bonjour", words)).ok());
  EXPECT_TRUE(drafts(*counter, as("student")).empty()) << "and what was kept before is gone";
  FormInput event = form("it/wifi", {{"event", words}});
  ASSERT_TRUE(save_draft(*counter, as("student"), event).ok());
  EXPECT_TRUE(drafts(*counter, as("student")).empty()) << "whatever the form";
  EXPECT_THAT(kept_in("zébulon"), ::testing::IsEmpty());
  EXPECT_THAT(kept_in("zebulon"), ::testing::IsEmpty());
}

}  // namespace
}  // namespace guichet::counter
