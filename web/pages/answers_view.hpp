// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/follow.hpp"
#include "web/pages/visit.hpp"

#include <vector>

namespace guichet::web::pages {

/// What parts/request-answers wants of answers. `free`: of a free request, whose words stand elsewhere; `linked`:
/// whoever looks may also open the files.
[[nodiscard]] std::vector<View> answer_views(const Visit& visit, const std::vector<counter::AnswerLine>& lines,
                                             bool free, bool linked = true);

}  // namespace guichet::web::pages
