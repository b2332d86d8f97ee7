// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/request.hpp"
#include "kernel/domain/step.hpp"
#include "kernel/storage/requests.hpp"

#include <string>
#include <vector>

namespace guichet::web::pages {

/// One stop of a request's way. Either a step of its workflow, or a status it passes through.
struct Stop {
  std::string step;                                  ///< id in the workflow; empty: a status
  std::string state;                                 ///< of a step, as it is stored
  domain::Status status = domain::Status::received;  ///< when `step` is empty
  bool done = false, current = false, failed = false;
  std::size_t folded = 0;  ///< it stands for so many, all done or all to come
};

/// The way of a request from received to its end: what machines do, what people are asked, then what people do when
/// they are needed. Without what only chooses or tells, what was not needed, what no longer comes, and what the answers
/// leave out already; at most 7 stops, those far from where it stands folded. At most one stop is current, none once it
/// is over. `workflow` may be null: its steps are taken for a machine's.
[[nodiscard]] std::vector<Stop> way_of(const domain::Request& request, const std::vector<storage::StepState>& steps,
                                       const std::vector<domain::Step>* workflow = nullptr);

}  // namespace guichet::web::pages
