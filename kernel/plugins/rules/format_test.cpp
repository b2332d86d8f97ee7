// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/plugins/rules/format.hpp"

#include "kernel/plugins/rules/finding.hpp"
#include "kernel/plugins/rules/schema.hpp"
#include "kernel/plugins/rules/suggestion.hpp"

#include <gtest/gtest.h>

namespace guichet::plugins {
namespace {

TEST(Format, ComparesVersionsWithRanges) {
  const Version version{0, 10, 2};
  EXPECT_EQ(within(version, ">=0.1 <1.0"), true);
  EXPECT_EQ(within(version, ">=0.10.2"), true);
  EXPECT_EQ(within(version, ">0.10.2"), false);
  EXPECT_EQ(within(version, "=0.10"), false);
  EXPECT_EQ(within(version, ""), std::nullopt);
  EXPECT_EQ(within(version, "~1.0"), std::nullopt);
  EXPECT_EQ(within(version, ">=1.x"), std::nullopt);
}

TEST(Format, ReadsDeadlinesAndSizesWithoutOverflow) {
  EXPECT_EQ(deadline_of("500ms"), 500);
  EXPECT_EQ(deadline_of("5min"), 300'000);
  EXPECT_EQ(deadline_of("6min"), std::nullopt);
  EXPECT_EQ(deadline_of("99999999999999999999s"), std::nullopt);
  EXPECT_EQ(deadline_of(""), std::nullopt);
  EXPECT_EQ(size_of("10MB"), 10'000'000);
  EXPECT_EQ(size_of("9223372036854775807GB"), std::nullopt);
  EXPECT_EQ(size_of("-1MB"), std::nullopt);
}

TEST(Format, KnowsDates) {
  EXPECT_TRUE(is_date("2028-02-29"));
  EXPECT_FALSE(is_date("2026-02-29"));
  EXPECT_FALSE(is_date("2026-9-1"));
  EXPECT_TRUE(is_date_bound("today+30d"));
  EXPECT_FALSE(is_date_bound("today+d"));
  EXPECT_FALSE(is_date_bound("tomorrow"));
}

TEST(Format, KeepsPathsInsideTheBundle) {
  EXPECT_TRUE(is_bundle_path("docs/sit.en.md"));
  for (const char* path : {"", "/etc/passwd", "../x", "a/../b", "a//b", "a/", ".hidden", "a\\b", "a b", "docs/.x"}) {
    EXPECT_FALSE(is_bundle_path(path)) << path;
  }
}

TEST(Format, KnowsIds) {
  EXPECT_EQ(format_problem("guichet-id", "wifi-event"), "");
  for (const char* id : {"", "-a", "a-", "a--b", "A", "é", "a/b", "a b"})
    EXPECT_NE(format_problem("guichet-id", id), "") << id;
  EXPECT_EQ(format_problem("guichet-reference", "it/network"), "");
  EXPECT_NE(format_problem("guichet-reference", "it/net/work"), "");
}

TEST(Suggestion, OffersOnlyWhatIsClose) {
  EXPECT_EQ(closest("paragrph", {"paragraph", "text"}), "paragraph");
  EXPECT_EQ(closest("txet", {"text"}), "text");
  EXPECT_EQ(closest("banana", {"paragraph", "text"}), "");
  EXPECT_EQ(closest("email", {"e-mail"}, {{"email", "e-mail"}}), "e-mail");
  EXPECT_EQ(closest(std::string(100'000, 'x'), {"text"}), "");
}

TEST(Finding, WritesPointersAsPeopleDo) {
  EXPECT_EQ(path_of_pointer("/services/3/form/2/type"), "services[3].form[2].type");
  EXPECT_EQ(path_of_pointer("/files/docs~1a.md"), "files.docs/a.md");
  EXPECT_EQ(path_of_pointer(""), "");
}

TEST(Json, IsMeasuredBeforeItIsRead) {
  EXPECT_TRUE(is_shallow(R"({"a": "[[[[[[", "b": ["\"[[["]})", 2));
  EXPECT_FALSE(is_shallow("[[[", 2));
}

TEST(Format, ReadsIntervalsAndTimesOfDay) {
  EXPECT_EQ(interval_of("15min"), 900'000);
  EXPECT_EQ(interval_of("31d"), 31 * std::int64_t{86'400'000});
  for (const char* wrong : {"", "15", "0min", "32d", "1s", "-1h", "1.5h", "99999999999999999999d"})
    EXPECT_EQ(interval_of(wrong), std::nullopt) << wrong;
  EXPECT_EQ(time_of_day("08:30"), 510);
  EXPECT_EQ(time_of_day("24:00"), 1440);
  for (const char* wrong : {"", "8:30", "24:01", "08:60", "08h30", "+8:30", "08:3O"})
    EXPECT_EQ(time_of_day(wrong), std::nullopt) << wrong;
}

TEST(Format, KnowsTheNameOfAHost) {
  for (const char* right : {"ldap.univ.example", "localhost", "10.0.0.1", "a-b.c"})
    EXPECT_TRUE(is_host(right)) << right;
  for (const char* wrong :
       {"", "ldap.", ".ldap", "a..b", "-a.b", "a-.b", "LDAP", "a b", "a:1", "http://a", "a/b", "[::1]"})
    EXPECT_FALSE(is_host(wrong)) << wrong;
}

}  // namespace
}  // namespace guichet::plugins
