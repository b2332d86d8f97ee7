// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/server/request_reader.hpp"

#include "web/server/multipart.hpp"

#include <gtest/gtest.h>

namespace guichet::web::server {
namespace {

int read_target(const std::string& target, Request& request) {
  auto parsed = parse_head("GET " + target + " HTTP/1.1\r\nHost: a\r\nCookie: a=1; b=\"2\"; bad\r\n\r\n");
  return read_head(std::get<Head>(std::move(parsed)), {}, request);
}

int status_of_target(const std::string& target) {
  Request request;
  return read_target(target, request);
}

TEST(RequestReader, DecodesPathQueryAndCookies) {
  Request request;
  ASSERT_EQ(read_target("/demandes/caf%C3%A9?q=mot+de%20passe&tag=a&tag=b&empty=&flag", request), 0);
  EXPECT_EQ(request.path, "/demandes/café");
  EXPECT_EQ(request.query.value("q"), "mot de passe");
  EXPECT_EQ(request.query.all("tag"), (std::vector<std::string_view>{"a", "b"}));
  EXPECT_TRUE(request.query.has("flag"));
  EXPECT_FALSE(request.query.first("absent"));
  EXPECT_EQ(request.cookies.value("a"), "1");
  EXPECT_EQ(request.cookies.value("b"), "2");
}

TEST(RequestReader, RefusesWhatIsNoText) {
  for (const char* target :
       {"/%ff", "/%00", "/%", "/a%0Ab", "/?q=%ff", "/?q=%00", "/?%ff=1", "/a/../b", "/%2e%2e/b", "/a%2Fb"}) {
    EXPECT_EQ(status_of_target(target), 400) << target;
  }
  EXPECT_EQ(status_of_target("/?q=100%"), 0);
}

TEST(RequestReader, RefusesTooManyFields) {
  std::string target = "/?a";
  for (int i = 0; i < 1000; ++i) target += "&a";
  EXPECT_EQ(status_of_target(target), 400);
}

/// The same body in memory and in a file.
class Multipart : public ::testing::TestWithParam<std::size_t> {
 protected:
  int read(std::string_view text, std::string_view type = "multipart/form-data; boundary=XyZ") {
    Body body(GetParam(), "/tmp");
    EXPECT_TRUE(body.append(text));
    body.seal();
    return read_multipart(body, type, {}, request_);
  }
  Request request_;
};

TEST_P(Multipart, GivesFieldsAndFiles) {
  ASSERT_EQ(read("--XyZ\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nUn écran\r\n"
                 "--XyZ\r\nContent-Disposition: form-data; name=\"empty\"\r\n\r\n\r\n"
                 "--XyZ\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"..\\dir/été \\\"1\\\".png\"\r\n"
                 "Content-Type: image/png\r\n\r\nab\r\n--XyYnot\r\n\xff\r\n"
                 "--XyZ\r\nContent-Disposition: form-data; name=\"none\"; filename=\"\"\r\n\r\n\r\n--XyZ--\r\n"),
            0);
  EXPECT_EQ(request_.form.value("title"), "Un écran");
  EXPECT_TRUE(request_.form.has("empty"));
  EXPECT_EQ(request_.form.value("empty"), "");
  ASSERT_EQ(request_.files.size(), 1U);
  const UploadedFile copy = request_.files.front();
  request_ = Request();
  EXPECT_EQ(copy.field, "photo");
  EXPECT_EQ(copy.name, "été \"1\".png");
  EXPECT_EQ(copy.media_type, "image/png");
  EXPECT_EQ(copy.content(), "ab\r\n--XyYnot\r\n\xff");
}

TEST_P(Multipart, RefusesWhatIsMalformed) {
  EXPECT_EQ(read("no delimiter"), 400);
  EXPECT_EQ(read("--XyZ\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\ncut"), 400);
  EXPECT_EQ(read("--XyZ\r\nContent-Disposition: form-data; name=\"a\"\r\n"), 400);
  EXPECT_EQ(read("--XyZ\r\nContent-Type: text/plain\r\n\r\nx\r\n--XyZ--"), 400);
  EXPECT_EQ(read("--XyZ\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n\xff\r\n--XyZ--"), 400);
  EXPECT_EQ(read("--XyZ\r\nContent-Disposition: form-data; name=\"\xff\"\r\n\r\nx\r\n--XyZ--"), 400);
  EXPECT_EQ(read("--XyZ--", "multipart/form-data"), 400);
  EXPECT_EQ(read("--XyZ--"), 0);
}

INSTANTIATE_TEST_SUITE_P(InMemoryAndInAFile, Multipart, ::testing::Values(64 * 1024, 1));

TEST(Body, FindsANeedleAcrossTheWindowsOfAFile) {
  for (const std::size_t place : {0U, 65530U, 65536U, 131060U, 199996U}) {
    Body body(1, "/tmp");
    std::string text(200'000, '-');
    text.replace(place, 4, "\r\nab");
    ASSERT_TRUE(body.append(text));
    body.seal();
    EXPECT_EQ(body.find("\r\nab", 0), place);
    EXPECT_FALSE(body.find("\r\nab", place + 1));
  }
}

TEST(FileName, IsFitToBeShown) {
  EXPECT_EQ(file_name_of("C:\\fakepath\\a.pdf"), "a.pdf");
  EXPECT_EQ(file_name_of("../../etc/passwd"), "passwd");
  EXPECT_EQ(file_name_of("..."), "file");
  EXPECT_EQ(file_name_of("a\r\nb"), "ab");
  std::string name;
  for (int i = 0; i < 150; ++i) name += "é";
  EXPECT_EQ(file_name_of(name), name.substr(0, 200));
  EXPECT_EQ(file_name_of("x" + name), "x" + name.substr(0, 198));
}

}  // namespace
}  // namespace guichet::web::server
