// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/incident_watch.hpp"

#include "kernel/counter/distress.hpp"
#include "kernel/counter/incident_board.hpp"
#include "kernel/counter/incident_gather.hpp"
#include "kernel/counter/incident_words.hpp"
#include "kernel/domain/routing.hpp"
#include "kernel/matching/lexicon.hpp"
#include "kernel/matching/text.hpp"
#include "kernel/storage/requests.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace guichet::counter {
namespace {

using domain::Done;
using domain::Error;
using domain::ErrorKind;
using domain::Incident;
using domain::IncidentState;
using domain::Result;
using domain::Telling;
using storage::Belonging;

constexpr std::size_t most_words_told = 300;
constexpr std::size_t incidents_compared = 50;
constexpr int most_turns = 3;
constexpr std::size_t waiting_looked_at = 100;

/// What people typed, and where nothing was: what they chose first.
std::string words_of_request(const domain::Service* service, const storage::LateRequest& request) {
  std::string words = request.words;
  const bool own_title =
      service == nullptr || (request.title != service->title.fr && request.title != service->title.en);
  if (own_title) words = request.title + " " + words;
  if (service == nullptr) return words;
  std::string chosen;
  for (const auto& field : service->form.fields) {
    const auto answer = request.answers.find(field.id);
    if (answer == request.answers.end() || !answer->is_string()) continue;
    const auto& value = answer->get_ref<const std::string&>();
    if (field.type == domain::FieldType::text || field.type == domain::FieldType::paragraph) words += " " + value;
    if (field.type != domain::FieldType::choice || !chosen.empty()) continue;
    for (const auto& option : field.options) {
      if (option.value == value) chosen = option.label.fr;
    }
  }
  return words.find_first_not_of(' ') == std::string::npos ? chosen : words;
}

/// Where they say they are: the most precise place of the answers.
std::string place_answered(const Counter& counter, const nlohmann::json& answers) {
  std::string place;
  for (const auto& [id, answer] : answers.items()) {
    if (!answer.is_string()) continue;
    const auto& value = answer.get_ref<const std::string&>();
    if (value.size() > place.size() && counter.places.find(value) != nullptr) place = value;
  }
  return place;
}

/// What a team was sent lately, and what is known of it.
struct Lately {
  std::vector<Incident> incidents;
  std::vector<std::vector<std::string>> titles;  ///< the roots of each one's title
  std::vector<storage::LateRequest> requests;    ///< of no incident yet
  std::vector<Telling> tellings;                 ///< of each of them
};

/// Whose requests are compared: a team's own, or those of every team that nobody has taken, which the triage may see.
struct Watch {
  std::string team;
  bool of_every_team = false;
};

Lately read_lately(const Counter& counter, const plugins::Snapshot& snapshot, const Watch& watch, domain::Instant now) {
  Lately lately;
  const matching::Synonyms synonyms(snapshot.synonyms);
  storage::Reader reader = counter.database.read();
  storage::Incidents incidents(reader);
  const domain::Instant since = now - incident_window;
  lately.incidents = incidents.of_team(watch.team, since, incidents_compared);
  for (const auto& incident : lately.incidents) lately.titles.push_back(roots_of_title(counter, incident));
  lately.requests = watch.of_every_team ? incidents.untaken_lately(since, incident_requests_compared)
                                        : incidents.sent_lately(watch.team, since, incident_requests_compared);
  std::vector<domain::RequestId> ids;
  for (const auto& request : lately.requests) ids.push_back(request.id);
  std::set<domain::RequestId> taken;
  for (const auto& each : incidents.of_requests(ids)) {
    if (each.state != Belonging::answered) taken.insert(each.request);
  }
  const std::set<domain::RequestId> in_distress = told_later(reader, ids);
  std::erase_if(lately.requests,
                [&](const auto& request) { return taken.contains(request.id) || in_distress.contains(request.id); });
  for (const auto& request : lately.requests) {
    lately.tellings.push_back(telling_of(counter, snapshot, synonyms, request));
  }
  return lately;
}

/// One thing to be written: these requests belong to that incident, a new one when it has no id.
struct Decision {
  Incident incident;
  std::vector<domain::RequestId> requests;
};

/// What the words have in common, as people wrote them most often: no sentence of anybody.
std::string common_words(const std::vector<const storage::LateRequest*>& requests, const matching::Synonyms& synonyms,
                         const std::vector<std::string>& roots) {
  std::string words;
  for (const auto& root : roots) {
    std::map<std::string, int> counts;
    for (const auto* request : requests) {
      const auto words = matching::words_of(request->title + " " + request->words, most_words_told);
      for (const auto& word : matching::with_meanings(words, synonyms)) {
        if (matching::stem(word.folded, domain::Language::fr) == root) ++counts[word.folded];
      }
    }
    const auto most = std::max_element(counts.begin(), counts.end(),
                                       [](const auto& left, const auto& right) { return left.second < right.second; });
    if (most != counts.end()) words += (words.empty() ? "" : " ") + most->first;
  }
  return words;
}

Incident proposal(const Counter& counter, const plugins::Snapshot& snapshot, const Lately& lately,
                  const std::vector<std::size_t>& group, const std::string& team, domain::Instant now) {
  std::vector<const Telling*> tellings;
  std::vector<const storage::LateRequest*> requests;
  for (const std::size_t at : group) {
    tellings.push_back(&lately.tellings[at]);
    requests.push_back(&lately.requests[at]);
  }
  Incident incident;
  incident.team = team;
  incident.roots = roots_of_several(tellings);
  incident.place = domain::common_place(tellings);
  incident.created = incident.since = now;
  for (const auto* request : requests) incident.since = std::min(incident.since, request->created);
  const std::string& service = requests.front()->service;
  const bool one_service =
      std::all_of(requests.begin(), requests.end(), [&](const auto* request) { return request->service == service; });
  if (one_service) incident.service = service;
  const auto* known = incident.service.empty() ? nullptr : snapshot.service(incident.service);
  incident.title = known != nullptr ? known->title.fr
                                    : common_words(requests, matching::Synonyms(snapshot.synonyms), incident.roots);
  if (!incident.place.empty()) incident.title += " (" + counter.places.label(incident.place) + ")";
  return incident;
}

/// The one that a request tells of; null: none.
const Incident* incident_told(const Lately& lately, const Telling& telling) {
  if (telling.roots.empty()) return nullptr;
  for (std::size_t at = 0; at < lately.incidents.size(); ++at) {
    const Incident& incident = lately.incidents[at];
    if (incident.state == IncidentState::over) continue;
    if (tells_of(incident, lately.titles[at], telling.roots, telling.place)) return &incident;
  }
  return nullptr;
}

std::optional<Decision> decide(const Counter& counter, const plugins::Snapshot& snapshot, const Lately& lately,
                               const std::string& team, const std::set<domain::RequestId>& sent, domain::Instant now) {
  for (std::size_t at = lately.tellings.size(); at-- > 0;) {  // in the order they were sent
    const Telling& telling = lately.tellings[at];
    if (!sent.contains(telling.request) || telling.roots.empty()) continue;
    if (const Incident* known = incident_told(lately, telling)) {
      // Of what an agent said is no incident, no more is made for a while.
      if (known->state == IncidentState::refused) continue;
      Decision decision{*known, {}};
      for (const Telling& other : lately.tellings) {
        if (sent.contains(other.request) && incident_told(lately, other) == known) {
          decision.requests.push_back(other.request);
        }
      }
      return decision;
    }
    const auto group = domain::told_by_many(lately.tellings, at);
    if (group.empty()) continue;
    Decision decision{proposal(counter, snapshot, lately, group, team, now), {}};
    for (const std::size_t member : group) decision.requests.push_back(lately.tellings[member].request);
    return decision;
  }
  return std::nullopt;
}

bool same(const std::vector<Incident>& left, const std::vector<Incident>& right) {
  return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                    [](const auto& one, const auto& other) { return one.id == other.id && one.state == other.state; });
}

