// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/request.hpp"
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
};

/// The way of a request from received to its end: what machines do, then what people do when they are needed. At most
/// one stop is current, none once it is over.
[[nodiscard]] std::vector<Stop> way_of(const domain::Request& request, const std::vector<storage::StepState>& steps);

}  // namespace guichet::web::pages
