// SPDX-License-Identifier: GPL-3.0-or-later
// The special-purpose address registries of IANA (RFC 6890 and its updates), as of 2026.
#include "kernel/plugins/address.hpp"

#include <netinet/in.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

namespace guichet::plugins {
namespace {

struct Block {
  std::uint32_t network;
  int bits;
};

constexpr std::uint32_t ipv4(std::uint32_t a, std::uint32_t b, std::uint32_t c, std::uint32_t d) {
  return a << 24 | b << 16 | c << 8 | d;
}

constexpr Block special[] = {
    {ipv4(0, 0, 0, 0), 8},        // this network, unspecified
    {ipv4(10, 0, 0, 0), 8},       // private
    {ipv4(100, 64, 0, 0), 10},    // shared by carriers
    {ipv4(127, 0, 0, 0), 8},      // loopback
    {ipv4(169, 254, 0, 0), 16},   // link-local: clouds answer questions about the machine there
    {ipv4(172, 16, 0, 0), 12},    // private
    {ipv4(192, 0, 0, 0), 24},     // protocol assignments
    {ipv4(192, 0, 2, 0), 24},     // documentation
    {ipv4(192, 88, 99, 0), 24},   // relays of 6to4
    {ipv4(192, 168, 0, 0), 16},   // private
    {ipv4(198, 18, 0, 0), 15},    // benchmarks
    {ipv4(198, 51, 100, 0), 24},  // documentation
    {ipv4(203, 0, 113, 0), 24},   // documentation
    {ipv4(224, 0, 0, 0), 4},      // multicast
    {ipv4(240, 0, 0, 0), 4},      // reserved, broadcast
};

bool is_public_v4(std::uint32_t address) {
  return std::none_of(std::begin(special), std::end(special),
                      [&](const Block& block) { return (address ^ block.network) >> (32 - block.bits) == 0; });
}

using Bytes = std::array<std::uint8_t, 16>;

bool begins(const Bytes& address, std::initializer_list<std::uint8_t> prefix) {
  return std::equal(prefix.begin(), prefix.end(), address.begin());
}

std::uint32_t embedded(const Bytes& address, std::size_t at) {
  return ipv4(address[at], address[at + 1], address[at + 2], address[at + 3]);
}

bool is_public_v6(const Bytes& address) {
  constexpr std::size_t last_four = 12;
  if (begins(address, {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff})) return is_public_v4(embedded(address, last_four));
  if (begins(address, {0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0})) return is_public_v4(embedded(address, last_four));
  if (begins(address, {0x20, 0x02})) return is_public_v4(embedded(address, 2));
  if (begins(address, {0x20, 0x01, 0, 0})) return false;                    // Teredo: leads through somebody's tunnel
  if (begins(address, {0x20, 0x01, 0x0d, 0xb8})) return false;              // documentation
  if (begins(address, {0x20, 0x01, 0}) && address[3] < 0x30) return false;  // protocol assignments, ORCHID
  if (begins(address, {0x3f, 0xff}) && address[2] < 0x10) return false;     // documentation
  // Everything else that is public is in 2000::/3; the rest is this machine, links, sites, groups, or not given out.
  return (address[0] & 0xe0) == 0x20;
}

}  // namespace

bool is_public_address(const sockaddr& address) {
  if (address.sa_family == AF_INET) {
    sockaddr_in v4{};
    std::memcpy(&v4, &address, sizeof v4);
    return is_public_v4(ntohl(v4.sin_addr.s_addr));
  }
  if (address.sa_family == AF_INET6) {
    sockaddr_in6 v6{};
    std::memcpy(&v6, &address, sizeof v6);
    Bytes bytes{};
    std::memcpy(bytes.data(), &v6.sin6_addr, bytes.size());
    return is_public_v6(bytes);
  }
  return false;
}

}  // namespace guichet::plugins
