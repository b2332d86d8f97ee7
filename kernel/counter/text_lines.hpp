// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace guichet::counter {

/// A letter without « Bonjour Madame, » and without what follows « Cordialement, »: what was said between. Pure.
[[nodiscard]] std::string without_greetings(std::string_view text);

}  // namespace guichet::counter
