// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/form.hpp"
#include "web/pages/visit.hpp"

#include <string>
#include <vector>

namespace guichet::web::pages {

/// Ids of the questions that the page showed which sent this form, as it says itself (form_parts' seen_questions).
[[nodiscard]] std::vector<std::string> seen_by(const Visit& visit);

/// Without JavaScript, questions that were never seen are not yet wrong: they are asked. Takes what is said against
/// them away, and answers whether nothing else was wrong.
bool forgive_what_was_not_seen(const Visit& visit, const domain::Form& form, std::vector<domain::FieldError>& errors);

}  // namespace guichet::web::pages
