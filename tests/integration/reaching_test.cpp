// SPDX-License-Identifier: GPL-3.0-or-later
// A real worker behind its sandbox, and what the kernel opens for it: connections and files.
#include "tests/plugin_host_fixture.hpp"

#include <guichet/error.h>

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace guichet::plugins {
namespace {

using nlohmann::json;

/// A server on the loopback that answers each connection's first word with it, said twice.
class Echo {
 public:
  Echo() : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    EXPECT_EQ(bind(socket_.get(), reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
    EXPECT_EQ(listen(socket_.get(), 5), 0);
    socklen_t size = sizeof address;
    getsockname(socket_.get(), reinterpret_cast<sockaddr*>(&address), &size);
    port = ntohs(address.sin_port);
    thread_ = std::thread([this] { serve(); });
  }
  ~Echo() {
    shutdown(socket_.get(), SHUT_RDWR);
    thread_.join();
  }
  std::uint16_t port = 0;

 private:
  void serve() {
    for (;;) {
      const Descriptor one(accept4(socket_.get(), nullptr, nullptr, SOCK_CLOEXEC));
      if (!one) return;
      char word[64] = {};
      const ssize_t count = read(one.get(), word, sizeof word);
      if (count > 0)
        (void)!write(one.get(), (std::string(word) + std::string(word)).c_str(), 2 * static_cast<std::size_t>(count));
    }
  }
  Descriptor socket_;
  std::thread thread_;
};

class Reaching : public PluginHostTest {
 protected:
  json reach(std::uint16_t port, const char* host = "127.0.0.1") {
    const auto outcome = run("reaching", "reach", {{"host", host}, {"port", port}, {"say", "oui"}});
    EXPECT_EQ(outcome.kind, Kind::done) << outcome.detail;
    return outcome.result;
  }
  [[nodiscard]] static std::string granted(const char* how, std::uint16_t port) {
    return std::string(how) + ":127.0.0.1:" + std::to_string(port);
  }
};

TEST_F(Reaching, TalksToAHostThatTheKernelConnectedItTo) {
  Echo echo;
  start("reaching", {granted("connect-private", echo.port)});
  for (int times = 0; times < 3; ++times) {
    const json result = reach(echo.port);
    EXPECT_EQ(result["code"], 0);
    EXPECT_EQ(result["heard"], "ouioui");
  }
}

TEST_F(Reaching, HasNoSocketOfItsOwn) {
  start("reaching", {"connect"});
  EXPECT_EQ(run("reaching", "reach-alone").result["made"], false);
}

TEST_F(Reaching, IsRefusedWhatWasNotApprovedAndThatIsSeen) {
  Echo echo;
  start("reaching", {"connect", granted("connect-private", 1)});
  EXPECT_EQ(reach(echo.port)["code"], GUICHET_E_FORBIDDEN);
  const auto seen = health("reaching").refusals;
  ASSERT_FALSE(seen.empty());
  EXPECT_NE(seen.back().find(std::to_string(echo.port)), std::string::npos) << seen.back();
}

TEST_F(Reaching, IsRefusedAPrivateAddressThatNobodyNamed) {
  Echo echo;
  start("reaching", {granted("connect", echo.port)});
  EXPECT_EQ(reach(echo.port)["code"], GUICHET_E_FORBIDDEN);
}

TEST_F(Reaching, HearsThatNobodyIsThere) {
  std::uint16_t port = 0;
  { port = Echo().port; }
  start("reaching", {granted("connect-private", port)});
  EXPECT_EQ(reach(port)["code"], GUICHET_E_UNAVAILABLE);
}

TEST_F(Reaching, ReadsAndWritesFilesThroughDescriptors) {
  int pipe_ends[2] = {-1, -1};
  ASSERT_EQ(pipe2(pipe_ends, O_CLOEXEC), 0);
  const Descriptor written(pipe_ends[0]);
  open_file = [&](const HostRequest& request) -> domain::Result<OpenedFile> {
    OpenedFile opened;
    if (request.function == "add") {
      opened.descriptor = Descriptor(std::exchange(pipe_ends[1], -1));
      opened.facts = json::object();
    } else if (request.payload["attachment"] == "7") {
      opened.descriptor = Descriptor(open("/proc/self/comm", O_RDONLY | O_CLOEXEC));
      opened.facts = {{"name", "nom.txt"}, {"type", "text/plain"}, {"size", 5}};
    } else {
      return domain::Error{domain::ErrorKind::not_found, "error.file.unknown", {}, {}, {}};
    }
    return opened;
  };
  start("reaching", {"files"});
  EXPECT_EQ(run("reaching", "copy", {{"attachment", "8"}}).result["code"], GUICHET_E_NOT_FOUND);
  const auto outcome = run("reaching", "copy", {{"attachment", "7"}});
  ASSERT_EQ(outcome.kind, Kind::done) << outcome.detail;
  EXPECT_EQ(outcome.result["name"], "nom.txt");
  EXPECT_GT(outcome.result["copied"], 0);
  ASSERT_EQ(outcome.effects.size(), 1U);
  char content[64] = {};
  EXPECT_EQ(read(written.get(), content, sizeof content), outcome.result["copied"].get<ssize_t>());
  // The plugin closed its end with the call, and the host holds none: that was the end of the file.
  EXPECT_EQ(read(written.get(), content, sizeof content), 0);
}

}  // namespace
}  // namespace guichet::plugins
