// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/counter.hpp"
#include "kernel/domain/incident.hpp"

#include <string>
#include <string_view>
#include <vector>

/// Which words an incident is known by. Whoever types them is told of it, so that they must not give away what one
/// person wrote: a name in a single request would tell anybody who tries it.
namespace guichet::counter {

/// So many different people must have used a word before an incident is known by it.
inline constexpr std::size_t people_of_a_word = 3;
/// The roots that most of them have, and that so many people used; sorted, often none.
[[nodiscard]] std::vector<std::string> roots_of_several(const std::vector<const domain::Telling*>& tellings);

/// The roots of a title that an agent wrote for everybody; of a proposal, which nobody wrote, none.
[[nodiscard]] std::vector<std::string> roots_of_title(const Counter& counter, const domain::Incident& incident);

/// Whether words told at `place` tell of it, by its own roots or by those of its title.
[[nodiscard]] bool tells_of(const domain::Incident& incident, const std::vector<std::string>& title,
                            const std::vector<std::string>& roots, std::string_view place);

}  // namespace guichet::counter
