// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/server/proxies.hpp"

#include "web/server/text.hpp"

#include <charconv>
#include <optional>

namespace guichet::web::server {
namespace {

std::optional<Poco::Net::IPAddress> parse_address(std::string_view text) {
  Poco::Net::IPAddress address;
  if (!Poco::Net::IPAddress::tryParse(std::string(text), address)) return std::nullopt;
  return address;
}

unsigned bits(const Poco::Net::IPAddress& address) {
  return static_cast<unsigned>(address.length()) * 8;
}

bool same_prefix(const Poco::Net::IPAddress& left, const Poco::Net::IPAddress& right, unsigned prefix) {
  if (left.family() != right.family()) return false;
  const auto* a = static_cast<const unsigned char*>(left.addr());
  const auto* b = static_cast<const unsigned char*>(right.addr());
  for (unsigned bit = 0; bit < prefix; ++bit) {
    const unsigned mask = 0x80U >> (bit % 8);
    if ((a[bit / 8] & mask) != (b[bit / 8] & mask)) return false;
  }
  return true;
}

/// "1.2.3.4:5678", "[::1]:80" and "[::1]" without brackets and port.
std::string_view bare_address(std::string_view text) {
  text = trimmed(text);
  if (text.starts_with('[')) return text.substr(1, text.find(']') - 1);
  const std::size_t colon = text.find(':');
  if (colon != std::string_view::npos && text.find(':', colon + 1) == std::string_view::npos)
    return text.substr(0, colon);
  return text;
}

std::string_view last_of(std::string_view list) {
  const std::size_t comma = list.rfind(',');
  return trimmed(comma == std::string_view::npos ? list : list.substr(comma + 1));
}

}  // namespace

domain::Result<TrustedProxies> TrustedProxies::parse(const std::vector<std::string>& networks) {
  TrustedProxies proxies;
  for (const std::string& network : networks) {
    std::string_view prefix = network;
    const auto address = parse_address(take_until(prefix, '/'));
    unsigned length = address ? bits(*address) : 0;
    bool holds = address.has_value();
    if (holds && !prefix.empty()) {
      const auto [end, failure] = std::from_chars(prefix.data(), prefix.data() + prefix.size(), length);
      holds = failure == std::errc() && end == prefix.data() + prefix.size() && length <= bits(*address);
    }
    if (!holds) {
      return domain::Error{domain::ErrorKind::invalid, "error.server.proxy", {{"network", network}}, {}, ""};
    }
    proxies.networks_.push_back({*address, length});
  }
  return proxies;
}

bool TrustedProxies::trusts(std::string_view text) const {
  const auto address = parse_address(text);
  if (!address) return false;
  for (const Network& network : networks_) {
    if (same_prefix(*address, network.address, network.prefix)) return true;
  }
  return false;
}

TrustedProxies::Client TrustedProxies::client(const std::string& peer, const Headers& headers) const {
  Client client{peer, false};
  if (networks_.empty() || !trusts(peer)) return client;
  // Each proxy adds the address it saw at the end: the last one that is not a proxy of ours is the client. A header
  // that came several times is one list, and the last line is its end.
  std::vector<std::string_view> hops;
  for (const auto& [name, value] : headers) {
    if (equal_ignoring_case(name, "X-Forwarded-Proto")) client.secure = equal_ignoring_case(last_of(value), "https");
    if (!equal_ignoring_case(name, "X-Forwarded-For")) continue;
    std::string_view rest = value;
    while (!rest.empty()) hops.push_back(bare_address(take_until(rest, ',')));
  }
  for (auto hop = hops.rbegin(); hop != hops.rend(); ++hop) {
    if (!parse_address(*hop)) break;  // nothing behind something malformed can be believed
    client.address = std::string(*hop);
    if (!trusts(*hop)) break;
  }
  return client;
}

}  // namespace guichet::web::server
