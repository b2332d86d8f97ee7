// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "opening.hpp"

#include <guichet/sdk/plugin.hpp>

#include <cstdint>
#include <string>
#include <vector>

/// Booking a room: what is offered while the form is filled, and the two automations. Only book_room() and free_room()
/// change what is kept, each by the revision it read: whoever comes second is refused by the storage itself.
namespace facilities {

/// Chosen where no slot suits: a person of the campus looks for a room.
inline constexpr const char* needs_help = "help";

/// The option source `free-slots`: of the room, the day and the duration answered before.
[[nodiscard]] std::vector<guichet::sdk::Option> free_slots(const guichet::sdk::Call& call);

/// The validator `slot-is-free`: the list may be a minute old, or have been typed.
[[nodiscard]] std::vector<guichet::sdk::Problem> slot_is_free(const guichet::sdk::Call& call);

/// The automation `book-room`: {place, date, slot, title, people}. Answers {booking, place, date, slot}.
[[nodiscard]] guichet::sdk::Outcome book_room(const guichet::sdk::Call& call);

/// The automation `free-room`, which takes book-room back: what that one was given, and what it answered in `result`.
[[nodiscard]] guichet::sdk::Outcome free_room(const guichet::sdk::Call& call);

/// What is kept of a room.
struct Kept {
  RoomBook book;
  std::uint64_t revision = 0;
  std::int32_t code = GUICHET_OK;  ///< anything else: it cannot be known now
};
[[nodiscard]] Kept read_room(const guichet::sdk::Host& host, const std::string& place);

/// "9 h – 11 h, 14 h – 16 h": some of what is left, for somebody who came second. Empty: nothing is.
[[nodiscard]] guichet::sdk::Text some_of(const std::vector<Slot>& slots);

}  // namespace facilities
