// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/storage/files.hpp"

#include "tests/support/test_database.hpp"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>

namespace guichet::storage {
namespace {

using namespace std::string_literals;
namespace fs = std::filesystem;

class FileStore : public ::testing::Test {
 protected:
  std::string file(const std::string& content) const {
    const std::string path = place.folder() + "/upload";
    std::ofstream(path, std::ios::binary) << content;
    return path;
  }
  std::string type(const std::string& content) const { return media_type_of(file(content)); }

  test::DatabasePlace place{Dialect::sqlite};
  Files files{place.folder() + "/files"};
};

TEST_F(FileStore, NamesAFileByItsContent) {
  const auto put = files.put("abc");
  ASSERT_TRUE(put.ok()) << put.error().detail;
  EXPECT_EQ(*put, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  const std::string upload = file("abc");
  const auto taken = files.take(upload);
  ASSERT_TRUE(taken.ok()) << taken.error().detail;
  EXPECT_EQ(*taken, *put);
  EXPECT_FALSE(fs::exists(upload));
  EXPECT_EQ(fs::file_size(files.path_of(*put)), 3u);
  EXPECT_FALSE(files.take(place.folder() + "/nothing").ok());
}

TEST_F(FileStore, GivesNoPathForWhatIsNotADigest) {
  EXPECT_EQ(files.path_of("../../etc/passwd"), "");
  EXPECT_EQ(files.path_of(std::string(64, '/')), "");
  EXPECT_EQ(files.path_of(std::string(64, 'a')), "");
  EXPECT_EQ(files.path_of(""), "");
}

TEST_F(FileStore, CollectsWhatNothingNames) {
  const std::string kept = std::move(files.put("kept")).value();
  const std::string left = std::move(files.put("left")).value();
  const auto named = [&kept](const std::string& sha256) { return sha256 == kept; };
  EXPECT_EQ(files.collect(named, 3600), 0u);
  EXPECT_EQ(files.collect(named, -1), 1u);
  EXPECT_NE(files.path_of(kept), "");
  EXPECT_EQ(files.path_of(left), "");
}

TEST_F(FileStore, TellsWhatAFileIsByItsFirstBytes) {
  EXPECT_EQ(type("%PDF-1.7\n"), "application/pdf");
  EXPECT_EQ(type("\x89PNG\r\n\x1a\n\0\0"s), "image/png");
  EXPECT_EQ(type("\xFF\xD8\xFF\xE0"), "image/jpeg");
  EXPECT_EQ(type("GIF89a..."), "image/gif");
  EXPECT_EQ(type("RIFF\x10\0\0\0WEBPVP8 "s), "image/webp");
  EXPECT_EQ(type("\0\0\0\x18"
                 "ftypheic\0\0\0\0"s),
            "image/heic");
  EXPECT_EQ(type("\0\0\0\x18"
                 "ftypisom\0\0\0\0"s),
            "video/mp4");
  EXPECT_EQ(type("\0\0\0\x14"
                 "ftypqt  "s),
            "video/quicktime");
  EXPECT_EQ(type("\x1F\x8B\x08"), "application/gzip");
  EXPECT_EQ(type("MZ\x90\0\x03\0\0\0"s), "application/vnd.microsoft.portable-executable");
  const std::string zip = "PK\x03\x04" + std::string(26, '\0');
  EXPECT_EQ(type(zip + "a.txt"), "application/zip");
  EXPECT_EQ(type(zip + "mimetypeapplication/vnd.oasis.opendocument.textPK"), "application/vnd.oasis.opendocument.text");
  EXPECT_EQ(type(zip + "[Content_Types].xml....word/document.xml"),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document");
  EXPECT_EQ(type(zip + "[Content_Types].xml....xl/workbook.xml"),
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
}

TEST_F(FileStore, TellsTextsApart) {
  EXPECT_EQ(type("Bonjour, l'été\n"), "text/plain");
  EXPECT_EQ(type("BMW garée devant le bâtiment A"), "text/plain");
  EXPECT_EQ(type("nom;prénom\nMartin;Zoé\n"), "text/csv");
  EXPECT_EQ(type("\xEF\xBB\xBFnom,prénom\nMartin,Zoé"), "text/csv");
  EXPECT_EQ(type("<!DOCTYPE html><p>"), "text/html");
  EXPECT_EQ(type("hello <script>alert(1)</script>"), "text/html");
  EXPECT_EQ(type("<?xml version='1.0'?><svg xmlns='x'/>"), "image/svg+xml");
  EXPECT_EQ(type("#!/bin/sh\n"), "text/x-shellscript");
  EXPECT_EQ(type("\xC3\x28 broken"), "application/octet-stream");
  EXPECT_EQ(type("a\0b"s), "application/octet-stream");
  EXPECT_EQ(type(""), "text/plain");
  EXPECT_EQ(media_type_of(place.folder() + "/nothing"), "application/octet-stream");
}

TEST_F(FileStore, IsNotDeceivedByATextCutInTheMiddleOfALetter) {
  EXPECT_EQ(type(std::string(16 * 1024 - 1, 'a') + "é"), "text/plain");
}

}  // namespace
}  // namespace guichet::storage
