// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/storage/synonyms.hpp"

#include "kernel/storage/past_needs.hpp"
#include "kernel/storage/requests.hpp"
#include "tests/support/test_database.hpp"

#include <gtest/gtest.h>

namespace guichet::storage {
namespace {

constexpr domain::Instant now = 1'795'510'800'000;

class SynonymStore : public test::OnBothDatabases {};
INSTANTIATE_ON_BOTH_DATABASES(SynonymStore);

TEST_P(SynonymStore, KeepsEachOnceAndMendsIt) {
  write([](Connection& connection) {
    Synonyms synonyms(connection);
    const auto first = synonyms.add({0, "", "bécane", "ordinateur", 3, now});
    ASSERT_TRUE(first);
    EXPECT_FALSE(synonyms.add({0, "", "bécane", "ordinateur", 4, now})) << "the same";
    const auto second = synonyms.add({0, "it/wifi", "wifi invité", "", 4, now});
    ASSERT_TRUE(second);
    EXPECT_FALSE(synonyms.mend({*second + 1000, "", "a", "b", 1, now})) << "not there";
    const auto third = synonyms.add({0, "", "bécane", "moto", 3, now});
    ASSERT_TRUE(third);
    EXPECT_FALSE(synonyms.mend({*third, "", "bécane", "ordinateur", 3, now})) << "the same as another";
    EXPECT_TRUE(synonyms.mend({*third, "", "bécane", "deux-roues", 5, now + 1}));
    EXPECT_EQ(synonyms.find(*third)->means, "deux-roues");
    EXPECT_EQ(synonyms.find(*third)->author, 5);
    EXPECT_TRUE(synonyms.remove(*first));
    EXPECT_FALSE(synonyms.remove(*first));
  });
  Reader reader = database->read();
  const auto all = Synonyms(reader).all();
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].words, "bécane");
  EXPECT_EQ(all[1].scope, "it/wifi");
  EXPECT_EQ(Synonyms(reader).count(), 2);
}

TEST_P(SynonymStore, ReadsPastNeedsAndNeverAConfidentialOne) {
  write([](Connection& connection) {
    Requests requests(connection);
    const auto make = [&](const char* title, const char* service, domain::Status status, bool confidential,
                          std::int32_t bounces) {
      domain::Request request;
      request.title = title;
      request.service = service;
      request.team = "it/network";
      request.requester = 7;
      request.status = status;
      request.confidential = confidential;
      request.bounces = bounces;
      request.created = request.updated = now;
      return requests.insert(request);
    };
    make("secret", "", domain::Status::closed, true, 0);
    const auto free_one = make("free", "", domain::Status::resolved, false, 0);
    make("sent right", "it/wifi", domain::Status::closed, false, 0);
    make("moved", "it/wifi", domain::Status::in_progress, false, 1);
    requests.insert_message({0, free_one, 7, "", "", MessageKind::to_all, "de moi", now});
    requests.insert_message({0, free_one, 8, "", "", MessageKind::internal, "note", now});
  });
  const auto titles = [](const std::vector<PastNeed>& needs) {
    std::string all;
    for (const PastNeed& need : needs) all += need.title + (need.answers != 0 ? "! " : ". ");
    return all;
  };
  {
    Reader reader = database->read();
    EXPECT_EQ(titles(PastNeeds(reader).solved(10)), "sent right. free. ");
    EXPECT_EQ(titles(PastNeeds(reader).unmet(10)), "moved. free. ");
    EXPECT_EQ(titles(PastNeeds(reader).unmet(1)), "moved. ");
  }
  write([](Connection& connection) {
    const auto needs = PastNeeds(connection).unmet(10);
    Requests(connection).insert_message({0, needs.back().id, 8, "", "", MessageKind::to_all, "voici", now});
  });
  Reader reader = database->read();
  EXPECT_EQ(titles(PastNeeds(reader).unmet(10)), "moved. free! ");
}

}  // namespace
}  // namespace guichet::storage
