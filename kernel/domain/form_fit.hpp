// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/form.hpp"

namespace guichet::domain {

/// What is known or worked out, in the shape the field takes; null when it does not fit, so that nobody is shown a
/// wrong fact. Nothing is proposed for a consent.
[[nodiscard]] nlohmann::json fitting(const Field& field, const nlohmann::json& known, const FormContext& context);

/// Nothing in it: no text but white space, no element that holds anything.
[[nodiscard]] bool is_blank_answer(const nlohmann::json& answer);

}  // namespace guichet::domain
