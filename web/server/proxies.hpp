// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/result.hpp"
#include "web/server/headers.hpp"

#include <Poco/Net/IPAddress.h>

#include <string>
#include <string_view>
#include <vector>

namespace guichet::web::server {

/// Who the client is, when proxies stand before us. What X-Forwarded-For and X-Forwarded-Proto say is believed only
/// from the proxies that the configuration names. Immutable, any thread.
class TrustedProxies {
 public:
  struct Client {
    std::string address;
    bool secure = false;
  };

  TrustedProxies() = default;
  /// Each an address or a network: "127.0.0.1", "10.0.0.0/8", "fd00::/8".
  [[nodiscard]] static domain::Result<TrustedProxies> parse(const std::vector<std::string>& networks);

  /// `peer` is who holds the other end of the socket.
  [[nodiscard]] Client client(const std::string& peer, const Headers& headers) const;

 private:
  struct Network {
    Poco::Net::IPAddress address;
    unsigned prefix;
  };

  [[nodiscard]] bool trusts(std::string_view address) const;

  std::vector<Network> networks_;
};

}  // namespace guichet::web::server
