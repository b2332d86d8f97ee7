// SPDX-License-Identifier: GPL-3.0-or-later
// What a hostile, slow or broken client gets: a clear status, a closed connection, and a server that serves the others.
#include "web/server/server.hpp"
#include "web/server/test_server.hpp"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

namespace guichet::web::server {
namespace {

using namespace std::chrono_literals;
using testing::get;
using testing::RawClient;
using testing::TestServer;

Response hello(Request&) {
  return plain_text("hello");
}

ServerOptions impatient() {
  auto options = TestServer::small();
  options.limits.head_time = 300ms;
  options.limits.transfer_window = 300ms;
  options.limits.idle_time = 400ms;
  options.limits.transfer_bytes_per_second = 10'000;
  return options;
}

class HostileInput : public ::testing::Test {
 protected:
  void refuses(const std::string& bytes, int status) {
    RawClient client(server_.port());
    client.send(bytes);
    EXPECT_EQ(client.read_answer().status, status) << bytes.substr(0, 100);
    EXPECT_TRUE(client.closed_within(5s)) << bytes.substr(0, 100);
    EXPECT_EQ(RawClient(server_.port()).ask(get("/")).status, 200) << "after " << bytes.substr(0, 100);
  }
  TestServer server_{hello};
};

TEST_F(HostileInput, BoundTheHead) {
  refuses("GET /" + std::string(9000, 'a') + " HTTP/1.1\r\nHost: a\r\n\r\n", 414);
  refuses("GET /" + std::string(9000, 'a'), 414);
  refuses(get("/", "A: " + std::string(33'000, 'a') + "\r\n"), 431);
  std::string headers;
  for (int i = 0; i < 10'000; ++i) headers += "X-" + std::to_string(i) + ": y\r\n";
  refuses(get("/", headers), 431);
  headers.clear();
  for (int i = 0; i < 101; ++i) headers += "A: b\r\n";
  refuses(get("/", headers), 431);
}

TEST_F(HostileInput, RefuseMalformedRequests) {
  refuses("\x16\x03\x01\x02\x01\r\n\r\n", 400);
  refuses("GET / HTTP/1.1\nHost: a\n\n", 400);
  refuses("\r\n\r\n\r\n\r\n\r\n\r\n\r\n", 400);
  refuses(get("/", "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n") + "0\r\n\r\n", 400);
  refuses(get("/", "Transfer-Encoding: chunked\r\n") + "0\r\n\r\n", 411);
  refuses("BREW / HTTP/1.1\r\nHost: a\r\n\r\n", 501);
  refuses(get("/%00"), 400);
  refuses(get("/?a=%ff"), 400);
  refuses(get("/../../etc/passwd"), 400);
}

TEST_F(HostileInput, RefuseTextThatIsNone) {
  const auto form = [](const std::string& body) {
    return "POST / HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: " +
           std::to_string(body.size()) + "\r\n\r\n" + body;
  };
  refuses(form("a=\xff\xfe"), 400);
  refuses(form("a=%00"), 400);
  refuses(form("%C0%AF=a"), 400);
}

TEST_F(HostileInput, RefuseALargeBodyAsSoonAsItIsAnnounced) {
  refuses("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1048577\r\n\r\n", 413);
  refuses(
      "POST / HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data; boundary=B\r\nContent-Length: 26214401\r\n\r\n",
      413);
  // The refusal is read even by a client that goes on sending.
  refuses("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1048577\r\n\r\n" + std::string(1'048'577, 'a'), 413);
}

TEST(SlowClients, AreCutOffWhileTheySendTheirHeaders) {
  TestServer server(hello, impatient());
  RawClient client(server.port());
  const auto begin = std::chrono::steady_clock::now();
  std::thread slow([&] {
    for (int i = 0; i < 200 && client.send("G"); ++i) ::usleep(20'000);
  });
  EXPECT_EQ(client.read_answer().status, 408);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, 3s);
  slow.join();
  EXPECT_EQ(server.counters().connections_expired, 1U);
}

TEST(SlowClients, AreCutOffWhileTheySendTheirBody) {
  TestServer server(hello, impatient());
  RawClient client(server.port());
  client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n");
  std::thread slow([&] {
    for (int i = 0; i < 200 && client.send("abc"); ++i) ::usleep(20'000);
  });
  EXPECT_EQ(client.read_answer().status, 408);
  slow.join();
}

TEST(SlowClients, AreCutOffWhileTheyRead) {
  TestServer server([](Request&) { return plain_text(std::string(20'000'000, 'a')); }, impatient());
  RawClient client(server.port(), 4096);
  client.send(get("/"));
  EXPECT_TRUE(testing::soon([&] { return server.counters().connections_expired == 1U; }));
  EXPECT_LT(client.count_to_end(), 20'000'000U);
}

TEST(SlowClients, AreWaitedForWhenTheyAreMerelyModest) {
  TestServer server(hello, impatient());
  RawClient client(server.port());
  client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 20000\r\n\r\n");
  for (int i = 0; i < 20; ++i) {  // a second in all, over three windows
    client.send(std::string(1000, 'a'));
    ::usleep(50'000);
  }
  EXPECT_EQ(client.read_answer().status, 200);
}

TEST(IdleConnections, AreClosedWithoutAWord) {
  TestServer server(hello, impatient());
  RawClient fresh(server.port());
  RawClient used(server.port());
  EXPECT_EQ(used.ask(get("/")).status, 200);
  EXPECT_EQ(used.read_answer().status, 0);
  EXPECT_EQ(fresh.read_answer().status, 0);
}

TEST(ManyConnections, CloseTheOldestIdleOnes) {
  auto options = TestServer::small();
  options.limits.connections = 20;
  TestServer server(hello, options);
  std::vector<std::unique_ptr<RawClient>> clients;
  for (int i = 0; i < 60; ++i) {
    clients.push_back(std::make_unique<RawClient>(server.port()));
    ASSERT_EQ(clients.back()->ask(get("/")).status, 200) << i;
    ::usleep(5000);
  }
  EXPECT_LE(server.counters().connections_open, 24U);
  EXPECT_EQ(server.counters().connections_refused, 0U);
  EXPECT_GE(server.counters().connections_evicted, 36U);
  EXPECT_TRUE(clients.front()->closed_within(1s));
  EXPECT_EQ(clients.back()->ask(get("/")).status, 200);
}

TEST(ManyConnections, AreRefusedWhenNoneIsIdle) {
  auto options = TestServer::small();
  options.limits.connections = 5;
  TestServer server(hello, options);
  std::vector<std::unique_ptr<RawClient>> clients;
  for (int i = 0; i < 5; ++i) {
    clients.push_back(std::make_unique<RawClient>(server.port()));
    clients.back()->send("GET / HT");
  }
  ::usleep(100'000);
  EXPECT_EQ(RawClient(server.port()).read_answer().status, 503);
  EXPECT_EQ(clients.front()->ask("TP/1.1\r\nHost: a\r\n\r\n").status, 200);
}

}  // namespace
}  // namespace guichet::web::server
