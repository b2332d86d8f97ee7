// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/domain/step.hpp"

#include <algorithm>

namespace guichet::domain {

const Step* find_step(const std::vector<Step>& workflow, std::string_view id) {
  const auto found = std::find_if(workflow.begin(), workflow.end(), [&](const Step& step) { return step.id == id; });
  return found == workflow.end() ? nullptr : &*found;
}

}  // namespace guichet::domain
