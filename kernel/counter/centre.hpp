// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/counter.hpp"

#include <optional>

namespace guichet::counter {

/// What only administrators of the service centre do: sign_in_needed, forbidden, or nothing to say against it.
[[nodiscard]] std::optional<domain::Error> refuse_unless_centre_administrator(const Asker& asker);

}  // namespace guichet::counter
