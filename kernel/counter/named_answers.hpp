// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/counter.hpp"
#include "kernel/domain/form.hpp"

#include <vector>

namespace guichet::counter {

/// Whether an answer names a team of these modules that may be given work; groups are not.
[[nodiscard]] bool is_team(const plugins::Snapshot& snapshot, const nlohmann::json& id);

/// An error for each answer that names a person or a team who does not exist, as the form of a service says it. For
/// those who may look up people: agents. Files are not looked at.
[[nodiscard]] std::vector<domain::FieldError> unknown_names(const plugins::Snapshot& snapshot,
                                                            storage::Connection& connection, const domain::Form& form,
                                                            const domain::Answers& answers);

}  // namespace guichet::counter
