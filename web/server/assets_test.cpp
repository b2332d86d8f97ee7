// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/server/assets.hpp"

#include "web/server/compression.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

namespace guichet::web::server {
namespace {

class AssetsFolder : public ::testing::Test {
 protected:
  AssetsFolder() : folder_(std::filesystem::temp_directory_path() / ("guichet-assets-" + std::to_string(::getpid()))) {
    std::filesystem::create_directories(folder_ / "fonts");
    write("app.0a1b.css", "plain");
    write("app.0a1b.css.br", "brotli");
    write("app.0a1b.css.gz", "gzip");
    write("fonts/a.woff2", "font");
    write("manifest.json", R"({"app.css": "app.0a1b.css"})");
  }
  ~AssetsFolder() override { std::filesystem::remove_all(folder_); }

  void write(const std::string& name, const std::string& content) const { std::ofstream(folder_ / name) << content; }
  static std::string header(const Response& response, const std::string& name) {
    for (const auto& [key, value] : response.headers) {
      if (key == name) return value;
    }
    return "";
  }
  static Response find(const Assets& assets, const std::string& name, Headers headers) {
    Request request;
    request.headers = std::move(headers);
    return assets.find(request, name).value_or(empty(404));
  }
  static std::string body(const Response& response) { return *std::get<Response::SharedBody>(response.body); }

  const std::filesystem::path folder_;
};

TEST_F(AssetsFolder, GivesThePackingThatTheBrowserTakes) {
  const Assets assets = Assets::load(folder_).value();
  const Response packed = find(assets, "app.0a1b.css", {{"Accept-Encoding", "gzip, deflate, br"}});
  EXPECT_EQ(body(packed), "brotli");
  EXPECT_EQ(header(packed, "Content-Encoding"), "br");
  EXPECT_EQ(header(packed, "Vary"), "Accept-Encoding");
  EXPECT_EQ(header(packed, "Cache-Control"), "public, max-age=31536000, immutable");
  EXPECT_EQ(packed.content_type, "text/css; charset=utf-8");
  EXPECT_EQ(body(find(assets, "app.0a1b.css", {{"Accept-Encoding", "gzip, br;q=0"}})), "gzip");
  EXPECT_EQ(body(find(assets, "app.0a1b.css", {})), "plain");
}

TEST_F(AssetsFolder, AnswersShortWhenTheBrowserHasIt) {
  const Assets assets = Assets::load(folder_).value();
  const std::string tag = header(find(assets, "fonts/a.woff2", {}), "ETag");
  EXPECT_EQ(find(assets, "fonts/a.woff2", {{"If-None-Match", "\"other\", " + tag}}).status, 304);
  EXPECT_EQ(find(assets, "fonts/a.woff2", {{"If-None-Match", "\"other\""}}).status, 200);
  EXPECT_EQ(header(find(assets, "fonts/a.woff2", {}), "Cache-Control"), "no-cache");
}

TEST_F(AssetsFolder, GivesNothingElse) {
  const Assets assets = Assets::load(folder_).value();
  for (const char* name : {"app.0a1b.css.br", "manifest.json", "../secret", "", "fonts"}) {
    EXPECT_EQ(find(assets, name, {}).status, 404) << name;
  }
}

TEST_F(AssetsFolder, NamesTheCurrentVersion) {
  const Assets assets = Assets::load(folder_, "/static/").value();
  EXPECT_EQ(assets.url("app.css"), "/static/app.0a1b.css");
  EXPECT_EQ(assets.url("unknown.js"), "/static/unknown.js");
}

TEST_F(AssetsFolder, IsRefusedWhenTheManifestLies) {
  write("manifest.json", R"({"app.css": "missing.css"})");
  EXPECT_FALSE(Assets::load(folder_).ok());
  write("manifest.json", "{");
  EXPECT_FALSE(Assets::load(folder_).ok());
  EXPECT_FALSE(Assets::load(folder_ / "nowhere").ok());
}

TEST(AcceptsEncoding, ReadsWeights) {
  EXPECT_TRUE(accepts_encoding("gzip", "gzip"));
  EXPECT_TRUE(accepts_encoding("br;q=1.0, gzip;q=0.5", "gzip"));
  EXPECT_TRUE(accepts_encoding("*", "gzip"));
  EXPECT_FALSE(accepts_encoding("gzip;q=0.000", "gzip"));
  EXPECT_FALSE(accepts_encoding("*, gzip; q=0", "gzip"));
  EXPECT_FALSE(accepts_encoding("identity", "gzip"));
  EXPECT_FALSE(accepts_encoding("", "gzip"));
}

}  // namespace
}  // namespace guichet::web::server
