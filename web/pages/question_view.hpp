// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/form.hpp"
#include "web/pages/visit.hpp"

#include <string>
#include <vector>

namespace guichet::web::pages {

/// Names of form fields in a page: an answer's begin with this, so that no question can take the name of ours.
inline constexpr std::string_view answer_prefix = "r.";
/// The element of a question: "r-count", "r-who--0--name" of "who.0.name".
[[nodiscard]] std::string element_of(std::string_view field);

/// Questions whose answer is written and never shown again. Borrowed for the call.
struct SecretFields {
  const std::vector<std::string>& ids;
  const std::vector<std::string>& kept;       ///< of these: those that hold something
  const std::vector<std::string>& forgotten;  ///< ticked to be forgotten
};

/// One question, as parts/question wants it. `named`: the field, or "TABLE.ROW.COLUMN"; `value` may be null: no answer;
/// `secrets` too: none is secret.
[[nodiscard]] View question_view(const Visit& visit, const counter::FormState& state, const domain::Field& field,
                                 std::string named, const nlohmann::json* value, const SecretFields* secrets);

/// Nobody is there to own a file that somebody signed out would leave, and they learn nothing of who exists.
[[nodiscard]] bool can_answer(const Visit& visit, const domain::Field& field);

}  // namespace guichet::web::pages
