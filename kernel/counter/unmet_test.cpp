// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/unmet.hpp"

#include "kernel/storage/settings.hpp"
#include "tests/support/counter_fixture.hpp"

#include <gmock/gmock.h>

namespace guichet::counter {
namespace {

using Advice = UnmetGroup::Advice;

class UnmetNeedsOfPeople : public test::CounterFixture {
 protected:
  void SetUp() override {
    CounterFixture::SetUp();
    viewers.at("admin").rights.push_back({"centre-admin", "", 0});
    viewers.at("staff").rights.push_back({"author", "department:it", 0});
  }
  struct Past {
    std::string title;
    domain::PersonId person = 0;
    std::string service = {};
    std::string team = "it/network";
    int answers = 1;
    bool confidential = false;
    domain::Instant at = test::morning - domain::day;
    std::int32_t bounces = 0;
    std::string said_later = {};
  };
  void past(const Past& past) {
    write([&](storage::Connection& connection) {
      domain::Request request;
      request.title = past.title;
      request.requester = past.person;
      request.service = past.service;
      request.team = past.team;
      request.confidential = past.confidential;
      request.bounces = past.bounces;
      request.status = domain::Status::closed;
      request.created = request.updated = past.at;
      const auto made = storage::Requests(connection).insert(request);
      if (!past.said_later.empty()) {
        storage::Requests(connection)
            .insert_message({0, made, past.person, "", "", storage::MessageKind::to_all, past.said_later, past.at});
      }
      for (int i = 0; i < past.answers; ++i) {
        storage::Requests(connection)
            .insert_message({0, made, 999, "", "", storage::MessageKind::to_all, "Voici.", past.at});
      }
    });
  }
  [[nodiscard]] UnmetNeeds found() { return unmet_needs(*counter, as("admin"), 90).value(); }
  [[nodiscard]] static std::string shown(const UnmetGroup& group) {
    std::string words;
    for (const auto& piece : group.wording) words += piece.empty() ? "… " : piece + " ";
    return words;
  }
};

TEST_F(UnmetNeedsOfPeople, AreGroupedByLikenessWithAWordingThatFivePeopleUsed) {
  for (domain::PersonId person = 1; person <= 6; ++person) {
    past({"louer une toge pour la cérémonie de Zébulon" + std::to_string(person), person});
  }
  past({"un aquarium", 7});
  const auto needs = found();
  ASSERT_EQ(needs.groups.size(), 1U);
  EXPECT_EQ(needs.groups[0].people, 6);
  EXPECT_EQ(shown(needs.groups[0]), "louer une toge pour la cérémonie de … ");
  EXPECT_EQ(needs.considered, 7);
  EXPECT_EQ(needs.in_small_groups, 1);
  EXPECT_TRUE(needs.all);
}

TEST_F(UnmetNeedsOfPeople, SayNothingOfFewerThanFivePeople) {
  for (int i = 0; i < 12; ++i) past({"louer une toge pour la cérémonie", i % 4 + 1});
  for (int i = 0; i < 12; ++i) past({"louer un manteau de laine", 0});  // signed out: perhaps one person
  const auto needs = found();
  EXPECT_TRUE(needs.groups.empty());
  EXPECT_EQ(needs.in_small_groups, 24);
}

TEST_F(UnmetNeedsOfPeople, NeverHoldConfidentialOnesNorDistressNorOldOnes) {
  for (domain::PersonId person = 1; person <= 6; ++person) {
    past({"louer une toge", person, "", "it/network", 1, true});
    past({"on me harcèle au laboratoire", person});
    past({"louer un chapiteau", person, "", "it/network", 1, false, test::morning - 200 * domain::day});
    past({"comptes wifi pour un colloque", person, "it/wifi"});  // it went right at once
  }
  const auto needs = found();
  EXPECT_TRUE(needs.groups.empty());
  EXPECT_EQ(needs.considered, 0);
}

TEST_F(UnmetNeedsOfPeople, LeaveOutWhatTurnedOutToTellOfDistress) {
  for (domain::PersonId person = 1; person <= 5; ++person) {
    past({"louer une toge de cérémonie",
          person,
          {},
          "it/network",
          1,
          false,
          test::morning - domain::day,
          0,
          person == 1 ? "en fait mon mari me frappe" : ""});
  }
  EXPECT_TRUE(found().groups.empty()) << "four of them are left";
  EXPECT_EQ(found().considered, 4);
}

TEST_F(UnmetNeedsOfPeople, SayWhetherToWriteAPageOrARequestOrWords) {
  for (domain::PersonId person = 1; person <= 5; ++person) {
    past({"horaires de la piscine", person});
    past({"réparer mon vélo crevé", person, "", "it/identity", 3});
    past({"sésame pour invités", person, "it/wifi", "it/network", 0, false, test::morning - domain::day, 1});
  }
  const auto needs = found();
  ASSERT_EQ(needs.groups.size(), 3U);
  for (const auto& group : needs.groups) {
    const std::string said = shown(group);
    if (said.find("piscine") != std::string::npos) {
      EXPECT_EQ(group.advice, Advice::article);
    }
    if (said.find("vélo") != std::string::npos) {
      EXPECT_EQ(group.advice, Advice::service);
      ASSERT_NE(group.team, nullptr);
      EXPECT_EQ(group.team->id, "it/identity");
    }
    if (said.find("sésame") != std::string::npos) {
      EXPECT_EQ(group.advice, Advice::words);
      ASSERT_NE(group.service, nullptr);
      EXPECT_EQ(group.service->id, "it/wifi");
      EXPECT_EQ(group.words, "sésame invités");
    }
  }
}

TEST_F(UnmetNeedsOfPeople, AreForTheServiceCentreAndAuthors) {
  EXPECT_TRUE(unmet_needs(*counter, as("staff"), 90).ok());
  for (const char* const login : {"student", "network", "sorter", ""}) {
    EXPECT_FALSE(unmet_needs(*counter, as(login), 90).ok()) << login;
  }
}

}  // namespace
}  // namespace guichet::counter
