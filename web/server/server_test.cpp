// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/server/server.hpp"

#include "web/server/test_server.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <stdexcept>
#include <thread>

namespace guichet::web::server {
namespace {

using namespace std::chrono_literals;
using testing::get;
using testing::RawClient;
using testing::TestServer;

/// Tells what it understood.
Response echo(Request& request) {
  std::string said = request.method + " " + request.path + "\n";
  for (const auto& [name, value] : request.query) said += "query " + name + "=" + value + "\n";
  for (const auto& [name, value] : request.form) said += "form " + name + "=" + value + "\n";
  for (const UploadedFile& file : request.files) said += "file " + file.name + "=" + file.content() + "\n";
  said += "body " + request.body + "\nfrom " + request.remote_address + (request.secure ? " secure" : "") + "\n";
  return plain_text(said);
}

std::string post(const std::string& type, const std::string& body, const std::string& headers = "") {
  return "POST /form HTTP/1.1\r\nHost: a\r\nContent-Type: " + type +
         "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" + headers + "\r\n" + body;
}

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

TEST(Server, AnswersManyRequestsOfOneConnection) {
  TestServer server(echo);
  RawClient client(server.port());
  for (int i = 0; i < 50; ++i) {
    const auto answer = client.ask(get("/page/" + std::to_string(i)));
    ASSERT_EQ(answer.status, 200);
    ASSERT_TRUE(holds(answer.body, "GET /page/" + std::to_string(i) + "\n"));
  }
  EXPECT_EQ(server.counters().connections_accepted, 1U);
  EXPECT_EQ(server.counters().answers[2], 50U);
}

TEST(Server, AnswersPipelinedRequestsInOrder) {
  TestServer server(echo);
  RawClient client(server.port());
  std::string requests;
  for (int i = 0; i < 200; ++i)
    requests += get("/" + std::to_string(i)) + post("application/x-www-form-urlencoded", "n=" + std::to_string(i));
  std::thread sender([&] { client.send(requests); });
  for (int i = 0; i < 200; ++i) {
    EXPECT_TRUE(holds(client.read_answer().body, "GET /" + std::to_string(i) + "\n"));
    EXPECT_TRUE(holds(client.read_answer().body, "form n=" + std::to_string(i) + "\n"));
  }
  sender.join();
}

TEST(Server, TakesARequestByteByByte) {
  TestServer server(echo);
  RawClient client(server.port());
  for (const char c : post("application/x-www-form-urlencoded", "a=b+c")) {
    client.send(std::string_view(&c, 1));
    ::usleep(100);
  }
  EXPECT_TRUE(holds(client.read_answer().body, "form a=b c\n"));
}

TEST(Server, ReadsFormsOfEachKind) {
  TestServer server(echo);
  RawClient client(server.port());
  EXPECT_TRUE(holds(client.ask(post("application/x-www-form-urlencoded; charset=utf-8", "a=%C3%A9&a=2")).body,
                    "form a=é\nform a=2"));
  EXPECT_TRUE(holds(client.ask(post("application/json", "{\"a\":1}")).body, "body {\"a\":1}\n"));
  EXPECT_TRUE(holds(
      client
          .ask(post("multipart/form-data; boundary=B",
                    "--B\r\nContent-Disposition: form-data; name=\"f\"; filename=\"n.txt\"\r\n\r\nhello\r\n--B--\r\n"))
          .body,
      "file n.txt=hello"));
}

TEST(Server, AnswersHeadWithoutABody) {
  TestServer server(echo);
  RawClient client(server.port());
  client.send("HEAD /x HTTP/1.1\r\nHost: a\r\n\r\n" + get("/after"));
  const auto head = client.read_answer(true);
  EXPECT_EQ(head.status, 200);
  EXPECT_TRUE(holds(head.head, "Content-Length: "));
  EXPECT_TRUE(holds(client.read_answer().body, "GET /after"));
}

TEST(Server, TellsTheClientToGoOnWithItsBody) {
  TestServer server(echo);
  RawClient client(server.port());
  client.send("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n");
  EXPECT_EQ(client.read_until("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
  EXPECT_TRUE(holds(client.ask("abc").body, "body abc"));
}

TEST(Server, ServesAnOldClient) {
  TestServer server(echo);
  RawClient once(server.port());
  const auto answer = once.ask("GET / HTTP/1.0\r\n\r\n");
  EXPECT_EQ(answer.status, 200);
  EXPECT_TRUE(holds(answer.head, "Connection: close"));
  EXPECT_TRUE(once.closed_within(5s));
  RawClient kept(server.port());
  EXPECT_TRUE(holds(kept.ask("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n").head, "Connection: keep-alive"));
  EXPECT_EQ(kept.ask("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n").status, 200);
}

TEST(Server, AnswersAClientThatHasStoppedSending) {
  TestServer server(echo);
  RawClient client(server.port());
  client.send(get("/last"));
  client.stop_sending();
  EXPECT_TRUE(holds(client.read_answer().body, "GET /last"));
  EXPECT_TRUE(client.closed_within(5s));
}

TEST(Server, CompressesTextForThoseWhoTakeIt) {
  TestServer server([](Request& request) {
    Response response = html(std::string(10'000, 'a'));
    response.compress = request.path != "/secret";
    return response;
  });
  RawClient client(server.port());
  const auto packed = client.ask(get("/", "Accept-Encoding: gzip\r\n"));
  EXPECT_TRUE(holds(packed.head, "Content-Encoding: gzip"));
  EXPECT_LT(packed.body.size(), 1000U);
  EXPECT_EQ(packed.body.substr(0, 2), "\x1f\x8b");
  EXPECT_EQ(client.ask(get("/")).body.size(), 10'000U);
  EXPECT_EQ(client.ask(get("/secret", "Accept-Encoding: gzip\r\n")).body.size(), 10'000U);
}

TEST(Server, LetsThePortalRenderItsErrors) {
  auto options = TestServer::small();
  options.common_headers = {{"X-Frame-Options", "DENY"}};
  options.errors = [](const Request* request, int status) {
    return html("sorry " + std::to_string(status) +
                    (request == nullptr ? "" : " " + std::string(request->headers.value("X-L"))),
                status);
  };
  std::atomic<int> failures = 0;
  options.on_failure = [&](const Request&, std::string_view what) { failures += what == "boom" ? 1 : 0; };
  TestServer server([](Request&) -> Response { throw std::runtime_error("boom"); }, options);
  RawClient client(server.port());
  const auto thrown = client.ask(get("/", "X-L: fr\r\n"));
  EXPECT_EQ(thrown.body, "sorry 500 fr");
  EXPECT_TRUE(holds(thrown.head, "X-Frame-Options: DENY"));
  EXPECT_EQ(failures, 1);
  EXPECT_EQ(client.ask(get("/%ff", "X-L: fr\r\n")).body, "sorry 400 fr");
  EXPECT_EQ(RawClient(server.port()).ask("nonsense\r\n\r\n").body, "sorry 400");
}

TEST(Server, BelievesOnlyTheProxiesItIsTold) {
  const std::string told = get("/", "X-Forwarded-For: 193.50.1.2\r\nX-Forwarded-Proto: https\r\n");
  TestServer alone(echo);
  EXPECT_TRUE(holds(RawClient(alone.port()).ask(told).body, "from 127.0.0.1\n"));
  auto options = TestServer::small();
  options.trusted_proxies = {"127.0.0.0/8"};
  TestServer behind(echo, options);
  EXPECT_TRUE(holds(RawClient(behind.port()).ask(told).body, "from 193.50.1.2 secure\n"));
}

TEST(Server, FinishesWhatIsUnderWayWhenItStops) {
  std::atomic<bool> inside = false;
  TestServer server([&](Request&) {
    inside = true;
    ::usleep(200'000);
    return plain_text("done");
  });
  RawClient idle(server.port());
  RawClient client(server.port());
  client.send(get("/"));
  ASSERT_TRUE(testing::soon([&] { return inside.load(); }));
  std::thread stopper([&] { server.server().stop(5s); });
  const auto answer = client.read_answer();
  EXPECT_EQ(answer.body, "done");
  EXPECT_TRUE(holds(answer.head, "Connection: close"));
  EXPECT_TRUE(idle.closed_within(5s));
  stopper.join();
  EXPECT_FALSE(RawClient(server.port()).send("x") && RawClient(server.port()).ask(get("/")).status != 0);
}

TEST(Server, AnswersQuickRequestsWhileSlowOnesWait) {
  auto options = TestServer::small();
  options.workers = 24;
  std::atomic<int> inside = 0;
  TestServer server(
      [&](Request& request) {
        if (request.path == "/quick") return plain_text("quick");
        ++inside;
        ::usleep(1'000'000);
        return plain_text("slow");
      },
      options);
  std::vector<std::unique_ptr<RawClient>> clients;
  const auto begin = std::chrono::steady_clock::now();
  for (int i = 0; i < 20; ++i) {
    clients.push_back(std::make_unique<RawClient>(server.port()));
    clients.back()->send(i % 2 == 0 ? get("/slow") : post("text/plain", "slow"));
  }
  ASSERT_TRUE(testing::soon([&] { return inside == 20; }));
  EXPECT_EQ(RawClient(server.port()).ask(get("/quick")).body, "quick");
  EXPECT_LT(std::chrono::steady_clock::now() - begin, 900ms);
  for (const auto& client : clients) EXPECT_EQ(client->read_answer().body, "slow");
}

TEST(Server, SaysWhenItsAddressIsTaken) {
  TestServer first(echo);
  EventStreams streams;
  ServerOptions options;
  options.port = first.port();
  const auto second = Server::start(options, echo, streams);
  ASSERT_FALSE(second.ok());
  EXPECT_EQ(second.error().message, "error.server.listen");
  options.address = "not an address";
  EXPECT_FALSE(Server::start(options, echo, streams).ok());
}

}  // namespace
}  // namespace guichet::web::server
