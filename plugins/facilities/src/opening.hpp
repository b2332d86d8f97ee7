// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "paris.hpp"
#include "room_book.hpp"

#include <guichet/sdk/host.hpp>

#include <optional>
#include <string>
#include <vector>

namespace facilities {

/// When rooms are open, and which of them people book by themselves, as the administrator set it.
class Opening {
 public:
  explicit Opening(const guichet::sdk::Settings& settings);

  /// Whether this place is a room that people book by themselves.
  [[nodiscard]] bool is_bookable(const std::string& place) const;
  /// The hours of a day; nothing when rooms stay closed: on Sundays, on public holidays and while the
  /// university is closed.
  [[nodiscard]] std::optional<Slot> hours_of(const Day& day) const;
  [[nodiscard]] bool is_open(const Day& day, const Slot& slot) const;
  /// The slots of this duration that are free and not begun yet, in the order of the day. Duration: minutes, 0 for the
  /// whole day.
  [[nodiscard]] std::vector<Slot> free_slots(const RoomBook& book, const Day& day, int duration,
                                             const Clock& now) const;

 private:
  int opens_ = 8 * 60;
  int closes_ = 20 * 60;
  int closes_on_saturday_ = 13 * 60;
  std::string closed_;                 ///< days and spans of days, one a line
  std::vector<std::string> bookable_;  ///< places; none: every room
};

}  // namespace facilities
