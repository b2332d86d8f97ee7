// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace guichet::matching {

/// What somebody's words may tell of, the most pressing first.
enum class Distress {
  none,
  danger,      ///< to oneself
  violence,    ///< suffered or feared, sexual violence and threats included
  harassment,  ///< with discrimination
};

/// Whether words tell of danger to oneself, violence or harassment, in French or English as people write it: without
/// accents, with slips, with letters left out. Leans towards finding it: whoever is asked back says "that is not it"
/// and goes on. Pure; keeps and logs nothing. Thread-safe. Reads at most the first 1,500 words; some microseconds a
/// word.
[[nodiscard]] Distress distress_in(std::string_view words);

/// "danger", "violence", "harassment"; "" for none. For keys of texts and settings, never beside who wrote what.
[[nodiscard]] std::string_view name_of(Distress distress);

}  // namespace guichet::matching
