// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

/// Text as JavaScript counts, cuts and orders it: in UTF-16 code units. It is kept as UTF-8; half of a surrogate pair,
/// which only a cut can leave, is kept in the three bytes UTF-8 would give it, and becomes U+FFFD when it goes out.
namespace guichet::domain::javascript {

[[nodiscard]] std::u16string to_units(std::string_view text);  ///< bytes that are not UTF-8 become U+FFFD
[[nodiscard]] std::string from_units(std::u16string_view units);
[[nodiscard]] std::size_t count_units(std::string_view text);

/// Negative, zero or positive: the order of `<` between two strings.
[[nodiscard]] int compare(std::string_view left, std::string_view right);

[[nodiscard]] bool contains(std::string_view text, std::string_view part);

/// Joins halves of pairs that came to stand side by side. To be called on text put together from parts.
[[nodiscard]] std::string paired(std::string text);

/// The text without lone halves: valid UTF-8.
[[nodiscard]] std::string well_formed(std::string_view text);

}  // namespace guichet::domain::javascript
