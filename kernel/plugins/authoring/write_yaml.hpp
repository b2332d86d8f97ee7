// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>

#include <string>

namespace guichet::plugins::authoring {

/// A service, a step or a question as an author would write it: keys in the order of the guide, short lists and texts
/// in two languages on one line. Read again by read_yaml it is the same JSON, value by value. Pure.
[[nodiscard]] std::string write_yaml(const nlohmann::json& value);

}  // namespace guichet::plugins::authoring
