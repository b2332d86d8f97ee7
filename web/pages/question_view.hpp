// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/form.hpp"
#include "web/pages/visit.hpp"

#include <string>
#include <vector>

namespace guichet::web::pages {

/// Names of form fields in a page: an answer's begin with this, so that no question can take the name of ours.
inline constexpr std::string_view answer_prefix = "r.";
/// The element of a question: "r-count".
[[nodiscard]] std::string element_of(std::string_view field);

/// Questions whose answer is written and never shown again. Borrowed for the call.
struct SecretFields {
  const std::vector<std::string>& ids;
  const std::vector<std::string>& kept;       ///< of these: those that hold something
  const std::vector<std::string>& forgotten;  ///< ticked to be forgotten
};

/// The questions that show, as parts/questions wants them. `secrets` may be null: none is secret.
[[nodiscard]] std::vector<View> question_views(const Visit& visit, const counter::FormState& state,
                                               const SecretFields* secrets = nullptr);
/// Which questions a page shows, in one text: when it changes, the page must ask again.
[[nodiscard]] std::string seen_questions(const Visit& visit, const counter::FormState& state);

}  // namespace guichet::web::pages
