// SPDX-License-Identifier: GPL-3.0-or-later
#include "sports.hpp"

#include "season.hpp"
#include "session_names.hpp"

#include <algorithm>
#include <optional>

namespace studies {
namespace {

using namespace guichet::sdk;
using nlohmann::json;

constexpr std::size_t usual_places = 24;

/// Who holds places in a session: requests by their reference, nothing about the person.
struct Register {
  std::string key;
  std::uint64_t revision = 0;
  std::vector<std::string> holders;
};

Outcome not_now(const Answer& answer) {
  if (answer.code == GUICHET_E_UNAVAILABLE || answer.code == GUICHET_E_CONFLICT) {
    return retry_in(std::chrono::seconds(2), {"D’autres personnes s’inscrivent au même moment.",
                                              "Other people are enrolling at the same moment."});
  }
  return hand_over({"L’inscription n’a pas pu être faite automatiquement. L’équipe des sports s’en charge.",
                    "The enrolment could not be made automatically. The sports team takes care of it."});
}

/// Empty when nothing is kept there yet. Nothing at all: the register cannot be read, see `answer`.
std::optional<Register> read(const Storage& storage, const std::string& key, Answer& answer) {
  answer = storage.get(key);
  if (!answer && answer.code != GUICHET_E_NOT_FOUND) return std::nullopt;
  Register found{key, 0, {}};
  if (!answer) return found;
  found.revision = answer.value.value("revision", std::uint64_t{0});
  const json kept = answer.value.value("value", json::object());
  const json holders = kept.is_object() ? kept.value("holders", json::array()) : json::array();
  for (const json& each : holders) {
    if (each.is_string()) found.holders.push_back(each.get<std::string>());
  }
  return found;
}

bool holds(const Register& session, const std::string& holder) {
  return std::find(session.holders.begin(), session.holders.end(), holder) != session.holders.end();
}

std::size_t places_of(const Call& call) {
  const Answer set = call.host().settings().get("places");
  if (!set || !set.value.is_number_integer()) return usual_places;
  const auto places = set.value.get<std::int64_t>();
  return places > 0 ? static_cast<std::size_t>(places) : usual_places;
}

/// The request's reference; without one, the job's name, which is the same for each try.
std::string holder_of(const Call& call) {
  const Answer reference = call.host().request().field("request.reference");
  return reference && reference.value.is_string() ? reference.value.get<std::string>() : std::string(call.job());
}

std::vector<Session> chosen_in(const Call& call) {
  std::vector<Session> sessions;
  for (const std::string& activity : activities()) {
    const std::string slot = call.text(activity);
    if (!slot.empty()) sessions.push_back({activity, slot});
  }
  return sessions;
}

Outcome full(const std::vector<Session>& sessions) {
  const Text which = words_of(sessions);
  return hand_over({"Il n’y a plus de place ici\u00a0: " + which.fr +
                        ". L’équipe des sports vous met sur liste d’attente ou vous propose un autre créneau.",
                    "There is no place left here: " + which.en +
                        ". The sports team puts you on the waiting list or offers another session."});
}

}  // namespace

Outcome enrol_in_sports(const Call& call) {
  const std::vector<Session> sessions = chosen_in(call);
  if (sessions.empty())
    return hand_over({"Aucun créneau n’a été choisi. L’équipe des sports le choisit avec vous.",
                      "No session was chosen. The sports team chooses one with you."});
  const std::string holder = holder_of(call);
  const std::string year = season_at(std::time(nullptr));
  const std::size_t places = places_of(call);
  const Storage storage = call.host().storage();

  // All are looked at before any is taken: a person is enrolled in everything they chose, or in nothing.
  std::vector<Register> registers;
  std::vector<Session> without_room;
  json keys = json::array();
  for (const Session& session : sessions) {
    Answer answer;
    const auto found = read(storage, "sports/" + year + "/" + session.activity + "/" + session.slot, answer);
    if (!found) return not_now(answer);
    if (!holds(*found, holder) && found->holders.size() >= places) without_room.push_back(session);
    keys.push_back(found->key);
    registers.push_back(*found);
  }
  if (!without_room.empty()) return full(without_room);

  const json result = {{"places", keys}, {"sessions", sessions.size()}, {"holder", holder}};
  bool took = false;
  for (Register& each : registers) {
    if (holds(each, holder)) continue;
    each.holders.push_back(holder);
    const Answer kept = storage.put(each.key, each.revision, {{"holders", each.holders}});
    // What an earlier session of this call took is found again by the next try, and counted once.
    if (!kept) return not_now(kept);
    took = true;
  }
  if (!took) return done(result);
  const Text which = words_of(sessions);
  call.host().request().comment({"Vous êtes inscrit\u00a0: " + which.fr +
                                     ". Venez en tenue à la première séance avec votre carte. Si vous ne venez plus, "
                                     "écrivez-le ici\u00a0: "
                                     "quelqu’un attend peut-être votre place.",
                                 "You are enrolled: " + which.en +
                                     ". Come to the first session in sportswear with your card. If you stop coming, "
                                     "write it here: somebody "
                                     "may be waiting for your place."});
  return done(result);
}

Outcome leave_sports(const Call& call) {
  const json result = call.input().value("result", json::object());
  const json keys = result.is_object() ? result.value("places", json::array()) : json::array();
  const std::string holder = result.is_object() && result.contains("holder") && result["holder"].is_string()
                                 ? result["holder"].get<std::string>()
                                 : holder_of(call);
  const Storage storage = call.host().storage();
  int given_back = 0;
  for (const json& each : keys) {
    const std::string key = each.is_string() ? each.get<std::string>() : "";
    if (key.rfind("sports/", 0) != 0) continue;
    Answer answer;
    auto found = read(storage, key, answer);
    if (!found) return not_now(answer);
    if (!holds(*found, holder)) continue;
    found->holders.erase(std::remove(found->holders.begin(), found->holders.end(), holder), found->holders.end());
    const Answer kept = storage.put(key, found->revision, {{"holders", found->holders}});
    if (!kept) return not_now(kept);
    ++given_back;
  }
  return done({{"given_back", given_back}});
}

}  // namespace studies
