// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/follow.hpp"

#include <string>
#include <vector>

namespace guichet::counter {

/// Who is asked by a running approval.
struct AskedNow {
  std::string step;
  std::vector<std::string> people;  ///< names, or the address of somebody without an account
  std::vector<std::string> teams;   ///< full ids
  domain::Instant until = 0;        ///< they were trusted first, and may object until then; 0: they are waited for
};
/// A step that a team of the viewer's has in hand.
struct InHand {
  std::string step;
  std::string team;  ///< full id
};
struct StepsNow {
  std::vector<AskedNow> asked;
  std::vector<InHand> in_hand;
};
/// Who has the steps of a request that was read: asked for those who may know who decides, in hand for those who may do
/// them. Nothing for a request without steps; at most 4 statements.
[[nodiscard]] StepsNow steps_now(const Counter& counter, const Asker& asker, const RequestView& view);

}  // namespace guichet::counter
