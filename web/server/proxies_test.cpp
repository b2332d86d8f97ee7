// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/server/proxies.hpp"

#include <gtest/gtest.h>

namespace guichet::web::server {
namespace {

TrustedProxies proxies() {
  return TrustedProxies::parse({"127.0.0.1", "10.1.0.0/16", "fd00::/8"}).value();
}

TEST(TrustedProxies, AreBelievedAboutTheClient) {
  const auto client =
      proxies().client("127.0.0.1", {{"X-Forwarded-For", "6.6.6.6, 193.50.1.2"}, {"X-Forwarded-Proto", "https"}});
  EXPECT_EQ(client.address, "193.50.1.2");
  EXPECT_TRUE(client.secure);
}

TEST(TrustedProxies, AreLookedThroughWhenSeveralFollow) {
  const auto client =
      proxies().client("127.0.0.1", {{"X-Forwarded-For", "6.6.6.6"}, {"x-forwarded-for", "193.50.1.2:4711, 10.1.2.3"}});
  EXPECT_EQ(client.address, "193.50.1.2");
  EXPECT_FALSE(client.secure);
  EXPECT_EQ(proxies().client("fd00::1", {{"X-Forwarded-For", "[2001:db8::1]:80"}}).address, "2001:db8::1");
}

TEST(TrustedProxies, AreTheOnlyOnesBelieved) {
  const auto client = proxies().client("10.2.0.1", {{"X-Forwarded-For", "6.6.6.6"}, {"X-Forwarded-Proto", "https"}});
  EXPECT_EQ(client.address, "10.2.0.1");
  EXPECT_FALSE(client.secure);
}

TEST(TrustedProxies, SayNothingWithAMalformedAddress) {
  EXPECT_EQ(proxies().client("127.0.0.1", {{"X-Forwarded-For", "<script>"}}).address, "127.0.0.1");
  EXPECT_EQ(proxies().client("127.0.0.1", {{"X-Forwarded-For", "[,"}}).address, "127.0.0.1");
}

TEST(TrustedProxies, RefuseAConfigurationThatDoesNotHold) {
  for (const char* network : {"", "proxy.example", "10.0.0.0/33", "10.0.0.0/x", "10.0.0/8x"}) {
    EXPECT_FALSE(TrustedProxies::parse({network}).ok()) << network;
  }
}

}  // namespace
}  // namespace guichet::web::server
