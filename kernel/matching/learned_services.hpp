// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/matching/index.hpp"
#include "kernel/matching/learned_routing.hpp"
#include "kernel/matching/matcher.hpp"

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace guichet::matching {

/// Joins what the words of services say with where needs like this one were solved. What was learned from few needs
/// counts little: a department's first day is ranked by its own words. Only services of these groups are added, at most
/// `most` are left, best first. A service that earlier requests speak for more than its words do is explained as
/// "match.learned" {}. Answers the team that solved most of those that no service did. Words that fewer than five needs
/// have count for nothing: whoever types somebody's name learns nothing of what they asked.
std::optional<LearnedTeam> add_learned(std::vector<ServiceMatch>& matches, const LearnedRouting& learned,
                                       std::string_view words, const Index& index,
                                       const std::vector<std::size_t>& groups, std::size_t most);

}  // namespace guichet::matching
