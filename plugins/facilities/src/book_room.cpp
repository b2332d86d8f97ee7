// SPDX-License-Identifier: GPL-3.0-or-later
#include "booking.hpp"
#include "calendar_file.hpp"

#include <unistd.h>

#include <cctype>

namespace facilities {
namespace {

using namespace guichet::sdk;

constexpr std::chrono::seconds soon{1};
constexpr std::chrono::seconds later{30};

/// "A301, Bat-a, Luminy" of "luminy/bat-a/3/a301": the directory's names are not told to plugins, its ids are readable.
std::string readable(const std::string& place) {
  std::vector<std::string> parts(1);
  for (const char c : place) {
    if (c == '/')
      parts.emplace_back();
    else
      parts.back() += c;
  }
  const auto upper = [](char c) { return static_cast<char>(std::toupper(static_cast<unsigned char>(c))); };
  std::string room = parts.back();
  for (char& c : room) c = upper(c);
  for (const std::size_t part : {std::size_t{1}, std::size_t{0}}) {
    if (part + 1 >= parts.size() || parts[part].empty()) continue;
    std::string name = parts[part];
    name[0] = upper(name[0]);
    room += ", " + name;
  }
  return room;
}

bool write_all(int file, const std::string& content) {
  for (std::size_t at = 0; at < content.size();) {
    const ssize_t count = ::write(file, content.data() + at, content.size() - at);
    if (count <= 0) return false;
    at += static_cast<std::size_t>(count);
  }
  return true;
}

/// True when the request now has the file. A booking without it is still a booking.
bool attach_calendar(const Call& call, const Event& event) {
  const Opened opened = call.host().files().add("reservation-" + text_of(event.day) + ".ics");
  if (!opened) {
    call.host().log().warning("the calendar file of a booking cannot be written");
    return false;
  }
  return write_all(opened.descriptor.get(), calendar_file(event));
}

Text taken(const std::vector<Slot>& left) {
  const Text some = some_of(left);
  if (some.fr.empty()) {
    return {
        "Ce créneau vient d’être réservé par quelqu’un d’autre, et la salle n’a plus rien de libre ce jour-là. "
        "Choisissez un autre jour ou une autre salle\u00a0; l’équipe peut aussi chercher avec vous.",
        "Somebody else has just booked this slot, and the room has nothing left on that day. Choose another day or "
        "another room; the team can also look with you."};
  }
  return {
      "Ce créneau vient d’être réservé par quelqu’un d’autre. Choisissez un autre créneau\u00a0: sont encore libres " +
          some.fr + ".",
      "Somebody else has just booked this slot. Choose another one: still free are " + some.en + "."};
}

Outcome booked(const Call& call, const Day& day, const Slot& slot, bool with_file) {
  const std::string place = call.text("place");
  const std::string room = readable(place);
  const Text on = words_of(day), at = words_of(slot);
  call.host().request().comment(
      {"C’est réservé\u00a0: " + room + ", " + on.fr + ", " + at.fr + "." +
           (with_file ? " Le fichier joint ajoute la réservation à votre agenda." : "") +
           " Si vous n’en avez plus besoin, annulez cette demande\u00a0: la salle sera rendue à tous.",
       "It is booked: " + room + ", " + on.en + ", " + at.en + "." +
           (with_file ? " The attached file adds the booking to your calendar." : "") +
           " If you no longer need it, cancel this request: the room is given back to everybody."});
  return done({{"booked", true},
               {"booking", std::string(call.job())},
               {"place", place},
               {"date", text_of(day)},
               {"slot", text_of(slot)}});
}

}  // namespace

Outcome book_room(const Call& call) {
  const std::string place = call.text("place"), title = call.text("title");
  const auto day = day_of(call.text("date"));
  const auto slot = slot_of(call.text("slot"));
  if (!day || !slot) {
    return hand_over({"Le jour ou l’heure n’ont pas été compris\u00a0: une personne va les voir avec vous.",
                      "The day or the time was not understood: somebody will look at it with you."});
  }
  const Opening opening(call.host().settings());
  if (!opening.is_bookable(place)) {
    return hand_over({"Cette salle ne se réserve pas en ligne\u00a0: une personne va en chercher une avec vous.",
                      "This room cannot be booked online: somebody will look for one with you."});
  }
  if (!opening.is_open(*day, *slot)) {
    return hand_over({"La salle est fermée à cette heure-là\u00a0: une personne va voir ce qui est possible.",
                      "The room is closed at that time: somebody will see what can be done."});
  }
  Kept kept = read_room(call.host(), place);
  if (kept.code == GUICHET_E_UNAVAILABLE) {
    return retry_in(later, {"Le registre des salles ne répond pas pour l’instant.",
                            "The register of rooms does not answer for now."});
  }
  if (kept.code != GUICHET_OK) {
    return hand_over({"Le registre de cette salle ne se lit pas\u00a0: une personne s’en charge.",
                      "The register of this room cannot be read: somebody takes care of it."});
  }
  const Clock now = clock_now();
  if (!kept.book.book(*day, *slot, std::string(call.job()))) {
    const Text told = taken(opening.free_slots(kept.book, *day, slot->to - slot->from, now));
    // Where a person of the campus looks next, they are the only one whom it costs time.
    if (!call.input().value("find_next", false)) return hand_over(told);
    call.host().request().comment(told);
    return done({{"booked", false}});
  }
  if (*day >= now.day) kept.book.forget_before(now.day);

  const Answer put = call.host().storage().put(key_of_room(place), kept.revision, kept.book.as_json());
  if (put.code == GUICHET_E_CONFLICT || put.code == GUICHET_E_UNAVAILABLE) {
    // Somebody booked the same room at this very moment; what they left is looked at again.
    return retry_in(soon, {"La salle est réservée par plusieurs personnes au même moment\u00a0: nouvel essai.",
                           "Several people are booking the room at the same moment: trying again."});
  }
  if (!put) {
    return hand_over({"Le registre des salles est plein\u00a0: une personne s’en charge.",
                      "The register of rooms is full: somebody takes care of it."});
  }
  Event event{std::string(call.job()) + "@facilities.guichet",
              *day,
              *slot,
              title.empty() ? "Salle réservée" : title,
              readable(place),
              "",
              std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now())};
  const Answer reference = call.host().request().field("request.reference");
  if (reference && reference.value.is_string())
    event.description = "Demande " + reference.value.get<std::string>() + "\nÀ annuler sur le guichet si besoin.";
  return booked(call, *day, *slot, attach_calendar(call, event));
}

Outcome free_room(const Call& call) {
  const nlohmann::json result = call.input().value("result", nlohmann::json::object());
  const std::string booking = result.is_object() ? result.value("booking", "") : "";
  const std::string place = call.text("place");
  if (booking.empty()) return done({{"freed", false}});  // nothing was booked
  Kept kept = read_room(call.host(), place);
  if (kept.code != GUICHET_OK) {
    return retry_in(later, {"Le registre des salles ne répond pas pour l’instant.",
                            "The register of rooms does not answer for now."});
  }
  if (!kept.book.give_back(booking)) return done({{"freed", false}});  // given back already, or long past
  const Storage storage = call.host().storage();
  const std::string key = key_of_room(place);
  const Answer changed =
      kept.book.empty() ? storage.remove(key, kept.revision) : storage.put(key, kept.revision, kept.book.as_json());
  if (!changed) {
    return retry_in(soon, {"La salle change au même moment\u00a0: nouvel essai.",
                           "The room changes at the same moment: trying again."});
  }
  return done({{"freed", true}});
}

}  // namespace facilities
