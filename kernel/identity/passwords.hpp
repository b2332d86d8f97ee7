// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/result.hpp"

#include <string>
#include <string_view>

namespace guichet::identity {

/// Argon2id at 19 MiB and two passes (OWASP Password Storage Cheat Sheet), at most two computed at a time in a process
/// so that sign-ins cannot take all the memory. Waits for its turn.
[[nodiscard]] std::string hash_password(std::string_view password);
[[nodiscard]] bool verify_password(std::string_view hash, std::string_view password);

}  // namespace guichet::identity
