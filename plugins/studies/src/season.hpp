// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ctime>
#include <string>

namespace studies {

/// "2026" for the academic year 2026-2027, which begins on the first of August. Places are counted anew each year.
[[nodiscard]] std::string season_at(std::time_t when);

}  // namespace studies
