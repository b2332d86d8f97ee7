// SPDX-License-Identifier: GPL-3.0-or-later
#include "booking.hpp"

#include <charconv>

namespace facilities {
namespace {

using namespace guichet::sdk;
using nlohmann::json;

constexpr std::size_t most_named = 5;

std::string text_in(const json& answers, const char* name) {
  const auto found = answers.find(name);
  return found != answers.end() && found->is_string() ? found->get<std::string>() : std::string();
}

/// Minutes; 0 for the whole day.
int duration_in(const json& answers) {
  const std::string text = text_in(answers, "duration");
  int minutes = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), minutes);
  return read.ec == std::errc() && minutes > 0 ? minutes : 0;
}

Text only_these(const Text& left) {
  if (left.fr.empty()) {
    return {"Ce créneau vient d’être pris, et la salle n’a plus rien de libre ce jour-là.",
            "This slot has just been taken, and the room has nothing left on that day."};
  }
  return {"Ce créneau vient d’être pris. Sont encore libres\u00a0: " + left.fr + ".",
          "This slot has just been taken. Still free: " + left.en + "."};
}

}  // namespace

Text some_of(const std::vector<Slot>& slots) {
  Text text;
  int last_end = -1;
  std::size_t named = 0;
  for (const Slot& slot : slots) {
    if (named == most_named) break;
    if (slot.from < last_end) continue;  // slots that meet say the same thing twice
    const Text words = words_of(slot);
    text.fr += (text.fr.empty() ? "" : ", ") + words.fr;
    text.en += (text.en.empty() ? "" : ", ") + words.en;
    last_end = slot.to;
    ++named;
  }
  return text;
}

Kept read_room(const Host& host, const std::string& place) {
  const Answer found = host.storage().get(key_of_room(place));
  if (found.code == GUICHET_E_NOT_FOUND) return {};
  if (!found) return {{}, 0, found.code};
  auto book = RoomBook::read(found.value.value("value", json()));
  if (!book) {
    host.log().error("what is kept of a room cannot be read");
    return {{}, 0, GUICHET_E_INTERNAL};
  }
  return {std::move(*book), found.value.value("revision", std::uint64_t{0})};
}

std::vector<Option> free_slots(const Call& call) {
  const json answers = call.input().value("answers", json::object());
  const std::string place = text_in(answers, "place");
  const auto day = day_of(text_in(answers, "date"));
  const Opening opening(call.host().settings());
  std::vector<Option> options;
  if (day && opening.is_bookable(place)) {
    const Kept kept = read_room(call.host(), place);
    // What is not known is not said to be free: the question is then asked in words, and a person answers.
    if (kept.code != GUICHET_OK) throw Refusal(GUICHET_E_UNAVAILABLE, "the bookings cannot be read now");
    for (const Slot& slot : opening.free_slots(kept.book, *day, duration_in(answers), clock_now()))
      options.push_back({text_of(slot), words_of(slot)});
  }
  if (options.empty()) {
    options.push_back({needs_help,
                       {"Rien de libre dans cette salle ce jour-là\u00a0: une personne cherche avec moi",
                        "Nothing free in this room on that day: somebody looks with me"}});
  } else {
    options.push_back({needs_help,
                       {"Aucun ne me convient\u00a0: une personne cherche avec moi",
                        "None of these suits me: somebody looks with me"}});
  }
  return options;
}

std::vector<Problem> slot_is_free(const Call& call) {
  const json& answers = call.input();
  const std::string place = text_in(answers, "place"), typed = text_in(answers, "slot");
  const auto day = day_of(text_in(answers, "date"));
  if (typed.empty() || typed == needs_help || !day) return {};
  const auto slot = slot_of(typed);
  if (!slot) {
    return {{"slot",
             {"Écrivez le début et la fin, par exemple 14:00-16:00.",
              "Write the beginning and the end, for instance 14:00-16:00."}}};
  }
  const Opening opening(call.host().settings());
  if (!opening.is_bookable(place)) {
    return {{"place",
             {"Cette salle ne se réserve pas en ligne\u00a0: choisissez-en une autre.",
              "This room cannot be booked online: choose another one."}}};
  }
  if (!opening.is_open(*day, *slot)) {
    return {
        {"slot",
         {"La salle est fermée à cette heure-là ou ce jour-là.", "The room is closed at that time or on that day."}}};
  }
  const Kept kept = read_room(call.host(), place);
  if (kept.code != GUICHET_OK || kept.book.is_free(*day, *slot)) return {};  // unknown: booking decides
  return {{"slot", only_these(some_of(opening.free_slots(kept.book, *day, slot->to - slot->from, clock_now())))}};
}

}  // namespace facilities
