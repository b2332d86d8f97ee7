// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "paris.hpp"
#include "slot.hpp"

#include <nlohmann/json.hpp>

#include <optional>
#include <string>
#include <vector>

namespace facilities {

/// What is booked in one room: one value of the plugin's storage, so that two people who book at once change the same
/// revision, and only one of them can. In it no two slots of a day ever meet.
class RoomBook {
 public:
  RoomBook() = default;
  /// As as_json() wrote it; nothing when it is not.
  [[nodiscard]] static std::optional<RoomBook> read(const nlohmann::json& kept);
  [[nodiscard]] nlohmann::json as_json() const;
  [[nodiscard]] bool empty() const { return bookings_.empty(); }

  [[nodiscard]] bool is_free(const Day& day, const Slot& slot) const;
  /// False, and nothing is booked, when the slot meets another.
  bool book(const Day& day, const Slot& slot, const std::string& booking);
  /// Gives back what was booked under this name; false when nothing was.
  bool give_back(const std::string& booking);
  /// Forgets the days before this one.
  void forget_before(const Day& day);

 private:
  struct Booking {
    std::string day;  ///< "2026-12-03"
    Slot slot;
    std::string name;  ///< the job that booked it
  };
  std::vector<Booking> bookings_;
};

/// The key of a room in the storage: its place id, spelt with what keys may hold.
[[nodiscard]] std::string key_of_room(const std::string& place);

}  // namespace facilities
