// SPDX-License-Identifier: GPL-3.0-or-later
// Large things in and out, and many browsers that wait: no thread is held and memory stays flat.
#include "web/server/server.hpp"
#include "web/server/test_server.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <atomic>
#include <thread>
#include <vector>

namespace guichet::web::server {
namespace {

using namespace std::chrono_literals;
using testing::get;
using testing::own_status;
using testing::RawClient;
using testing::TestServer;

TEST(Upload, IsStreamedToDiskWithFlatMemory) {
  constexpr std::size_t size = 24'000'000;
  std::atomic<long> inside = 0;
  TestServer server([&](Request& request) {
    inside = own_status("VmRSS");
    if (request.files.size() != 1 || request.files[0].size != size) return empty(400);
    std::vector<char> last(4);
    request.files[0].read(size - 4, last);
    return plain_text(std::string(last.begin(), last.end()));
  });
  const std::string before = "--B\r\nContent-Disposition: form-data; name=\"f\"; filename=\"big\"\r\n\r\n";
  const std::string after = "\r\n--B--\r\n";
  RawClient client(server.port());
  const std::string chunk(100'000, 'x');
  const long start = own_status("VmRSS");
  client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data; boundary=B\r\nContent-Length: " +
              std::to_string(before.size() + size + after.size()) + "\r\n\r\n" + before);
  for (std::size_t sent = 0; sent < size - 100'000; sent += chunk.size()) ASSERT_TRUE(client.send(chunk));
  client.send(std::string(99'996, 'y') + "last");
  const auto answer = client.ask(after);
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.body, "last");
  EXPECT_LT(inside - start, 4'000) << "KiB more, in the middle of it";
}

TEST(Download, OfAFileToASlowReaderHoldsNoWorker) {
  constexpr std::uint64_t size = 30'000'000;
  std::string path = ::testing::TempDir() + "/guichet-download-XXXXXX";
  const auto file = std::make_shared<const FileDescriptor>(::mkostemp(path.data(), O_CLOEXEC));
  ::unlink(path.c_str());
  ASSERT_EQ(::ftruncate(file->get(), size + 10), 0);
  auto options = TestServer::small();
  options.workers = 1;
  TestServer server(
      [&](Request& request) {
        if (request.path == "/quick") return plain_text("quick");
        return attachment({file, 10, size}, "big.bin", "application/octet-stream");
      },
      options);
  const long start = own_status("VmRSS");
  std::vector<std::unique_ptr<RawClient>> slow;
  for (int i = 0; i < 8; ++i) {
    slow.push_back(std::make_unique<RawClient>(server.port(), 4096));
    slow.back()->send(get("/big", "Connection: close\r\n"));
  }
  for (int i = 0; i < 20; ++i) EXPECT_EQ(RawClient(server.port()).ask(get("/quick")).body, "quick");
  EXPECT_LT(own_status("VmRSS") - start, 4'000);
  const std::string head = slow[0]->read_until("\r\n\r\n");
  EXPECT_NE(head.find("Content-Length: 30000000"), std::string::npos);
  EXPECT_EQ(slow[0]->count_to_end(), size);
}

TEST(Download, OfALargePageToASlowReaderHoldsNoWorker) {
  auto options = TestServer::small();
  options.workers = 1;
  const auto shared = std::make_shared<const std::string>(20'000'000, 'p');
  TestServer server(
      [&](Request& request) {
        Response response = plain_text("quick");
        if (request.path != "/quick") response.body = shared;
        return response;
      },
      options);
  RawClient slow(server.port(), 4096);
  slow.send(get("/page", "Connection: close\r\n"));
  EXPECT_EQ(RawClient(server.port()).ask(get("/quick")).body, "quick");
  slow.read_until("\r\n\r\n");
  EXPECT_EQ(slow.count_to_end(), 20'000'000U);
}

TEST(WaitingBrowsers, HoldNoThreadAndLittleMemory) {
  rlimit files{};
  ::getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &files);
  // Both ends are in this process.
  const auto most = static_cast<int>(std::min<rlim_t>(files.rlim_cur / 2 - 100, 5000));
  TestServer server([](Request& request) {
    if (request.path == "/live") return event_stream({{"news"}, "", {}, ""});
    return plain_text("hello");
  });
  RawClient(server.port()).ask(get("/"));
  const long threads = own_status("Threads");
  const long memory = own_status("VmRSS");
  std::vector<std::unique_ptr<RawClient>> clients;
  for (int i = 0; i < most; ++i) {
    clients.push_back(std::make_unique<RawClient>(server.port()));
    switch (i % 4) {
      case 0:
        clients.back()->send(get("/live"));
        break;
      case 1:
        ASSERT_EQ(clients.back()->ask(get("/")).status, 200);
        break;
      case 2:
        clients.back()->send("GET / HT");
        break;
      default:
        break;
    }
  }
  ASSERT_TRUE(testing::soon([&] { return server.streams().count() == static_cast<std::size_t>((most + 3) / 4); }));
  EXPECT_EQ(RawClient(server.port()).ask(get("/")).status, 200);
  EXPECT_EQ(own_status("Threads"), threads);
  const long more = own_status("VmRSS") - memory;
  std::printf("%d waiting connections: %ld KiB more, client side included\n", most, more);
  EXPECT_LT(more, most * 4L);
  EXPECT_EQ(server.streams().publish("news",
                                     [](const std::any&) {
                                       return ServerEvent{"hello", "", ""};
                                     }),
            static_cast<std::size_t>((most + 3) / 4));
  EXPECT_NE(clients[0]->read_until("\ndata: hello\n\n").find("text/event-stream"), std::string::npos);
}

}  // namespace
}  // namespace guichet::web::server
