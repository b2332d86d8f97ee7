// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/request.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace guichet::domain {

/// What a person reads out on the phone: "G-2T8K-4MX". Seven signs of Crockford's alphabet (no I, L, O, U), the last
/// one a check that catches any one wrong sign and any two neighbours swapped. Neighbouring ids look unlike each other,
/// so that one reference is not mistaken for the next; it hides nothing: access is checked. Ids from 2^30 on get
/// thirteen. `id` is positive.
[[nodiscard]] std::string reference_of(RequestId id);

/// The request that is meant, forgiving about case, dashes, spaces, a missing "G", O for 0 and I or L for 1. Nothing
/// when it is not a reference.
[[nodiscard]] std::optional<RequestId> id_of(std::string_view reference);

}  // namespace guichet::domain
