// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/plugins/worker/channel.hpp"

#include "kernel/plugins/worker/counter_side.hpp"
#include "kernel/plugins/worker/host_tables.hpp"
#include "kernel/plugins/worker/running_call.hpp"

#include <guichet/ext/draft/connect.h>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstring>
#include <thread>

namespace guichet::plugins::worker {
namespace {

using nlohmann::json;

// Both ends of the socket in one process; `counter` plays the other side.
class WorkerChannel : public testing::Test {
 protected:
  void SetUp() override {
    std::array<int, 2> ends{};
    ASSERT_EQ(socketpair(AF_UNIX, SOCK_STREAM, 0, ends.data()), 0);
    counter = ends[0];
    mine = ends[1];
  }
  void TearDown() override {
    close(counter);
    close(mine);
  }

  void send_frame(const json& head, const std::string& body = {}, int descriptor = -1) const {
    const std::string bytes = rpc::encode(head, body).value();
    iovec from{const_cast<char*>(bytes.data()), bytes.size()};
    alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> control{};
    msghdr message{};
    message.msg_iov = &from;
    message.msg_iovlen = 1;
    if (descriptor >= 0) {
      message.msg_control = control.data();
      message.msg_controllen = control.size();
      cmsghdr* const part = CMSG_FIRSTHDR(&message);
      part->cmsg_level = SOL_SOCKET;
      part->cmsg_type = SCM_RIGHTS;
      part->cmsg_len = CMSG_LEN(sizeof(int));
      std::memcpy(CMSG_DATA(part), &descriptor, sizeof descriptor);
    }
    ASSERT_EQ(sendmsg(counter, &message, 0), static_cast<ssize_t>(bytes.size()));
  }

  // A pipe with `text` in it; what is sent is its reading end.
  void send_with_pipe(const json& head, const std::string& text) const {
    std::array<int, 2> ends{};
    ASSERT_EQ(pipe(ends.data()), 0);
    ASSERT_EQ(write(ends[1], text.data(), text.size()), static_cast<ssize_t>(text.size()));
    close(ends[1]);
    send_frame(head, {}, ends[0]);
    close(ends[0]);
  }

  static std::string read_all(int descriptor) {
    std::array<char, 100> bytes;
    const ssize_t count = read(descriptor, bytes.data(), bytes.size());
    close(descriptor);
    return {bytes.data(), static_cast<std::size_t>(std::max<ssize_t>(count, 0))};
  }

  int counter = -1, mine = -1;
};

TEST_F(WorkerChannel, TakesDescriptorsWithTheFramesTheyCameWith) {
  Channel channel(mine);
  send_frame({{"type", "cancel"}, {"id", 1}});
  send_with_pipe({{"type", "host-reply"}, {"id", 2}, {"descriptor", true}}, "first");
  send_frame({{"type", "host-reply"}, {"id", 3}}, std::string(200'000, '1'));
  send_with_pipe({{"type", "host-reply"}, {"id", 4}, {"descriptor", true}}, "second");

  EXPECT_EQ(channel.receive().head["id"], 1);
  EXPECT_EQ(channel.receive().head["id"], 2);
  const int first = channel.take_descriptor();
  EXPECT_NE(fcntl(first, F_GETFD) & FD_CLOEXEC, 0);
  EXPECT_EQ(read_all(first), "first");
  EXPECT_EQ(channel.receive().head["id"], 3);
  EXPECT_EQ(channel.receive().head["id"], 4);
  EXPECT_EQ(read_all(channel.take_descriptor()), "second");
  EXPECT_EQ(channel.take_descriptor(), -1);
}

// A plugin asks for a connection; the counter's answer is read by this thread.
class AskingForAConnection : public WorkerChannel {
 protected:
  std::int32_t open() {
    Channel channel(mine);
    CounterSide side(channel);
    RunningCall call({{{"type", "call"}, {"id", 7}, {"deadline_ms", 1000}}, {}}, side);
    const auto* const table = static_cast<const guichet_host_connect*>(host_table(GUICHET_EXT_CONNECT));
    std::int32_t code = -1;
    std::thread plugin([&] {
      const guichet_sink sink{&said, [](void* to, const void* bytes, std::uint64_t length) -> std::int32_t {
                                static_cast<std::string*>(to)->append(static_cast<const char*>(bytes), length);
                                return GUICHET_OK;
                              }};
      code = table->open(call.table(), {"ldap.univ.example", 17}, 636, &descriptor, &sink);
    });
    pollfd asked{counter, POLLIN, 0};
    poll(&asked, 1, 5000);  // an answer to what was not asked yet would be nobody's
    rpc::Frame frame = channel.receive();
    side.take_reply(std::move(frame), channel.take_descriptor());
    plugin.join();
    return code;
  }

  std::int32_t descriptor = 99;
  std::string said;
};

TEST_F(AskingForAConnection, PassesTheDescriptorOn) {
  send_with_pipe({{"type", "host-reply"}, {"id", 1}, {"code", GUICHET_OK}, {"descriptor", true}}, "hello");
  EXPECT_EQ(open(), GUICHET_OK);
  EXPECT_EQ(read_all(descriptor), "hello");
  Channel other_end(counter);
  const rpc::Frame asked = other_end.receive();
  EXPECT_EQ(asked.head["extension"], "guichet.connect/0");
  EXPECT_EQ(asked.head["call"], 7);
  EXPECT_EQ(json::parse(asked.body), json({{"host", "ldap.univ.example"}, {"port", 636}}));
}

TEST_F(AskingForAConnection, LeavesNoneWhenItIsRefused) {
  send_frame({{"type", "host-reply"}, {"id", 1}, {"code", GUICHET_E_FORBIDDEN}}, R"({"message":"error.x"})");
  EXPECT_EQ(open(), GUICHET_E_FORBIDDEN);
  EXPECT_EQ(descriptor, -1);
  EXPECT_EQ(said, R"({"message":"error.x"})");
}

TEST_F(AskingForAConnection, ClosesOneThatCameWithARefusal) {
  send_with_pipe({{"type", "host-reply"}, {"id", 1}, {"code", GUICHET_E_LIMIT}, {"descriptor", true}}, "hello");
  EXPECT_EQ(open(), GUICHET_E_LIMIT);
  EXPECT_EQ(descriptor, -1);
}

TEST_F(AskingForAConnection, DoesNotSayYesWithoutADescriptor) {
  send_frame({{"type", "host-reply"}, {"id", 1}, {"code", GUICHET_OK}});
  EXPECT_EQ(open(), GUICHET_E_INTERNAL);
  EXPECT_EQ(descriptor, -1);
}

}  // namespace
}  // namespace guichet::plugins::worker
