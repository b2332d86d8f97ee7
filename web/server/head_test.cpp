// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/server/head.hpp"

#include <gtest/gtest.h>

namespace guichet::web::server {
namespace {

using namespace std::string_literals;

int status_of(std::string text) {
  const auto parsed = parse_head(std::move(text));
  const int* status = std::get_if<int>(&parsed);
  return status == nullptr ? 0 : *status;
}

int status_with(const std::string& headers) {
  return status_of("GET / HTTP/1.1\r\nHost: a\r\n" + headers + "\r\n");
}

TEST(Head, IsReadWhole) {
  auto parsed =
      parse_head("POST /a?b=c HTTP/1.1\r\nHost: guichet.example:8080\r\nContent-Length: 12\r\nX-Y:  z \r\n\r\n");
  const auto* head = std::get_if<Head>(&parsed);
  ASSERT_NE(head, nullptr);
  EXPECT_EQ(head->method, "POST");
  EXPECT_EQ(head->target, "/a?b=c");
  EXPECT_EQ(head->content_length, 12U);
  EXPECT_EQ(head->headers.value("x-y"), "z");
  EXPECT_TRUE(head->keep_alive);
}

TEST(Head, TellsWhetherTheConnectionLasts) {
  const auto keeps = [](const std::string& text) { return std::get<Head>(parse_head(text)).keep_alive; };
  EXPECT_TRUE(keeps("GET / HTTP/1.1\r\nHost: a\r\n\r\n"));
  EXPECT_FALSE(keeps("GET / HTTP/1.1\r\nHost: a\r\nConnection: Close\r\n\r\n"));
  EXPECT_FALSE(keeps("GET / HTTP/1.0\r\n\r\n"));
  EXPECT_TRUE(keeps("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"));
}

TEST(Head, RefusesAMalformedRequestLine) {
  for (const char* line :
       {"GET", "GET /", "GET  / HTTP/1.1", "GET / HTTP/1.1 ", "GET / http/1.1", " GET / HTTP/1.1", "GET / HTTP/11",
        "GET /a b HTTP/1.1", "G(T / HTTP/1.1", "GET a HTTP/1.1", "GET /#x HTTP/1.1"}) {
    EXPECT_EQ(status_of(line + "\r\nHost: a\r\n\r\n"s), 400) << line;
  }
  EXPECT_EQ(status_of("GET / HTTP/2.0\r\nHost: a\r\n\r\n"), 505);
  EXPECT_EQ(status_of("BREW / HTTP/1.1\r\nHost: a\r\n\r\n"), 501);
  EXPECT_EQ(status_of("CONNECT a:443 HTTP/1.1\r\nHost: a\r\n\r\n"), 501);
}

TEST(Head, RefusesWhatTwoReadersCouldUnderstandDifferently) {
  EXPECT_EQ(status_with("Content-Length: 1\r\nTransfer-Encoding: chunked\r\n"), 400);
  EXPECT_EQ(status_with("Transfer-Encoding: chunked\r\n"), 411);
  EXPECT_EQ(status_with("Content-Length: 1\r\nContent-Length: 2\r\n"), 400);
  EXPECT_EQ(status_with("Content-Length: 1, 1\r\n"), 400);
  EXPECT_EQ(status_with("Content-Length: +1\r\n"), 400);
  EXPECT_EQ(status_with("Content-Length: -1\r\n"), 400);
  EXPECT_EQ(status_with("Content-Length: 99999999999999999999\r\n"), 400);
  EXPECT_EQ(status_with("Content-Length: \r\n"), 400);
  EXPECT_EQ(status_with("A: b\r\n folded\r\n"), 400);
  EXPECT_EQ(status_with("A : b\r\n"), 400);
  EXPECT_EQ(status_with("no colon\r\n"), 400);
  EXPECT_EQ(status_with("A: b\rc\r\n"), 400);
  EXPECT_EQ(status_with("A: b\0c\r\n"s), 400);
  EXPECT_EQ(status_with("Host: b\r\n"), 400);
  EXPECT_EQ(status_of("GET / HTTP/1.1\r\n\r\n"), 400);
  EXPECT_EQ(status_of("GET / HTTP/1.1\r\nHost: a/b\r\n\r\n"), 400);
  EXPECT_EQ(status_of("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n"), 400);
  EXPECT_EQ(status_with("Expect: something\r\n"), 417);
}

TEST(HeadScanner, GivesTheSameOutcomeForEveryWayOfCutting) {
  const std::string text = "\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\nrest";
  for (std::size_t cut = 0; cut <= text.size(); ++cut) {
    HeadScanner scanner;
    auto outcome = scanner.scan(std::string_view(text).substr(0, cut), {});
    if (std::holds_alternative<HeadScanner::Incomplete>(outcome)) outcome = scanner.scan(text, {});
    const auto* complete = std::get_if<HeadScanner::Complete>(&outcome);
    ASSERT_NE(complete, nullptr) << cut;
    EXPECT_EQ(complete->begin, 2U);
    EXPECT_EQ(text.substr(complete->end), "rest");
  }
}

TEST(HeadScanner, RefusesALineThatEndsWithoutCarriageReturn) {
  for (const char* text : {"GET / HTTP/1.1\nHost: a\n\n", "GET / HTTP/1.1\r\nHost: a\n\r\n", "\n"}) {
    const auto outcome = HeadScanner().scan(text, {});
    const auto* refused = std::get_if<HeadScanner::Refused>(&outcome);
    ASSERT_NE(refused, nullptr) << text;
    EXPECT_EQ(refused->status, 400);
  }
}

}  // namespace
}  // namespace guichet::web::server
