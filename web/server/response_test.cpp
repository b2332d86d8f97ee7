// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/server/response.hpp"

#include "web/server/answer_head.hpp"

#include <gtest/gtest.h>

namespace guichet::web::server {
namespace {

std::string head_of(Response response, const CommonHeaders& common = {}) {
  return make_answer_head(response, AnswerTerms(), common);
}

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

TEST(Answer, CannotBeGivenAnotherHeaderByAValue) {
  const std::string head = head_of(redirect("/a\r\nSet-Cookie: stolen=1"));
  EXPECT_TRUE(holds(head, "HTTP/1.1 303 See Other\r\n"));
  EXPECT_FALSE(holds(head, "\r\nSet-Cookie"));
}

TEST(Answer, CarriesTheCommonHeadersUnlessItHasItsOwn) {
  const CommonHeaders common = {{"Content-Security-Policy", "default-src 'self'"}, {"Referrer-Policy", "no-referrer"}};
  const std::string page = head_of(html("x"), common);
  EXPECT_TRUE(holds(page, "Content-Security-Policy: default-src 'self'\r\n"));
  const std::string file = head_of(attachment({nullptr, 0, 0}, "a", "text/html"), common);
  EXPECT_TRUE(holds(file, "Content-Security-Policy: default-src 'none'; sandbox\r\n"));
  EXPECT_FALSE(holds(file, "'self'"));
  EXPECT_TRUE(holds(file, "Referrer-Policy: no-referrer\r\n"));
}

TEST(Answer, NamesAFileForOldAndNewBrowsers) {
  const std::string head = head_of(attachment({nullptr, 0, 0}, "relevé \"1\".pdf", "application/pdf"));
  EXPECT_TRUE(holds(head, "attachment; filename=\"relev__ _1_.pdf\"; filename*=UTF-8''relev%C3%A9%20%221%22.pdf\r\n"));
}

TEST(Cookie, IsCarefulByDefault) {
  EXPECT_EQ(to_header({.name = "__Host-session", .value = "abc", .secure = true}),
            "__Host-session=abc; Path=/; HttpOnly; Secure; SameSite=Lax");
  EXPECT_EQ(
      to_header(
          {.name = "a", .value = "", .max_age = std::chrono::seconds(0), .http_only = false, .same_site = "Strict"}),
      "a=; Path=/; Max-Age=0; SameSite=Strict");
}

TEST(Cookie, CannotCarryAnAttributeInItsValue) {
  EXPECT_EQ(to_header({.name = "a", .value = "b; Domain=evil\r\nX: y"}),
            "a=bDomain=evilX:y; Path=/; HttpOnly; SameSite=Lax");
}

TEST(Cookies, AreReadWithoutWhatIsMalformed) {
  Fields cookies;
  read_cookies("a=1;b = 2 ; =3; c; d=\"4\"; e=\xff; a=5", cookies);
  EXPECT_EQ(cookies.size(), 4U);
  EXPECT_EQ(cookies.all("a"), (std::vector<std::string_view>{"1", "5"}));
  EXPECT_EQ(cookies.value("b"), "2");
  EXPECT_EQ(cookies.value("d"), "4");
}

}  // namespace
}  // namespace guichet::web::server
