// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/server/event_streams.hpp"

#include "web/server/test_server.hpp"

#include <gtest/gtest.h>

#include <thread>

namespace guichet::web::server {
namespace {

using namespace std::chrono_literals;
using testing::get;
using testing::RawClient;
using testing::soon;
using testing::TestServer;

/// "/live?topic=..&who=.."
Response live(Request& request) {
  Subscription subscription;
  for (const std::string_view topic : request.query.all("topic")) subscription.topics.emplace_back(topic);
  subscription.owner = std::string(request.query.value("who"));
  subscription.context = subscription.owner;
  subscription.first = to_wire({"welcome", "", ""});
  return event_stream(std::move(subscription));
}

EventStreams::Options options(std::size_t each, std::chrono::milliseconds heartbeat = 25s) {
  EventStreams::Options options;
  options.streams_per_owner = each;
  options.heartbeat = heartbeat;
  return options;
}

TEST(EventStreams, GiveEachListenerWhatItMaySee) {
  TestServer server(live);
  RawClient alice(server.port());
  RawClient bob(server.port());
  RawClient elsewhere(server.port());
  alice.send(get("/live?topic=request/1&who=alice"));
  bob.send(get("/live?topic=request/1&who=bob"));
  elsewhere.send(get("/live?topic=request/2&who=carol"));
  ASSERT_TRUE(soon([&] { return server.streams().count() == 3; }));
  const std::string head = alice.read_until("data: welcome\n\n");
  EXPECT_NE(head.find("Content-Type: text/event-stream\r\n"), std::string::npos);
  EXPECT_EQ(head.find("Content-Length"), std::string::npos);

  const auto format = [](const std::any& context) -> std::optional<ServerEvent> {
    const auto& who = std::any_cast<const std::string&>(context);
    if (who == "bob") return std::nullopt;
    return ServerEvent{"for " + who + "\nline 2", "update", "7"};
  };
  EXPECT_EQ(server.streams().publish("request/1", format), 1U);
  EXPECT_EQ(alice.read_until("\n\n"), "id: 7\nevent: update\ndata: for alice\ndata: line 2\n\n");
  EXPECT_EQ(server.streams().publish("request/2", format), 1U);
  EXPECT_EQ(server.streams().publish("request/3", format), 0U);
}

TEST(EventStreams, EndWhenTheirOwnerSignsOut) {
  TestServer server(live);
  RawClient alice(server.port());
  RawClient bob(server.port());
  alice.send(get("/live?topic=t&who=alice"));
  bob.send(get("/live?topic=t&who=bob"));
  ASSERT_TRUE(soon([&] { return server.streams().count() == 2; }));
  const auto is_alice = [](const std::any& context) { return std::any_cast<const std::string&>(context) == "alice"; };
  EXPECT_EQ(server.streams().close_if(is_alice), 1U);
  EXPECT_TRUE(alice.closed_within(5s));
  EXPECT_TRUE(soon([&] { return server.streams().count() == 1; }));
  EXPECT_EQ(server.streams().publish("t", [](const std::any&) { return ServerEvent{"x", "", ""}; }), 1U);
}

TEST(EventStreams, AreForgottenWhenTheBrowserLeaves) {
  TestServer server(live);
  {
    RawClient client(server.port());
    client.send(get("/live?topic=t&who=a"));
    ASSERT_TRUE(soon([&] { return server.streams().count() == 1; }));
  }
  EXPECT_TRUE(soon([&] { return server.streams().count() == 0 && server.counters().connections_open == 0; }));
}

TEST(EventStreams, DropAListenerThatDoesNotRead) {
  TestServer server(live);
  RawClient stuck(server.port(), 4096);
  RawClient reads(server.port());
  stuck.send(get("/live?topic=t&who=stuck"));
  reads.send(get("/live?topic=t&who=reads"));
  ASSERT_TRUE(soon([&] { return server.streams().count() == 2; }));
  std::thread reader([&] { reads.read_until("data: end\n\n"); });
  const std::string data(8000, 'x');
  for (int i = 0; i < 2000 && server.streams().count() == 2; ++i) {
    server.streams().publish("t", [&](const std::any&) { return ServerEvent{data, "", ""}; });
    ::usleep(1000);
  }
  EXPECT_TRUE(soon([&] { return server.streams().count() == 1; }));
  EXPECT_EQ(server.streams().publish("t", [&](const std::any&) { return ServerEvent{"end", "", ""}; }), 1U);
  reader.join();
}

TEST(EventStreams, AreLimitedForEachOwner) {
  TestServer server(live, TestServer::small(), options(2));
  RawClient first(server.port());
  RawClient second(server.port());
  first.send(get("/live?topic=t&who=a"));
  second.send(get("/live?topic=t&who=a"));
  ASSERT_TRUE(soon([&] { return server.streams().count() == 2; }));
  EXPECT_EQ(RawClient(server.port()).ask(get("/live?topic=t&who=a")).status, 429);
  RawClient other(server.port());
  other.send(get("/live?topic=t&who=b"));
  EXPECT_TRUE(soon([&] { return server.streams().count() == 3; }));
}

TEST(EventStreams, BeatSoThatProxiesKeepThem) {
  TestServer server(live, TestServer::small(), options(2, 50ms));
  RawClient client(server.port());
  client.send(get("/live?topic=t&who=a"));
  client.read_until("welcome\n\n");
  EXPECT_EQ(client.read_until(":\n\n"), ":\n\n");
  EXPECT_EQ(client.read_until(":\n\n"), ":\n\n");
}

TEST(ServerEvent, CannotForgeAnotherField) {
  EXPECT_EQ(to_wire({"a\r\nevent: x\rb", "n\nid: 1", "2\n"}), "id: 2 \nevent: n id: 1\ndata: a\ndata: event: x b\n\n");
}

}  // namespace
}  // namespace guichet::web::server
