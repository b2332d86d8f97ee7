// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/plugins/bundle.hpp"

#include "kernel/plugins/authoring/sample_sources.hpp"
#include "kernel/plugins/sha256.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace guichet::plugins {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using testing::HasSubstr;

/// A folder of its own for each test, with the sample plugin built into `bundle`.
class BundleOnDisk : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "guichet-bundle-XXXXXX").string();
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    root_ = name;
    for (const auto& [path, text] : authoring::sample_sources()) write(root_ / "source" / path, text);
    write(root_ / "plugin.so", "not really code");
    bundle_ = (root_ / "school.guichet").string();
    const auto built = build_bundle((root_ / "source").string(), (root_ / "plugin.so").string(), bundle_);
    ASSERT_TRUE(built.ok() && built->ok());
  }
  void TearDown() override {
    std::error_code ignored;
    for (fs::recursive_directory_iterator entry(root_, ignored), end; !ignored && entry != end;
         entry.increment(ignored)) {
      if (entry->is_directory()) fs::permissions(entry->path(), fs::perms::owner_all, ignored);
    }
    fs::remove_all(root_, ignored);
  }
  static void write(const fs::path& path, const std::string& text) {
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << text;
  }
  [[nodiscard]] json manifest() const { return json::parse(std::ifstream(bundle_ + "/manifest.json")); }
  void rewrite(const json& manifest) const { write(bundle_ + "/manifest.json", manifest.dump()); }
  [[nodiscard]] std::string refusal() const {
    const auto read = read_bundle(bundle_);
    return read ? "accepted" : read.error().detail;
  }

  fs::path root_;
  std::string bundle_;
};

TEST_F(BundleOnDisk, ComesBackAsItWasWritten) {
  const auto bundle = read_bundle(bundle_);
  ASSERT_TRUE(bundle.ok()) << bundle.error().detail;
  EXPECT_EQ(bundle->info.id, "school");
  EXPECT_EQ(bundle->info.version, "1.2.0");
  EXPECT_TRUE(bundle->info.has_library);
  EXPECT_EQ(bundle->info.fingerprint.size(), 64U);
  ASSERT_EQ(bundle->articles.size(), 2U);
  EXPECT_THAT(bundle->articles[1].html, HasSubstr("<h2 id=\"si-cela-ne-marche-pas\">"));
  EXPECT_EQ(bundle->articles[1].services, std::vector<std::string>{"school/chair"});
}

TEST_F(BundleOnDisk, BuildsTheSameBytesTwice) {
  const json first = manifest();
  ASSERT_TRUE(build_bundle((root_ / "source").string(), (root_ / "plugin.so").string(), bundle_).ok());
  EXPECT_EQ(manifest(), first);
}

TEST_F(BundleOnDisk, IsRefusedWhenAnythingInItChanged) {
  write(bundle_ + "/plugin.so", "other code");
  EXPECT_THAT(refusal(), HasSubstr("plugin.so does not have the SHA-256"));
}

TEST_F(BundleOnDisk, IsRefusedWhenAPageChanged) {
  write(bundle_ + "/docs/sit.md", "Autre chose.");
  EXPECT_THAT(refusal(), HasSubstr("docs/sit.md does not have the SHA-256"));
}

TEST_F(BundleOnDisk, IsRefusedWithAFileMoreOrLess) {
  write(bundle_ + "/docs/more.md", "x");
  EXPECT_THAT(refusal(), HasSubstr("docs/more.md is not listed"));
  fs::remove(bundle_ + "/docs/more.md");
  fs::remove(bundle_ + "/plugin.so");
  EXPECT_THAT(refusal(), HasSubstr("plugin.so is listed in the manifest and not in the bundle"));
}

TEST_F(BundleOnDisk, IsRefusedWithASymbolicLink) {
  fs::remove(bundle_ + "/plugin.so");
  fs::create_symlink(root_ / "plugin.so", bundle_ + "/plugin.so");
  EXPECT_THAT(refusal(), HasSubstr("plugin.so is neither a file nor a folder"));
}

TEST_F(BundleOnDisk, IsRefusedForAnotherKernel) {
  json changed = manifest();
  changed["kernel"] = ">=7.0";
  rewrite(changed);
  EXPECT_THAT(refusal(), HasSubstr("works with kernels >=7.0"));
}

TEST_F(BundleOnDisk, IsRefusedWhenItBringsHtmlOfItsOwn) {
  json changed = manifest();
  changed["articles"][0]["html"] = "<script>";
  rewrite(changed);
  EXPECT_THAT(refusal(), HasSubstr("articles[0].html: \"html\" is not a key of a article"));
}

TEST_F(BundleOnDisk, IsRefusedWhenItsManifestIsHostile) {
  for (const std::string& text :
       {std::string(), std::string("[]"), std::string("{"), std::string("{\"files\":{}}"), std::string(1'000'000, '['),
        std::string("{\"files\":{\"../../etc/passwd\":\"x\"}}"), std::string("\xff\xfe")}) {
    write(bundle_ + "/manifest.json", text);
    EXPECT_NE(refusal(), "accepted");
  }
  json changed = {{"files", json::object()}};
  for (int i = 0; i < 50; ++i) changed = {{"files", {{"a", changed}}}};
  rewrite(changed);
  EXPECT_THAT(refusal(), HasSubstr("deeper"));
}

TEST_F(BundleOnDisk, IsInstalledReadOnlyUnderItsFingerprint) {
  const auto installed = install_bundle(bundle_, (root_ / "data").string());
  ASSERT_TRUE(installed.ok()) << installed.error().detail;
  const auto bundle = read_bundle(*installed);
  ASSERT_TRUE(bundle.ok());
  EXPECT_EQ(*installed, (root_ / "data/plugins/school" / bundle->info.fingerprint).string());
  EXPECT_EQ(fs::status(*installed + "/plugin.so").permissions(), fs::perms(0444));
  EXPECT_EQ(fs::status(*installed + "/docs").permissions(), fs::perms(0555));
  EXPECT_EQ(*install_bundle(bundle_, (root_ / "data").string()), *installed);
}

TEST_F(BundleOnDisk, IsNotInstalledWhenTamperedWith) {
  write(bundle_ + "/plugin.so", "other code");
  EXPECT_FALSE(install_bundle(bundle_, (root_ / "data").string()).ok());
  EXPECT_FALSE(fs::exists(root_ / "data/plugins/school"));
}

TEST_F(BundleOnDisk, NeverReplacesAFolderThatIsNoBundle) {
  const auto built =
      build_bundle((root_ / "source").string(), (root_ / "plugin.so").string(), (root_ / "source").string());
  EXPECT_FALSE(built.ok());
  EXPECT_TRUE(fs::exists(root_ / "source/plugin.yaml"));
}

}  // namespace
}  // namespace guichet::plugins
