// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/refusal_audit.hpp"

#include "kernel/storage/accounts.hpp"
#include "tests/support/counter_fixture.hpp"

namespace guichet::counter {
namespace {

class RefusalAuditTest : public test::CounterFixture {
 protected:
  /// Rows of a plugin, newest first: how often each says it was asked.
  std::vector<std::int64_t> times(const std::string& plugin) {
    storage::Reader reader = database->read();
    std::vector<std::int64_t> all;
    for (const auto& entry : storage::Audit(reader).of_target("plugin:" + plugin, 5000)) {
      EXPECT_EQ(entry.action, "plugin.refused");
      all.push_back(nlohmann::json::parse(entry.detail)["times"].get<std::int64_t>());
    }
    return all;
  }
  bool eventually_rows(const std::string& plugin, std::size_t rows) {
    for (int i = 0; i < 500; ++i) {
      if (times(plugin).size() >= rows) return true;
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return false;
  }
  std::atomic<domain::Instant> now = test::morning;
};

TEST_F(RefusalAuditTest, WritesTheFirstAtOnceAndCountsTheFloodThatFollows) {
  {
    RefusalAudit audit(*database, [this] { return now.load(); });
    audit.note("it", "guichet.mail/0 send");
    ASSERT_TRUE(eventually_rows("it", 1));
    for (int i = 0; i < 10'000; ++i) audit.note("it", "guichet.mail/0 send");
    audit.note("hr", "guichet.mail/0 send");
    ASSERT_TRUE(eventually_rows("hr", 1));
    EXPECT_EQ(times("it"), (std::vector<std::int64_t>{1}));
  }
  EXPECT_EQ(times("it"), (std::vector<std::int64_t>{10'000, 1}));
}

TEST_F(RefusalAuditTest, TellsOnlySoManyThingsApart) {
  {
    RefusalAudit audit(*database, [this] { return now.load(); });
    for (int i = 0; i < 3000; ++i) audit.note("it", "guichet.connect/0 open host" + std::to_string(i) + ":1");
  }
  EXPECT_LE(times("it").size(), 42U);
  std::int64_t all = 0;
  for (const auto each : times("it")) all += each;
  EXPECT_EQ(all, 3000);
}

}  // namespace
}  // namespace guichet::counter
