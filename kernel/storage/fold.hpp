// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace guichet::storage {

/// Lower case without accents, for comparing names: "Éloïse" gives "eloise". Latin letters; others are kept as they
/// are.
[[nodiscard]] std::string folded(std::string_view text);

/// The folded words of a text, split at what is neither letter nor digit; each once, at most `most`.
[[nodiscard]] std::vector<std::string> folded_words(std::string_view text, std::size_t most);

}  // namespace guichet::storage
