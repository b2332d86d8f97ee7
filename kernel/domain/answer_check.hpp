// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/form.hpp"

#include <string>
#include <vector>

namespace guichet::domain {

/// One answer that is there, as it is kept; null when an error was reported, of `named`: the field, or its place in a
/// table ("TABLE.ROW.COLUMN"). Not for tables and headings.
[[nodiscard]] nlohmann::json check_answer(const Field& field, const std::string& named, const nlohmann::json& answer,
                                          const FormContext& context, std::vector<FieldError>& errors);

}  // namespace guichet::domain
