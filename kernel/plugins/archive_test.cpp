// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/plugins/archive.hpp"

#include "kernel/plugins/archive_format.hpp"
#include "kernel/plugins/bundle_files.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zlib.h>

#include <filesystem>
#include <fstream>
#include <sstream>

namespace guichet::plugins {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

/// One file of an archive made by hand, with whatever lies a test wants to tell.
struct Lie {
  std::string path;
  std::string bytes = "hello";
  std::uint32_t mode = 0100644;
  std::uint16_t method = zip::stored;
  std::uint16_t flags = 0;
  std::uint32_t unpacked = 5;
  std::string name_before = {};  ///< in the header before the file, when it is another one
};

std::string archive_of(const std::vector<Lie>& files) {
  std::string archive, directory;
  for (const Lie& file : files) {
    std::string common;
    zip::add_short(common, 20);
    zip::add_short(common, file.flags);
    zip::add_short(common, file.method);
    zip::add_long(common, 0);
    zip::add_long(common, static_cast<std::uint32_t>(
                              crc32_z(0, reinterpret_cast<const Bytef*>(file.bytes.data()), file.bytes.size())));
    zip::add_long(common, static_cast<std::uint32_t>(file.bytes.size()));
    zip::add_long(common, file.unpacked);
    zip::add_short(common, static_cast<std::uint32_t>(file.path.size()));
    zip::add_short(common, 0);
    zip::add_long(directory, zip::entry_mark);
    zip::add_short(directory, zip::made_on_unix << 8);
    directory += common;
    zip::add_short(directory, 0);
    zip::add_long(directory, 0);
    zip::add_long(directory, file.mode << 16);
    zip::add_long(directory, static_cast<std::uint32_t>(archive.size()));
    directory += file.path;
    zip::add_long(archive, zip::file_mark);
    archive += common + (file.name_before.empty() ? file.path : file.name_before) + file.bytes;
  }
  std::string end;
  zip::add_long(end, zip::end_mark);
  zip::add_long(end, 0);
  zip::add_short(end, static_cast<std::uint32_t>(files.size()));
  zip::add_short(end, static_cast<std::uint32_t>(files.size()));
  zip::add_long(end, static_cast<std::uint32_t>(directory.size()));
  zip::add_long(end, static_cast<std::uint32_t>(archive.size()));
  zip::add_short(end, 0);
  return archive + directory + end;
}

std::string deflated_zeros(std::size_t count) {
  const std::string zeros(count, '\0');
  z_stream stream{};
  deflateInit2(&stream, 9, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
  std::string packed(deflateBound(&stream, count), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(zeros.data()));
  stream.avail_in = static_cast<uInt>(count);
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  deflate(&stream, Z_FINISH);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

class Archives : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "guichet-archive-XXXXXX").string();
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    root_ = name;
    write(root_ / "bundle/manifest.json", R"({"id": "school"})");
    write(root_ / "bundle/docs/sit.md", std::string(100'000, 's'));
    write(root_ / "bundle/plugin.so", "");
  }
  void TearDown() override { fs::remove_all(root_); }

  static void write(const fs::path& path, const std::string& text) {
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << text;
  }
  static std::string read(const fs::path& path) {
    std::ostringstream text;
    text << std::ifstream(path, std::ios::binary).rdbuf();
    return text.str();
  }
  /// What unpacking these bytes says; "" when they are unpacked.
  [[nodiscard]] std::string refusal(const std::string& bytes) const {
    write(root_ / "stranger.guichet", bytes);
    const auto unpacked = unpack_bundle((root_ / "stranger.guichet").string(), (root_ / "out").string());
    if (!unpacked) {
      EXPECT_FALSE(fs::exists(root_ / "out")) << "a refused archive leaves nothing behind";
    }
    fs::remove_all(root_ / "out");
    return unpacked ? "" : unpacked.error().detail;
  }
  [[nodiscard]] std::string packed() const {
    const std::string file = (root_ / "school-1.0.0.guichet").string();
    EXPECT_TRUE(pack_bundle((root_ / "bundle").string(), file).ok());
    return read(file);
  }

  fs::path root_;
};

TEST_F(Archives, ComeBackAsTheyWerePacked) {
  EXPECT_LT(packed().size(), 2'000U);
  const auto unpacked = unpack_bundle((root_ / "school-1.0.0.guichet").string(), (root_ / "out").string());
  ASSERT_TRUE(unpacked.ok()) << unpacked.error().detail;
  EXPECT_EQ(files_below((root_ / "out").string()).value(), files_below((root_ / "bundle").string()).value());
  for (const char* path : {"manifest.json", "docs/sit.md", "plugin.so"})
    EXPECT_EQ(read(root_ / "out" / path), read(root_ / "bundle" / path)) << path;
}

TEST_F(Archives, HaveTheSameBytesWhenPackedAgain) {
  const std::string first = packed();
  fs::last_write_time(root_ / "bundle/plugin.so", fs::file_time_type::clock::now() + std::chrono::hours(48));
  EXPECT_EQ(packed(), first);
}

TEST_F(Archives, AreMadeOfBundlesOnly) {
  fs::remove(root_ / "bundle/manifest.json");
  const auto packed = pack_bundle((root_ / "bundle").string(), (root_ / "x.guichet").string());
  EXPECT_THAT(packed.error().detail, HasSubstr("build the plugin first"));
  EXPECT_FALSE(fs::exists(root_ / "x.guichet"));
}

TEST_F(Archives, MadeByHandAreReadWhenTheyTellNoLie) {
  EXPECT_EQ(refusal(archive_of({{"manifest.json"}, {"docs/sit.md"}})), "");
  EXPECT_EQ(refusal(archive_of({{"docs/", "", 040755, zip::stored, 0, 0}, {"docs/sit.md"}})), "");
}

TEST_F(Archives, NeverWriteOutsideTheirFolder) {
  for (const char* path : {"../up.md", "docs/../../up.md", "/etc/passwd", "docs//a.md", "docs/./a.md", ".hidden",
                           "a\\b", "", "docs/\xff.md", "../", "C:/a"})
    EXPECT_THAT(refusal(archive_of({{path}})), HasSubstr("is not a path that a bundle may have")) << path;
  EXPECT_THAT(refusal(archive_of({{std::string("a\0b", 3)}})), HasSubstr("is not a path"));
}

TEST_F(Archives, HoldNoLinksAndNoDevices) {
  EXPECT_THAT(refusal(archive_of({{"docs/link.md", "/etc/", 0120777}})), HasSubstr("is a link"));
  EXPECT_THAT(refusal(archive_of({{"docs/pipe", "hello", 010644}})), HasSubstr("no plain file"));
}

TEST_F(Archives, HoldNoFileTwice) {
  EXPECT_THAT(refusal(archive_of({{"plugin.so"}, {"plugin.so"}})), HasSubstr("is twice"));
}

TEST_F(Archives, HoldNoFileThatIsAlsoAFolder) {
  EXPECT_NE(refusal(archive_of({{"docs"}, {"docs/sit.md"}})), "");
}

TEST_F(Archives, AreNotEncrypted) {
  EXPECT_THAT(refusal(archive_of({{"plugin.so", "hello", 0100644, zip::stored, 1}})), HasSubstr("password"));
}

TEST_F(Archives, NeverUnpackToMoreThanTheySay) {
  const std::string bomb = deflated_zeros(50'000'000);
  EXPECT_THAT(refusal(archive_of({{"plugin.so", bomb, 0100644, zip::deflated, 0, 1'000}})),
              HasSubstr("something else than it says"));
}

TEST_F(Archives, NeverUnpackToMoreThanABundleMayHold) {
  EXPECT_THAT(refusal(archive_of({{"plugin.so", "x", 0100644, zip::deflated, 0, 200'000'000}})),
              HasSubstr("more than 128000000"));
  const Lie large{"a", "x", 0100644, zip::deflated, 0, 100'000'000};
  EXPECT_THAT(refusal(archive_of({large,
                                  {"b", "x", 0100644, zip::deflated, 0, 100'000'000},
                                  {"c", "x", 0100644, zip::deflated, 0, 100'000'000}})),
              HasSubstr("unpacks to more than"));
  std::vector<Lie> many;
  for (int i = 0; i < 2'501; ++i) many.push_back({"f" + std::to_string(i), "", 0100644, zip::stored, 0, 0});
  EXPECT_THAT(refusal(archive_of(many)), HasSubstr("more than 2500 files"));
}

TEST_F(Archives, AgreeWithThemselves) {
  EXPECT_THAT(refusal(archive_of({{"docs/sit.md", "hello", 0100644, zip::stored, 0, 5, "docs/two.md"}})),
              HasSubstr("not where it says"));
  EXPECT_THAT(refusal(archive_of({{"docs/sit.md", "hello", 0100644, zip::stored, 0, 6}})),
              HasSubstr("something else than it says"));
}

TEST_F(Archives, CutOffAnywhereAreRefused) {
  const std::string whole = packed();
  for (std::size_t length = 0; length < whole.size(); ++length)
    EXPECT_NE(refusal(whole.substr(0, length)), "") << length << " bytes";
}

TEST_F(Archives, WithAnyByteChangedAreRefusedOrHoldTheSame) {
  const std::string whole = packed();
  for (std::size_t at = 0; at < whole.size(); ++at) {
    std::string changed = whole;
    changed[at] = static_cast<char>(changed[at] ^ 0x55);
    write(root_ / "stranger.guichet", changed);
    const auto unpacked = unpack_bundle((root_ / "stranger.guichet").string(), (root_ / "out").string());
    if (unpacked && fs::exists(root_ / "out/docs/sit.md")) {
      EXPECT_EQ(read(root_ / "out/docs/sit.md"), read(root_ / "bundle/docs/sit.md")) << "byte " << at;
    }
    fs::remove_all(root_ / "out");
  }
}

TEST_F(Archives, AreNeverUnpackedOverAFolder) {
  const std::string ignored = packed();
  write(root_ / "out/mine.txt", "keep me");
  EXPECT_FALSE(unpack_bundle((root_ / "school-1.0.0.guichet").string(), (root_ / "out").string()).ok());
  EXPECT_EQ(read(root_ / "out/mine.txt"), "keep me");
}

}  // namespace
}  // namespace guichet::plugins
