// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/follow.hpp"

#include <string>
#include <vector>

namespace guichet::counter {

/// Sign-in names that answers hold, to be shown as names.
[[nodiscard]] std::vector<std::string> logins_in(const domain::Form& form, const domain::Answers& answers);

/// What was answered, ready to show. `people` and `files`: those that answers may name; `form` is borrowed.
[[nodiscard]] std::vector<AnswerLine> answer_lines(const Counter& counter, const domain::Form& form,
                                                   const domain::Answers& answers,
                                                   const std::vector<domain::Person>& people,
                                                   const std::vector<storage::Attachment>& files);

}  // namespace guichet::counter
