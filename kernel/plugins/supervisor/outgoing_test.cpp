// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/plugins/supervisor/outgoing.hpp"

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include <cstring>
#include <vector>

namespace guichet::plugins {
namespace {

struct Ends {
  Descriptor ours, theirs;
};

Ends make_ends() {
  int both[2] = {-1, -1};
  EXPECT_EQ(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, both), 0);
  return {Descriptor(both[0]), Descriptor(both[1])};
}

Descriptor readable(const std::string& content) {
  int both[2] = {-1, -1};
  EXPECT_EQ(pipe(both), 0);
  EXPECT_EQ(write(both[1], content.data(), content.size()), static_cast<ssize_t>(content.size()));
  close(both[1]);
  return Descriptor(both[0]);
}

struct Received {
  std::string bytes;
  Descriptor descriptor;
};

Received receive(int socket, std::size_t most) {
  std::vector<char> buffer(most);
  iovec part{buffer.data(), most};
  alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))];
  msghdr message{};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  message.msg_control = control;
  message.msg_controllen = sizeof control;
  const ssize_t count = recvmsg(socket, &message, MSG_CMSG_CLOEXEC | MSG_DONTWAIT);
  Received received;
  if (count > 0) received.bytes.assign(buffer.data(), static_cast<std::size_t>(count));
  if (const cmsghdr* const header = CMSG_FIRSTHDR(&message); header != nullptr && header->cmsg_type == SCM_RIGHTS) {
    int number = -1;
    std::memcpy(&number, CMSG_DATA(header), sizeof number);
    received.descriptor = Descriptor(number);
  }
  return received;
}

TEST(Outgoing, SendsADescriptorWithTheFirstByteOfItsFrame) {
  const Ends ends = make_ends();
  Outgoing outgoing;
  outgoing.add("before", {});
  outgoing.add("with", readable("secret"));
  outgoing.add("after", {});
  ASSERT_TRUE(outgoing.send_to(ends.ours.get()));
  EXPECT_TRUE(outgoing.empty());
  const Received first = receive(ends.theirs.get(), 6);
  EXPECT_EQ(first.bytes, "before");
  EXPECT_FALSE(first.descriptor);
  const Received second = receive(ends.theirs.get(), 100);
  EXPECT_EQ(second.bytes.substr(0, 4), "with");
  ASSERT_TRUE(second.descriptor);
  char content[10] = {};
  EXPECT_EQ(read(second.descriptor.get(), content, sizeof content), 6);
  EXPECT_STREQ(content, "secret");
}

TEST(Outgoing, KeepsFramesAndDescriptorsInOrderWhenTheSocketIsFull) {
  const Ends ends = make_ends();
  Outgoing outgoing;
  std::string expected;
  for (int i = 0; i < 40; ++i) {
    const std::string frame(64 * 1024, static_cast<char>('a' + i % 26));
    expected += frame;
    outgoing.add(frame, i == 30 ? readable("x") : Descriptor());
  }
  std::string got;
  bool passed = false;
  while (got.size() < expected.size()) {
    ASSERT_TRUE(outgoing.send_to(ends.ours.get()));
    const Received part = receive(ends.theirs.get(), 50'000);
    ASSERT_FALSE(part.bytes.empty());
    if (part.descriptor) {
      passed = true;
      // Bytes before it may come with it, never bytes of a later message.
      const std::size_t first = 30U * 64 * 1024;
      EXPECT_LE(got.size(), first);
      EXPECT_GT(got.size() + part.bytes.size(), first);
    }
    got += part.bytes;
  }
  EXPECT_TRUE(got == expected);
  EXPECT_TRUE(passed);
}

TEST(Outgoing, SaysWhenNobodyReadsAnyMore) {
  Ends ends = make_ends();
  ends.theirs.close();
  Outgoing outgoing;
  outgoing.add("lost", readable("x"));
  EXPECT_FALSE(outgoing.send_to(ends.ours.get()));
}

}  // namespace
}  // namespace guichet::plugins
