// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/submit.hpp"

#include <cstddef>
#include <string>

/// Requests that one opens of another service, for the same person: by its workflow or by a plugin. Both go this way,
/// so that no way round through the two makes a chain look shorter than it is. Everything within a write.
namespace guichet::counter {

/// How many requests up this one was opened for, and how many it has opened.
struct Kinship {
  int level = 0;
  std::size_t opened = 0;
};
[[nodiscard]] Kinship kinship_of(storage::Connection& connection, domain::RequestId request);

/// As if the requester had asked for it themselves. No plugin is waited for: the one that asks for it may be the one
/// that would be asked. Error as for `submit`.
[[nodiscard]] domain::Result<PreparedRequest> prepare_opened(const Counter& counter, storage::Connection& connection,
                                                             const domain::Request& parent,
                                                             const domain::Person& requester,
                                                             const std::string& service, const domain::Answers& answers,
                                                             domain::Instant now);

/// One opened another, as an event of each. To be told before the other's own workflow begins, which counts its level.
void tell_opened(storage::Connection& connection, domain::RequestId parent, domain::RequestId child, int level,
                 domain::Instant now);

}  // namespace guichet::counter
