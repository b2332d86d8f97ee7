// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/identity/access.hpp"
#include "kernel/storage/requests.hpp"

#include <vector>

namespace guichet::counter {

/// What `viewer` (null: signed out) is to the request.
[[nodiscard]] identity::Relation relation_to(const identity::Viewer* viewer, const domain::Request& request,
                                             const std::vector<storage::Participant>& participants);

/// The answer for what does not exist and for what this viewer may not know of.
[[nodiscard]] domain::Error no_such_request();
[[nodiscard]] domain::Error sign_in_needed();
/// What was confided to one team is shown to no other, not even to sort it.
[[nodiscard]] domain::Error confidential_stays();

}  // namespace guichet::counter
