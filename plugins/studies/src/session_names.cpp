// SPDX-License-Identifier: GPL-3.0-or-later
#include "session_names.hpp"

#include <map>

namespace studies {
namespace {

using guichet::sdk::Text;

const std::map<std::string, Text>& names() {
  static const std::map<std::string, Text> names = {
      {"swimming", {"natation", "swimming"}},
      {"climbing", {"escalade", "climbing"}},
      {"badminton", {"badminton", "badminton"}},
      {"fitness", {"musculation et forme", "fitness"}},
      {"yoga", {"yoga", "yoga"}},
      {"dance", {"danse", "dance"}},
      {"rugby", {"rugby", "rugby"}},
      {"diving", {"plongée", "diving"}},
  };
  return names;
}

const std::map<std::string, Text>& slots() {
  static const Text noon = {" de 12\u00a0h à 13\u00a0h\u00a030", " from 12:00 to 13:30"};
  static const Text evening = {" de 18\u00a0h à 19\u00a0h\u00a030", " from 18:00 to 19:30"};
  static const std::map<std::string, Text> slots = {
      {"mon-noon", {"lundi" + noon.fr, "Monday" + noon.en}},
      {"mon-evening", {"lundi" + evening.fr, "Monday" + evening.en}},
      {"tue-noon", {"mardi" + noon.fr, "Tuesday" + noon.en}},
      {"tue-evening", {"mardi" + evening.fr, "Tuesday" + evening.en}},
      {"wed-evening", {"mercredi" + evening.fr, "Wednesday" + evening.en}},
      {"thu-noon", {"jeudi" + noon.fr, "Thursday" + noon.en}},
      {"thu-evening", {"jeudi" + evening.fr, "Thursday" + evening.en}},
      {"fri-noon", {"vendredi" + noon.fr, "Friday" + noon.en}},
      {"sat-morning", {"samedi de 9\u00a0h à 12\u00a0h", "Saturday from 9:00 to 12:00"}},
  };
  return slots;
}

Text named(const std::map<std::string, Text>& all, const std::string& id) {
  const auto found = all.find(id);
  return found == all.end() ? Text{id, id} : found->second;
}

}  // namespace

const std::vector<std::string>& activities() {
  static const std::vector<std::string> ids = [] {
    std::vector<std::string> found;
    for (const auto& each : names()) found.push_back(each.first);
    return found;
  }();
  return ids;
}

Text words_of(const Session& session) {
  const Text activity = named(names(), session.activity), slot = named(slots(), session.slot);
  return {activity.fr + ", le " + slot.fr, activity.en + ", " + slot.en};
}

Text words_of(const std::vector<Session>& sessions) {
  Text all;
  for (const Session& session : sessions) {
    const Text one = words_of(session);
    all.fr += (all.fr.empty() ? "" : "\u202f; ") + one.fr;
    all.en += (all.en.empty() ? "" : "; ") + one.en;
  }
  return all;
}

}  // namespace studies
