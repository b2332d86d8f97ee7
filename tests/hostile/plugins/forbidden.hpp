// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace hostile {

/// The descriptor on which a worker speaks with the counter.
inline constexpr int counter_socket = 3;

/// Tries what the operating system must refuse, by name, and answers the name of the error, or "granted".
std::string forbidden(const std::string& what);

}  // namespace hostile
