// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace guichet::matching {

/// How a folded French word sounds, roughly: "frappe" and "frape", "harceler" and "arseler" are one. Pure.
[[nodiscard]] std::string sound_of(std::string_view folded);

/// The sound of a verb of the first group without its ending: "frappe", "frapper", "frappées", "frapait" are one.
[[nodiscard]] std::string verb_sound(std::string_view folded);

}  // namespace guichet::matching
