// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/jobs/indexer.hpp"

#include "kernel/counter/desk.hpp"
#include "tests/support/counter_fixture.hpp"

#include <gtest/gtest.h>

namespace guichet::jobs {
namespace {

class Indexer : public test::CounterFixture {
 protected:
  std::size_t found(const std::string& who, const std::string& words) {
    catch_up(*counter, *search);
    return counter::search_requests(*counter, as(who), words)->rows.size();
  }
};

TEST_F(Indexer, FindsARequestByItsWordsForThoseWhoMaySeeIt) {
  const auto request = send("student", "it/wifi", {{"event", "Symposium de botanique"}});
  EXPECT_EQ(found("network", "botanique"), 1U);
  EXPECT_EQ(found("student", "botanique"), 1U);
  EXPECT_EQ(found("friend", "botanique"), 0U);
  ASSERT_TRUE(counter::add_watcher(*counter, as("student"), request.id, "friend").ok());
  EXPECT_EQ(found("friend", "botanique"), 1U);
  ASSERT_TRUE(counter::remove_watcher(*counter, as("student"), request.id, id("friend")).ok());
  EXPECT_EQ(found("friend", "botanique"), 0U);
}

TEST_F(Indexer, FollowsARequestToItsNextTeam) {
  const auto request = send("student", "it/wifi", {{"event", "Symposium de botanique"}});
  EXPECT_EQ(found("network", "botanique"), 1U);
  ASSERT_TRUE(counter::transfer(*counter, as("network"), seen(request), "it/identity", "").ok());
  EXPECT_EQ(found("network", "botanique"), 0U);
  EXPECT_EQ(found("identity", "botanique"), 1U);
}

TEST_F(Indexer, NeverHoldsNotesBetweenAgents) {
  const auto request = send_wifi();
  ASSERT_TRUE(counter::write_message(*counter, as("network"), {request.id, "clairvoyance", true, {}}).ok());
  ASSERT_TRUE(counter::write_message(*counter, as("network"), {request.id, "transparence", false, {}}).ok());
  EXPECT_EQ(found("network", "clairvoyance"), 0U);
  EXPECT_EQ(found("student", "transparence"), 1U);
}

TEST_F(Indexer, KeepsConfidentialRequestsOutAndTakesThemOut) {
  const auto secret = send("student", "health/harassment", {{"what", "Des faits de bizutage"}});
  EXPECT_EQ(found("listener", "bizutage"), 0U);
  EXPECT_EQ(found("student", "bizutage"), 0U);
  matching::SearchDocument leaked;
  leaked.id = secret.id;
  leaked.title = "bizutage";
  leaked.readers = {"team:health/listening"};
  search->put(leaked);
  search->commit(0);
  ASSERT_TRUE(counter::write_message(*counter, as("student"), {secret.id, "Encore", false, {}}).ok());
  catch_up(*counter, *search);
  EXPECT_TRUE(search->search("bizutage", {"team:health/listening"}, 0, 10).ids.empty());
}

TEST_F(Indexer, HoldsNothingThatTellsOfDistress) {
  (void)send("student", "it/wifi", {{"event", "Symposium, mon ex me menace"}});
  EXPECT_EQ(found("network", "symposium"), 0U);
  (void)send("student", "", {{"words", "On me harcèle pendant les travaux pratiques"}});
  EXPECT_EQ(found("sorter", "pratiques"), 0U);
  const auto request = send("student", "it/wifi", {{"event", "Congrès de géologie"}});
  ASSERT_TRUE(counter::write_message(*counter, as("student"), {request.id, "jeudi je veux mourir", false, {}}).ok());
  EXPECT_EQ(found("network", "jeudi"), 0U);
}

TEST_F(Indexer, TakesOutARequestOnceAMessageOrANoteTellsOfDistress) {
  const auto request = send("student", "it/wifi", {{"event", "Congrès de géologie"}});
  EXPECT_EQ(found("network", "géologie"), 1U);
  ASSERT_TRUE(counter::write_message(*counter, as("student"), {request.id, "jeudi je veux mourir", false, {}}).ok());
  EXPECT_EQ(found("network", "géologie"), 0U);
  const auto other = send("student", "it/wifi", {{"event", "Congrès de sismologie"}});
  EXPECT_EQ(found("network", "sismologie"), 1U);
  ASSERT_TRUE(counter::write_message(*counter, as("network"), {other.id, "il dit que son père le bat", true, {}}).ok());
  EXPECT_EQ(found("network", "sismologie"), 0U);
}

TEST_F(Indexer, CatchesUpInBatchesToTheEndOfTheLog) {
  for (int i = 0; i < 3; ++i) (void)send_wifi();
  catch_up(*counter, *search);
  storage::Reader reader = database->read();
  EXPECT_EQ(search->indexed_up_to(), storage::Events(reader).last());
}

}  // namespace
}  // namespace guichet::jobs
