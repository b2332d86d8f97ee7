// SPDX-License-Identifier: Apache-2.0
#include "sdk/tool/arguments.hpp"

#include <gtest/gtest.h>

namespace guichet::sdk_tool {
namespace {

Arguments read(std::vector<std::string> words) {
  words.insert(words.begin(), "guichet-sdk");
  std::vector<char*> values;
  for (std::string& word : words) values.push_back(word.data());
  return read_arguments(static_cast<int>(values.size()), values.data());
}

TEST(Arguments, TakeOptionsBeforeAndAfterWords) {
  const Arguments arguments = read({"check", "--json", "folder"});
  EXPECT_EQ(arguments.command, "check");
  EXPECT_EQ(arguments.plain, std::vector<std::string>{"folder"});
  EXPECT_TRUE(arguments.has("json"));
}

TEST(Arguments, TakeAValueAfterASpaceOrAnEqualsSign) {
  EXPECT_EQ(read({"run", ".", "--port", "0"}).option("port"), "0");
  EXPECT_EQ(read({"new", "--department-fr=Bibliothèques et musées"}).option("department-fr"),
            "Bibliothèques et musées");
  EXPECT_EQ(read({"run"}).option("port", "8080"), "8080");
}

TEST(Arguments, SayWhichValueIsMissing) {
  EXPECT_EQ(read({"sign", "bundle", "--key"}).problem, "--key needs a value");
}

}  // namespace
}  // namespace guichet::sdk_tool
