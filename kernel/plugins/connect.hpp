// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/result.hpp"
#include "kernel/plugins/supervisor/descriptor.hpp"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <set>
#include <string>

namespace guichet::plugins {

inline constexpr std::size_t max_destination = 300;  ///< bytes of a destination in logs

/// A host and a port that a plugin wants to reach: a name, an IPv4 address, or an IPv6 address without brackets.
struct Destination {
  std::string host;
  std::uint16_t port = 0;
  /// "ldap.univ.example:636", "[2001:db8::1]:443": how capabilities write it, in lower case.
  [[nodiscard]] std::string text() const;
};

/// What an administrator approved of a destination.
enum class ConnectGrant {
  none,
  anywhere_public,   ///< "connect:HOST:PORT": not when the name leads into a private network
  private_networks,  ///< "connect-private:HOST:PORT": also there, because it was named for that
};
[[nodiscard]] ConnectGrant grant_of(const std::set<std::string>& capabilities, const Destination& to);

/// Connects for plugins, which have no socket of their own. Any thread; each waits for its own connection only.
class Connector {
 public:
  /// Resolves the name once and connects to the addresses it gave, in their order. The descriptor is connected,
  /// blocking and close-on-exec. Waits `patience` at most. Error: `forbidden` when every address is in a network that
  /// the grant does not cover, `unavailable` when the name leads nowhere or nobody answers in time, `too_many` when too
  /// many names are being looked up.
  [[nodiscard]] domain::Result<Descriptor> connect(const Destination& to, ConnectGrant grant,
                                                   std::chrono::milliseconds patience) const;

 private:
  /// Look-ups that nobody may be waiting for any more: a resolver cannot be interrupted.
  std::shared_ptr<std::atomic<int>> looking_up_ = std::make_shared<std::atomic<int>>(0);
};

}  // namespace guichet::plugins
