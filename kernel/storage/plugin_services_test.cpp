// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/storage/plugin_services.hpp"

#include "tests/support/test_database.hpp"

#include <gmock/gmock.h>

namespace guichet::storage {
namespace {

constexpr domain::Instant now = 1'795'510'800'000;

class PluginServices : public test::OnBothDatabases {};
INSTANTIATE_ON_BOTH_DATABASES(PluginServices);

TEST_P(PluginServices, KeepsWhatAnAdministratorSets) {
  write([](Connection& connection) {
    PluginSettings settings(connection);
    settings.set({"it", "quota", "20", false, now});
    settings.set({"it", "quota", "30", false, now + 1});
    settings.set({"it", "password", "sealed", true, now});
    settings.set({"hr", "quota", "1", false, now});
    settings.remove("it", "none");
  });
  Reader reader = database->read();
  PluginSettings settings(reader);
  EXPECT_EQ(settings.find("it", "quota")->value, "30");
  EXPECT_EQ(settings.find("hr", "quota")->value, "1");
  EXPECT_TRUE(settings.find("it", "password")->secret);
  EXPECT_FALSE(settings.find("it", "none"));
  ASSERT_EQ(settings.of("it").size(), 2U);
  EXPECT_EQ(settings.of("it")[0].name, "password");
}

TEST_P(PluginServices, ChangesAStoredValueOnlyFromTheRevisionThatWasRead) {
  write([](Connection& connection) {
    PluginStorage storage(connection);
    const auto first = storage.put("it", "a/1", 0, "1", now);
    ASSERT_TRUE(first);
    EXPECT_FALSE(storage.put("it", "a/1", 0, "2", now));
    EXPECT_FALSE(storage.put("it", "a/1", *first + 7, "2", now));
    EXPECT_FALSE(storage.put("hr", "a/1", *first, "2", now));
    const auto second = storage.put("it", "a/1", *first, "2", now);
    ASSERT_TRUE(second);
    EXPECT_GT(*second, *first);
    EXPECT_FALSE(storage.remove("it", "a/1", *first));
    EXPECT_TRUE(storage.remove("it", "a/1", *second));
    const auto third = storage.put("it", "a/1", 0, "3", now + 1000);
    ASSERT_TRUE(third);
    EXPECT_GT(*third, *second);
  });
  Reader reader = database->read();
  EXPECT_EQ(PluginStorage(reader).get("it", "a/1")->value, "3");
  EXPECT_FALSE(PluginStorage(reader).get("hr", "a/1"));
}

TEST_P(PluginServices, ListsStoredKeysByTheirBeginning) {
  write([](Connection& connection) {
    PluginStorage storage(connection);
    for (const char* const key : {"b", "a/2", "a/1", "a", "a-1", "ab"})
      ASSERT_TRUE(storage.put("it", key, 0, "null", now));
    ASSERT_TRUE(storage.put("hr", "a/9", 0, "null", now));
  });
  Reader reader = database->read();
  const auto keys = [&](std::string_view prefix, std::string_view after, std::size_t limit) {
    std::string joined;
    for (const auto& each : PluginStorage(reader).list("it", prefix, after, limit)) joined += each.key + " ";
    return joined;
  };
  EXPECT_EQ(keys("a", "", 10), "a a-1 a/1 a/2 ab ");
  EXPECT_EQ(keys("a/", "", 10), "a/1 a/2 ");
  EXPECT_EQ(keys("", "a/1", 2), "a/2 ab ");
  EXPECT_EQ(keys("z", "", 10), "");
  EXPECT_EQ(PluginStorage(reader).use("it").keys, 6);
  EXPECT_EQ(PluginStorage(reader).use("it").bytes, 6 * 4 + 1 + 3 + 3 + 1 + 3 + 2);
  EXPECT_EQ(PluginStorage(reader).use("none").bytes, 0);
}

TEST_P(PluginServices, MovesAScheduleOnOnce) {
  write([](Connection& connection) {
    PluginSchedules schedules(connection);
    schedules.save({"it", "sync", "every 1h", now});
    const auto due = schedules.due(now);
    ASSERT_EQ(due.size(), 1U);
    EXPECT_TRUE(schedules.move(due[0], now + 10));
    EXPECT_FALSE(schedules.move(due[0], now + 10));
    EXPECT_TRUE(schedules.due(now).empty());
  });
}

TEST_P(PluginServices, RunsAScheduleNeverTwiceAtOnce) {
  write([](Connection& connection) {
    PluginSchedules schedules(connection);
    schedules.add_run(1, "it", "sync", true);
    schedules.add_run(2, "it", "sync", false);
    schedules.add_run(3, "it", "other", false);
    EXPECT_TRUE(schedules.begin_run(1));
    EXPECT_FALSE(schedules.begin_run(2));
    EXPECT_TRUE(schedules.begin_run(3));
    EXPECT_EQ(schedules.runs_of("it"), 3);
    EXPECT_TRUE(schedules.has_regular_run("it", "sync"));
    EXPECT_FALSE(schedules.has_regular_run("it", "other"));
    schedules.end_run(1);
    EXPECT_FALSE(schedules.has_regular_run("it", "sync"));
    EXPECT_TRUE(schedules.begin_run(2));
    schedules.pause_run(2);
    EXPECT_FALSE(schedules.begin_run(9));
  });
}

}  // namespace
}  // namespace guichet::storage
