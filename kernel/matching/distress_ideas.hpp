// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/matching/distress_words.hpp"

#include <string_view>

/// The same as `distress_words.hpp`, said by ideas: who, what is done, to whom. A pattern names an idea with `@`, and
/// each of an idea's words stands for it, so that a new word for a thing is written once.
namespace guichet::matching {

/// One idea a line: its name, then its words. A word may be written `word^`: any form of that verb, and any spelling
/// that sounds so ("frape", "frappées"), beside what `distress_words.hpp` knows.
[[nodiscard]] std::string_view distress_ideas();
/// Patterns that are always heard.
[[nodiscard]] const DistressWords& idea_words();
/// Patterns that are heard together, near each other in any order: see `words_together.hpp`. A part that begins with
/// `!` is not to be there.
[[nodiscard]] const DistressWords& words_together();
/// Patterns that are heard unless a thing or a step is named.
[[nodiscard]] const DistressWords& faint_idea_words();

}  // namespace guichet::matching
