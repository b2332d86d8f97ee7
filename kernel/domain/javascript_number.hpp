// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

/// Numbers as JavaScript reads and writes them. Source: ECMA-262, sections 6.1.6.1.20, 7.1.4.1 and 19.2.4.
namespace guichet::domain::javascript {

/// Number::toString in base ten: "0.1", "1e+21", "NaN"; -0 is "0".
[[nodiscard]] std::string text_of(double number);

/// Number("..."): the whole text must be a number; empty is 0, anything else is NaN.
[[nodiscard]] double number_of(std::string_view text);

/// parseFloat("..."): the longest beginning that is a decimal number, or NaN.
[[nodiscard]] double parse_float(std::string_view text);

}  // namespace guichet::domain::javascript
