// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/plugins/authoring/sample_sources.hpp"
#include "kernel/plugins/bundle.hpp"

#include <gtest/gtest.h>

#include <chrono>

namespace guichet::plugins {
namespace {

TEST(ItPlugin, CompilesWithoutAWarning) {
  const auto sources = authoring::read_sources(GUICHET_IT_SOURCES);
  ASSERT_TRUE(sources.ok()) << sources.error().detail;
  EXPECT_EQ(authoring::report(*sources), "");
}

TEST(ItPlugin, BringsWhatTheCounterNeeds) {
  const auto sources = authoring::read_sources(GUICHET_IT_SOURCES);
  ASSERT_TRUE(sources.ok());
  const auto compilation = authoring::compile_sources(*sources, authoring::no_library);
  ASSERT_TRUE(compilation.ok());
  const auto start = std::chrono::steady_clock::now();
  const auto bundle = bundle_of(compilation.manifest, compilation.documents, "f");
  ASSERT_TRUE(bundle.ok()) << bundle.error().detail;
  const Compiled compiled = compile_snapshot({*bundle});
  const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - start);
  RecordProperty("milliseconds_to_read", static_cast<int>(took.count()));

  EXPECT_TRUE(compiled.problems.empty());
  for (const char* id : {"account-unlock", "software-access", "mailing-list", "wifi-event", "software-licence",
                         "computer", "network-fault", "online-exam", "account-open", "classroom-equipment", "printing",
                         "security-incident", "storage"}) {
    EXPECT_NE(compiled.snapshot->service(std::string("it/") + id), nullptr) << id;
  }
  EXPECT_GE(compiled.snapshot->articles.size(), 53U);
  EXPECT_NE(compiled.snapshot->automation("it/unlock-account"), nullptr);
}

}  // namespace
}  // namespace guichet::plugins
