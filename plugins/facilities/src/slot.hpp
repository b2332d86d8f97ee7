// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <guichet/sdk/text.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace facilities {

/// A part of one day, in minutes since midnight on the clocks of the room: from 14:00 to 16:00 is {840, 960}.
struct Slot {
  int from = 0;
  int to = 0;

  [[nodiscard]] bool meets(const Slot& other) const { return from < other.to && other.from < to; }
};

/// Minutes since midnight of "14:00", "14h", "14h30" or "14"; nothing when it is no time of day.
[[nodiscard]] std::optional<int> minutes_of(std::string_view text);

/// The slot of "14:00-16:00", and of what people type when the list could not be shown: "14h-16h", "de 14h à 16h30",
/// "from 14:00 to 16:00". Nothing when it is none, or ends before it begins.
[[nodiscard]] std::optional<Slot> slot_of(std::string_view text);

/// "14:00-16:00": the value that is kept.
[[nodiscard]] std::string text_of(const Slot& slot);

/// "14 h – 16 h 30" and "14:00 – 16:30".
[[nodiscard]] guichet::sdk::Text words_of(const Slot& slot);

}  // namespace facilities
