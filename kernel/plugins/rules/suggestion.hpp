// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace guichet::plugins {

/// The known word closest to `word`, when it is close enough to be what somebody meant; else "". `aliases` are other
/// names with the known word they stand for.
[[nodiscard]] std::string closest(std::string_view word, const std::vector<std::string>& known,
                                  const std::map<std::string, std::string>& aliases = {});

/// "; did you mean \"integer\"?" or, when nothing is close, "" .
[[nodiscard]] std::string did_you_mean(std::string_view word, const std::vector<std::string>& known,
                                       const std::map<std::string, std::string>& aliases = {});

/// The text in double quotes, cut when it is long.
[[nodiscard]] std::string in_quotes(std::string_view text);

/// "a, b or c", each in quotes; at most 30 of them.
[[nodiscard]] std::string one_of(const std::vector<std::string>& words);

}  // namespace guichet::plugins
