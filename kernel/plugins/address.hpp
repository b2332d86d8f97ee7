// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sys/socket.h>

namespace guichet::plugins {

/// Whether an address is one that anybody on the Internet may reach: not this machine, not a private network, not a
/// link, not a group, and not a form of IPv6 that carries such an IPv4 address (mapped, NAT64, 6to4). What is neither
/// IPv4 nor IPv6 is not. Pure.
[[nodiscard]] bool is_public_address(const sockaddr& address);

}  // namespace guichet::plugins
