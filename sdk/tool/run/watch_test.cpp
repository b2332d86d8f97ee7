// SPDX-License-Identifier: Apache-2.0
#include "sdk/tool/run/watch.hpp"

#include "sdk/tool/bundle_at.hpp"

#include <gtest/gtest.h>

#include <fstream>

namespace guichet::sdk_tool {
namespace {

namespace fs = std::filesystem;

class Watched : public testing::Test {
 protected:
  Watched() : folder_("guichet-watch") { write("services/chair.yaml", "one"); }
  void write(const std::string& path, const std::string& text) const {
    const fs::path file = fs::path(folder_.path()) / path;
    fs::create_directories(file.parent_path());
    std::ofstream(file) << text;
  }
  TemporaryFolder folder_;
};

TEST_F(Watched, TellsWhatWasSavedAddedAndRemovedOnce) {
  Watch watch(folder_.path());
  EXPECT_TRUE(watch.changes().empty());
  write("services/chair.yaml", "another");
  write("docs/sit.md", "new");
  EXPECT_EQ(watch.changes(), (std::vector<std::string>{"docs/sit.md", "services/chair.yaml"}));
  EXPECT_TRUE(watch.changes().empty());
  fs::remove(fs::path(folder_.path()) / "docs/sit.md");
  EXPECT_EQ(watch.changes(), std::vector<std::string>{"docs/sit.md"});
}

TEST_F(Watched, LeavesOutWhatIsBuiltAndWhatEditorsLeave) {
  Watch watch(folder_.path());
  write("build/it.guichet/manifest.json", "{}");
  write(".git/HEAD", "main");
  write("services/.chair.yaml.swp", "x");
  write("services/chair.yaml~", "x");
  EXPECT_TRUE(watch.changes().empty());
}

}  // namespace
}  // namespace guichet::sdk_tool
