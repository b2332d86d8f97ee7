// SPDX-License-Identifier: GPL-3.0-or-later
#include "season.hpp"

namespace studies {

std::string season_at(std::time_t when) {
  constexpr int august = 7;
  constexpr int first_year = 1900;
  std::tm parts{};
  gmtime_r(&when, &parts);
  return std::to_string(parts.tm_year + first_year - (parts.tm_mon < august ? 1 : 0));
}

}  // namespace studies
