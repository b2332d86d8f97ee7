// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/follow.hpp"
#include "kernel/counter/form.hpp"
#include "web/pages/visit.hpp"

#include <string>
#include <vector>

namespace guichet::web::pages {

/// The rows of a table, as parts/answer-rows wants them; the same names set for what is no table.
void add_answer_rows(View& view, const Visit& visit, const counter::AnswerLine& line);

/// An answer in words, one text for each value; of a table none.
[[nodiscard]] std::vector<std::string> answer_texts(const Visit& visit, const counter::AnswerLine& line);

/// Everything that was answered, section by section, each with the way back to its question: the parts of `check`.
[[nodiscard]] std::vector<View> check_parts(const Visit& visit, const counter::FormState& state);

/// Who will get it and by when, as things stand. Of a request that only those who listen read, nothing.
void add_destination(View& data, const Visit& visit, const counter::FormState& state, const counter::FormInput& input,
                     bool in_distress);

}  // namespace guichet::web::pages
