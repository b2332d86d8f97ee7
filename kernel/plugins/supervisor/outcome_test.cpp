// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/plugins/supervisor/outcome.hpp"

#include <gtest/gtest.h>

namespace guichet::plugins {
namespace {

using Kind = AutomationOutcome::Kind;

std::optional<AutomationOutcome> read_outcome(std::string_view text) {
  return plugins::read_outcome(nlohmann::json::parse(text));
}

TEST(Outcome, IsReadAsThePluginGaveIt) {
  const auto done = read_outcome(R"({"outcome":"done","result":{"account":"dupont"}})");
  ASSERT_TRUE(done);
  EXPECT_EQ(done->kind, Kind::done);
  EXPECT_EQ(done->result["account"], "dupont");

  const auto retry = read_outcome(R"({"outcome":"retry","at":1764000000000,"reason":{"fr":"occupé","en":"busy"}})");
  ASSERT_TRUE(retry);
  EXPECT_EQ(retry->retry_at, 1764000000000);

  const auto hand_over = read_outcome(R"({"outcome":"hand-over","reason":{"fr":"à voir","en":"look"}})");
  ASSERT_TRUE(hand_over);
  EXPECT_EQ(hand_over->kind, Kind::hand_over);
  EXPECT_EQ(hand_over->reason["fr"], "à voir");
}

TEST(Outcome, MayBeDoneWithoutAResult) {
  EXPECT_TRUE(read_outcome(R"({"outcome":"done"})"));
}

TEST(Outcome, IsRefusedWhenItIsNotOne) {
  for (const std::string_view text :
       {"null", "[]", "{}", R"({"outcome":"maybe"})", R"({"outcome":3})", R"({"outcome":"done","result":3})",
        R"({"outcome":"retry","reason":{"fr":"a","en":"b"}})",
        R"({"outcome":"retry","at":"soon","reason":{"fr":"a","en":"b"}})",
        R"({"outcome":"retry","at":-1,"reason":{"fr":"a","en":"b"}})", R"({"outcome":"failed"})",
        R"({"outcome":"failed","reason":"because"})", R"({"outcome":"failed","reason":{"fr":"a"}})",
        R"({"outcome":"hand-over","reason":{"fr":"a","en":7}})"}) {
    EXPECT_FALSE(read_outcome(text)) << text;
  }
}

}  // namespace
}  // namespace guichet::plugins
