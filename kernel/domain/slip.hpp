// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace guichet::domain {

/// One letter more, less, other, or two of them changed round; or none. Of folded words: bytes are letters. Pure.
[[nodiscard]] bool one_slip_apart(std::string_view left, std::string_view right);

/// Whether one is the other misspelt: one slip, never in the first letter, and in no word so short that it is another.
[[nodiscard]] bool is_misspelt(std::string_view left, std::string_view right);

}  // namespace guichet::domain