/// Error{conflict} when another node, or an agent, decided meanwhile.
Result<Done> write_decision(const Counter& counter, const Lately& lately, const std::string& team, Decision decision,
                            domain::Instant now) {
  return counter.database.write([&](storage::Connection& connection) -> Result<Done> {
    storage::Incidents incidents(connection);
    if (!same(incidents.of_team(team, now - incident_window, incidents_compared), lately.incidents)) {
      return Error{ErrorKind::conflict, "error.request.changed", {}, {}, "incidents of the team"};
    }
    const bool is_new = decision.incident.id == 0;
    const std::int64_t id = is_new ? incidents.insert(decision.incident) : decision.incident.id;
    // What tells of one that an agent confirmed is of it at once; the agent may leave it out.
    const bool joins = decision.incident.state == IncidentState::confirmed;
    for (const auto request : decision.requests) {
      if (!incidents.add_request(id, request, Belonging::proposed, now)) {
        return Error{ErrorKind::conflict, "error.request.changed", {}, {}, "request of another incident"};
      }
      if (joins) link_request(connection, decision.incident, request, 0, now);
    }
    storage::Events(connection)
        .append({0, now, is_new ? "incident.proposed" : "incident.joined", 0, 0, {{"incident", id}, {"team", team}}});
    return Done{};
  });
}

