// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/place.hpp"
#include "kernel/storage/people.hpp"

#include <vector>

namespace guichet::demonstration {

/// Six campuses with their buildings, floors and rooms; about 1,400 places.
[[nodiscard]] std::vector<domain::Place> places();
/// Faculties, schools and the central services.
[[nodiscard]] std::vector<storage::Component> components();

}  // namespace guichet::demonstration
