// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/form.hpp"

#include <nlohmann/json.hpp>

#include <string>

namespace guichet::domain {

/// One typed value in the shape its type takes, or as typed when it cannot be read. Valid UTF-8.
[[nodiscard]] nlohmann::json read_answer(FieldType type, const std::string& typed);

}  // namespace guichet::domain
