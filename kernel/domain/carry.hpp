// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/form.hpp"

namespace guichet::domain {

/// What answers to one form already answer of another, by field id of `to`: fields of the same id whose type takes the
/// value, else of the same label and type. A choice is carried when the other form has it too, a choice from a source
/// when the source is the same. Consent is given once for one thing, and never carried. Nothing is checked.
[[nodiscard]] Answers carried_over(const Form& from, const Answers& answers, const Form& to);

/// The fields that show with these answers, must be answered and are not, in order.
[[nodiscard]] std::vector<std::string> unanswered(const Form& form, const Answers& answers, const FormContext& context);

}  // namespace guichet::domain
