// SPDX-License-Identifier: GPL-3.0-or-later
#include "room_book.hpp"

#include <algorithm>

namespace facilities {

using nlohmann::json;

std::optional<RoomBook> RoomBook::read(const json& kept) {
  if (!kept.is_object() || !kept.contains("bookings") || !kept["bookings"].is_array()) return std::nullopt;
  RoomBook book;
  for (const json& each : kept["bookings"]) {
    const auto is_text = [&](const char* name) { return each.contains(name) && each[name].is_string(); };
    if (!each.is_object() || !is_text("day") || !is_text("slot") || !is_text("name")) return std::nullopt;
    const auto slot = slot_of(each["slot"].get<std::string>());
    if (!slot) return std::nullopt;
    book.bookings_.push_back({each["day"].get<std::string>(), *slot, each["name"].get<std::string>()});
  }
  return book;
}

json RoomBook::as_json() const {
  json bookings = json::array();
  for (const Booking& each : bookings_)
    bookings.push_back({{"day", each.day}, {"slot", text_of(each.slot)}, {"name", each.name}});
  return {{"bookings", std::move(bookings)}};
}

bool RoomBook::is_free(const Day& day, const Slot& slot) const {
  const std::string on = text_of(day);
  return std::none_of(bookings_.begin(), bookings_.end(),
                      [&](const Booking& each) { return each.day == on && each.slot.meets(slot); });
}

bool RoomBook::book(const Day& day, const Slot& slot, const std::string& booking) {
  if (!is_free(day, slot)) return false;
  bookings_.push_back({text_of(day), slot, booking});
  return true;
}

bool RoomBook::give_back(const std::string& booking) {
  return std::erase_if(bookings_, [&](const Booking& each) { return each.name == booking; }) > 0;
}

void RoomBook::forget_before(const Day& day) {
  const std::string first = text_of(day);  // written so that they sort as days do
  std::erase_if(bookings_, [&](const Booking& each) { return each.day < first; });
}

std::string key_of_room(const std::string& place) {
  constexpr char hex[] = "0123456789abcdef";
  std::string key = "room/";
  for (const char c : place) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '/' || c == '-';
    if (plain) {
      key += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      key += {'_', hex[byte / 16], hex[byte % 16]};
    }
  }
  return key;
}

}  // namespace facilities
