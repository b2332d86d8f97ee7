// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "paris.hpp"

#include <string_view>

namespace facilities {

/// Whether a day is a French public holiday, Code du travail, article L3133-1. The SDK tells plugins nothing of the
/// calendar, so that they are worked out here.
[[nodiscard]] bool is_public_holiday(const Day& day);

/// Whether one of these lines names the day: "2026-08-03", or "2026-07-25 2026-08-16" for all from the first to the
/// last. What reads like neither is passed over.
[[nodiscard]] bool is_named(std::string_view lines, const Day& day);

}  // namespace facilities
