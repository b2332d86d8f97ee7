// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace guichet::matching {

/// What a sentence is to a classifier: numbers of its words, of their beginnings, of neighbours, and of its first words
/// once more (people begin with what it is about), each with how often it occurs. Rising, each once. Of no language in
/// particular: only the French words of grammar are left out. Reads 400 words at most.
[[nodiscard]] std::vector<std::pair<std::uint64_t, std::uint32_t>> learned_features(std::string_view text);

}  // namespace guichet::matching