void look(const Counter& counter, const Watch& watch, const std::set<domain::RequestId>& sent, domain::Instant now) {
  const auto snapshot = counter.registry.current();
  int tries = 0;
  bool changed = false;
  // Each decision is written before the next is made: what comes next may be of it.
  for (std::size_t turn = 0; turn <= sent.size() && tries < most_turns; ++turn) {
    const Lately lately = read_lately(counter, *snapshot, watch, now);
    auto decision = decide(counter, *snapshot, lately, watch.team, sent, now);
    if (!decision) break;
    if (write_decision(counter, lately, watch.team, std::move(*decision), now)) {
      changed = true;
    } else {
      ++tries;
    }
  }
  if (changed && counter.incidents != nullptr) counter.incidents->refresh(counter.database);
}

/// By the team that each was sent to.
void look_at_all(const Counter& counter, const std::map<std::string, std::set<domain::RequestId>>& sent,
                 domain::Instant now) {
  std::set<domain::RequestId> all;
  for (const auto& [team, ids] : sent) {
    look(counter, {team, false}, ids, now);
    all.insert(ids.begin(), ids.end());
  }
  // What no team has enough of by itself may be one cause all the same.
  if (!all.empty()) look(counter, {domain::triage_team, true}, all, now);
}

}  // namespace

Told told_by(const Counter& counter, const matching::Synonyms& synonyms, std::string_view words,
             const std::string& home) {
  Told told;
  std::vector<std::string> named;
  if (counter.place_mentions != nullptr) {
    auto mention = counter.place_mentions->find(words, home);
    told.place = std::move(mention.place);
    named = std::move(mention.folded);
  }
  for (const auto& word : matching::with_meanings(matching::words_of(words, most_words_told), synonyms)) {
    if (matching::means_little(word.folded)) continue;
    if (std::find(named.begin(), named.end(), word.folded) != named.end()) continue;
    // One language for all: they are compared with each other.
    for (auto& root : matching::terms_of(word.folded, domain::Language::fr)) told.roots.push_back(std::move(root));
  }
  std::sort(told.roots.begin(), told.roots.end());
  told.roots.erase(std::unique(told.roots.begin(), told.roots.end()), told.roots.end());
  return told;
}

Telling telling_of(const Counter& counter, const plugins::Snapshot& snapshot, const matching::Synonyms& synonyms,
                   const storage::LateRequest& request) {
  Telling telling;
  telling.request = request.id;
  telling.who = request.requester != 0 ? std::to_string(request.requester) : request.contact;
  telling.at = request.created;
  const auto* service = request.service.empty() ? nullptr : snapshot.service(request.service);
  // Many who ask for a room or a list at the same time are no incident.
  if (!request.service.empty() && (service == nullptr || !service->incident)) return telling;
  if (tells_of_distress(request.title, request.words, request.answers)) return telling;
  Told told = told_by(counter, synonyms, words_of_request(service, request), request.campus);
  telling.roots = std::move(told.roots);
  telling.place = std::move(told.place);
  if (telling.place.empty()) telling.place = place_answered(counter, request.answers);
  if (telling.place.empty()) telling.place = request.campus;
  return telling;
}

void watch_incidents(const Counter& counter, const std::vector<storage::Event>& events, domain::Instant now) {
  std::map<std::string, std::set<domain::RequestId>> sent;
  {
    storage::Reader reader = counter.database.read();
    storage::Requests requests(reader);
    for (const auto& event : events) {
      const bool new_to_a_team =
          event.kind == "request.submitted" || event.kind == "request.transferred" || event.kind == "request.reopened";
      if (!new_to_a_team || event.at < now - incident_window) continue;
      const auto request = requests.find(event.request);
      if (request && !request->confidential) sent[request->team].insert(request->id);
    }
  }
  look_at_all(counter, sent, now);
}

void watch_waiting_requests(const Counter& counter, domain::Instant now) {
  std::map<std::string, std::set<domain::RequestId>> sent;
  {
    storage::Reader reader = counter.database.read();
    storage::Requests requests(reader);
    for (const auto& waiting : storage::Incidents(reader).untaken_lately(now - incident_window, waiting_looked_at)) {
      if (const auto request = requests.find(waiting.id)) sent[request->team].insert(request->id);
    }
  }
  look_at_all(counter, sent, now);
}

}  // namespace guichet::counter
