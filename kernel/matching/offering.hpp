// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <vector>

namespace guichet::matching {

/// What an answer to a need costs, in what it costs when a person reads and sorts a request.
struct OfferingCost {
  double by_hand = 1;     ///< nothing fits: a person sorts it
  double misled = 0.6;    ///< on top of that, when something that does not fit was read first
  double reading = 0.05;  ///< of each thing shown
};

/// How many of these to show, best first: none, one or three, whichever is expected to cost least. `chances` are how
/// likely each is the right one; calibrated, or the costs mean nothing.
[[nodiscard]] std::size_t offered_count(const std::vector<double>& chances, const OfferingCost& cost = {});

}  // namespace guichet::matching
