// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <vector>

namespace guichet::domain {

/// What one of those who are asked has said.
enum class Said { nothing, yes, no };

enum class Verdict { open, agreed, refused };

/// What they say together: agreed as soon as `need` (0: all) said yes, refused as soon as so many can no longer.
[[nodiscard]] Verdict verdict_of(const std::vector<Said>& voices, std::size_t need);

/// The places of those who are to be asked now: all who said nothing, or the first of them when they are asked in turn.
[[nodiscard]] std::vector<std::size_t> to_be_asked(const std::vector<Said>& voices, bool in_turn);

}  // namespace guichet::domain
