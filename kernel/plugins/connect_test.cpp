// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/plugins/connect.hpp"

#include "kernel/plugins/address.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <vector>

namespace guichet::plugins {
namespace {

using namespace std::chrono_literals;
using domain::ErrorKind;

bool is_public(const char* text) {
  sockaddr_storage storage{};
  if (inet_pton(AF_INET, text, &reinterpret_cast<sockaddr_in&>(storage).sin_addr) == 1) {
    storage.ss_family = AF_INET;
  } else if (inet_pton(AF_INET6, text, &reinterpret_cast<sockaddr_in6&>(storage).sin6_addr) == 1) {
    storage.ss_family = AF_INET6;
  }
  return is_public_address(reinterpret_cast<const sockaddr&>(storage));
}

TEST(Address, OfTheInternetIsPublic) {
  for (const char* const each : {"9.9.9.9", "172.32.0.1", "100.128.0.1", "193.50.159.1", "2001:660:5402::1",
                                 "2a00:1450:4007::1", "::ffff:9.9.9.9", "64:ff9b::9.9.9.9"}) {
    EXPECT_TRUE(is_public(each)) << each;
  }
}

TEST(Address, OfThisMachineOrAPrivateNetworkIsNotPublicInWhateverForm) {
  for (const char* const each : {"0.0.0.0",
                                 "10.1.2.3",
                                 "100.64.0.1",
                                 "127.0.0.1",
                                 "127.9.9.9",
                                 "169.254.169.254",
                                 "172.16.0.1",
                                 "172.31.255.255",
                                 "192.168.1.1",
                                 "198.18.0.1",
                                 "203.0.113.4",
                                 "224.0.0.1",
                                 "255.255.255.255",
                                 "::",
                                 "::1",
                                 "::127.0.0.1",
                                 "::ffff:127.0.0.1",
                                 "::ffff:10.0.0.1",
                                 "64:ff9b::10.0.0.1",
                                 "64:ff9b:1::9.9.9.9",
                                 "2002:7f00:1::",
                                 "2002:a00:1::",
                                 "2001::1",
                                 "2001:db8::1",
                                 "3fff::1",
                                 "fc00::1",
                                 "fd12::1",
                                 "fe80::1",
                                 "fec0::1",
                                 "ff02::1"}) {
    EXPECT_FALSE(is_public(each)) << each;
  }
}

TEST(ConnectGrant, IsForThisHostAndPortAlone) {
  const std::set<std::string> granted{"connect", "connect:ldap.univ.example:636", "connect-private:10.0.0.7:25"};
  EXPECT_EQ(grant_of(granted, {"ldap.univ.example", 636}), ConnectGrant::anywhere_public);
  EXPECT_EQ(grant_of(granted, {"LDAP.univ.example", 636}), ConnectGrant::anywhere_public);
  EXPECT_EQ(grant_of(granted, {"10.0.0.7", 25}), ConnectGrant::private_networks);
  EXPECT_EQ(grant_of(granted, {"ldap.univ.example", 637}), ConnectGrant::none);
  EXPECT_EQ(grant_of(granted, {"univ.example", 636}), ConnectGrant::none);
  EXPECT_EQ(grant_of(granted, {"", 636}), ConnectGrant::none);
  EXPECT_EQ(grant_of(granted, {"ldap.univ.example:636", 0}), ConnectGrant::none);
  EXPECT_EQ(Destination({"2001:DB8::1", 443}).text(), "[2001:db8::1]:443");
}

/// A socket that listens on the loopback, with room for `backlog` connections that nobody accepts.
class Listening {
 public:
  explicit Listening(int backlog = 5) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    EXPECT_EQ(bind(socket_.get(), reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
    EXPECT_EQ(listen(socket_.get(), backlog), 0);
    socklen_t size = sizeof address;
    getsockname(socket_.get(), reinterpret_cast<sockaddr*>(&address), &size);
    port = ntohs(address.sin_port);
  }
  Descriptor take() { return Descriptor(accept(socket_.get(), nullptr, nullptr)); }
  void close() { socket_.close(); }
  std::uint16_t port = 0;

 private:
  Descriptor socket_;
};

TEST(Connector, ConnectsWhereItWasGranted) {
  Listening listening;
  const auto connected = Connector().connect({"127.0.0.1", listening.port}, ConnectGrant::private_networks, 2s);
  ASSERT_TRUE(connected.ok()) << connected.error().detail;
  EXPECT_EQ(fcntl(connected->get(), F_GETFL) & O_NONBLOCK, 0);
  EXPECT_EQ(fcntl(connected->get(), F_GETFD) & FD_CLOEXEC, FD_CLOEXEC);
  const Descriptor other = listening.take();
  EXPECT_EQ(write(connected->get(), "hello", 5), 5);
  char heard[6] = {};
  EXPECT_EQ(read(other.get(), heard, 5), 5);
  EXPECT_STREQ(heard, "hello");
}

TEST(Connector, ResolvesNames) {
  Listening listening;
  EXPECT_TRUE(Connector().connect({"localhost", listening.port}, ConnectGrant::private_networks, 5s).ok());
}

TEST(Connector, RefusesAPrivateAddressThatTheAdministratorDidNotName) {
  Listening listening;
  for (const char* const host : {"127.0.0.1", "localhost", "::ffff:127.0.0.1", "0.0.0.0", "2130706433", "0x7f.1"}) {
    const auto refused = Connector().connect({host, listening.port}, ConnectGrant::anywhere_public, 5s);
    ASSERT_FALSE(refused.ok()) << host;
    EXPECT_EQ(refused.error().kind, ErrorKind::forbidden) << host << " " << refused.error().detail;
  }
}

TEST(Connector, RefusesWhatWasNotGranted) {
  Listening listening;
  const auto refused = Connector().connect({"127.0.0.1", listening.port}, ConnectGrant::none, 1s);
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().kind, ErrorKind::forbidden);
}

TEST(Connector, SaysThatNobodyAnswersOnAClosedPort) {
  Listening listening;
  listening.close();
  const auto failed = Connector().connect({"127.0.0.1", listening.port}, ConnectGrant::private_networks, 2s);
  ASSERT_FALSE(failed.ok());
  EXPECT_EQ(failed.error().kind, ErrorKind::unavailable);
}

TEST(Connector, SaysThatANameLeadsNowhere) {
  const auto failed = Connector().connect({"no-such-host.invalid", 443}, ConnectGrant::private_networks, 3s);
  ASSERT_FALSE(failed.ok());
  EXPECT_EQ(failed.error().kind, ErrorKind::unavailable);
}

TEST(Connector, GivesUpOnASlowPeerInTime) {
  Listening listening(0);  // the queue holds one; the kernel leaves the others without an answer
  std::vector<domain::Result<Descriptor>> filling;
  const auto began = std::chrono::steady_clock::now();
  bool gave_up = false;
  for (int i = 0; i < 4 && !gave_up; ++i) {
    filling.push_back(Connector().connect({"127.0.0.1", listening.port}, ConnectGrant::private_networks, 200ms));
    gave_up = !filling.back().ok();
  }
  ASSERT_TRUE(gave_up);
  EXPECT_EQ(filling.back().error().kind, ErrorKind::unavailable);
  EXPECT_LT(std::chrono::steady_clock::now() - began, 2s);
}

}  // namespace
}  // namespace guichet::plugins
