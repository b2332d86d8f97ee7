// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "paris.hpp"
#include "slot.hpp"

#include <string>

namespace facilities {

/// One booking, as a calendar is told of it.
struct Event {
  std::string uid;
  Day day;
  Slot slot;
  std::string title;
  std::string place;
  std::string description;
  Instant written;  ///< when the file was made
};

/// An iCalendar file with this event (RFC 5545): times in UTC, lines of at most 75 bytes that end with CRLF.
[[nodiscard]] std::string calendar_file(const Event& event);

/// A text as a value of the file: backslash, comma, semicolon and line breaks escaped, other control characters left
/// out.
[[nodiscard]] std::string escaped(const std::string& text);

}  // namespace facilities
