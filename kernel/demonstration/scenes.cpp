// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/demonstration/scenes.hpp"

#include "kernel/demonstration/scene_words.hpp"
#include "kernel/domain/routing.hpp"

#include <algorithm>
#include <set>

namespace guichet::demonstration {
namespace {

using domain::Status;

constexpr std::int64_t taken_within = 4 * domain::hour;  // what is promised for a free request
constexpr std::int64_t between_moves = 50 * domain::minute;
constexpr std::int64_t closed_after = 14 * domain::day;
constexpr int most_tries = 50;

/// Puts the scenes on, one after the other.
class Stage {
 public:
  explicit Stage(const Sources& sources) : sources_(sources), draw_(20'261'129) {}

  void sort_needs() {
    new_cast();
    for (const auto& need : unsorted_needs()) {
      scenes_.push_back(
          sent_freely(somebody(need.affiliation), need.title, need.words, ago(need.minutes * domain::minute)));
    }
  }

  void misplace() {
    new_cast();
    for (std::size_t number = 0; number < misplaced_requests().size(); ++number) {
      const auto& told = misplaced_requests()[number];
      const auto& person = somebody(told.affiliation);
      if (!may_use(told.services, person)) continue;
      Scene scene = sent(person, service(told.services.front()), told.title, ago(told.hours * domain::hour));
      for (std::size_t hop = 1; hop < told.services.size(); ++hop) {
        move(scene, person, *service(told.services[hop]), told.reasons[hop - 1]);
      }
      if (number % 2 == 0) take(scene, scene.past.request.updated + between_moves);
      scenes_.push_back(std::move(scene));
    }
  }

  void break_down() {
    new_cast();
    const Outage& told = outage();
    for (const auto& telling : told.tellings) {
      const auto& person = somebody("", told.campus);
      const auto at = ago(telling.minutes * domain::minute);
      const auto* known = service(told.service);
      Scene scene = known != nullptr ? sent(person, known, telling.title, at, nlohmann::json::parse(told.answers))
                                     : sent_freely(person, telling.title, telling.title, at);
      scenes_.push_back(std::move(scene));
    }
  }

  void leave_unmet() {
    std::int64_t hours = 3 * 24;  // ago
    for (const auto& need : unmet_needs()) {
      new_cast();
      for (const char* title : need.titles) {
        hours += 17;
        const auto& person = somebody(need.affiliation);
        const bool by_service = *need.service != '\0';
        if (by_service && !may_use({need.first, need.service}, person)) continue;
        Scene scene = by_service ? sent(person, service(need.first), title, ago(hours * domain::hour))
                                 : sent_freely(person, title, title, ago(hours * domain::hour));
        if (by_service) move(scene, person, *service(need.service), "");
        if (*need.team != '\0' && is_there(need.team)) transfer(scene, need.team);
        finish(scene, need.answers);
        scenes_.push_back(std::move(scene));
      }
    }
  }

  /// Numbers them in the order they were sent.
  std::vector<Scene> play(domain::RequestId first) && {
    std::stable_sort(scenes_.begin(), scenes_.end(), [](const auto& one, const auto& other) {
      return one.past.request.created < other.past.request.created;
    });
    for (auto& scene : scenes_) {
      scene.past.request.id = first++;
      for (auto& event : scene.past.events) event.request = scene.past.request.id;
      for (auto& message : scene.past.messages) message.request = scene.past.request.id;
      for (auto& move : scene.moves) move.request = scene.past.request.id;
      describe(scene.past, sources_.people[static_cast<std::size_t>(scene.past.request.requester) - 1]);
    }
    return std::move(scenes_);
  }

 private:
  [[nodiscard]] domain::Instant ago(std::int64_t time) const { return sources_.now - time; }
  [[nodiscard]] const domain::Service* service(const char* id) const { return sources_.snapshot.service(id); }
  [[nodiscard]] bool is_there(const char* team) const { return sources_.members.contains(team); }
  [[nodiscard]] bool may_use(const std::vector<const char*>& services, const domain::Person& person) const {
    return std::all_of(services.begin(), services.end(), [&](const char* id) {
      return service(id) != nullptr && service(id)->audience.includes(&person);
    });
  }

  /// Each says one thing in a scene. The named accounts stay out: whoever tries them has their own requests to make.
  void new_cast() { cast_.clear(); }
  const domain::Person& somebody(std::string_view affiliation, std::string_view campus = "") {
    const auto fits = [&](const domain::Person& person, bool closely) {
      if (cast_.contains(person.id) || person.login.find('.') != std::string::npos) return false;
      if (!campus.empty() && person.campus != campus) return false;
      return !closely || affiliation.empty() || person.affiliation.front() == affiliation;
    };
    const auto from = sources_.people.begin() + std::min<std::ptrdiff_t>(7, std::ssize(sources_.people) - 1);
    auto found = std::find_if(from, sources_.people.end(), [&](const auto& person) { return fits(person, true); });
    if (found == sources_.people.end()) {
      found = std::find_if(from, sources_.people.end(), [&](const auto& person) { return fits(person, false); });
    }
    if (found == sources_.people.end()) {  // a very small university
      found = std::find_if(sources_.people.begin(), sources_.people.end(),
                           [&](const auto& person) { return !cast_.contains(person.id); });
    }
    if (found == sources_.people.end()) found = sources_.people.begin();
    cast_.insert(found->id);
    return *found;
  }

  Scene begun(const domain::Person& person, const char* title, domain::Instant at) {
    Scene scene;
    auto& request = scene.past.request;
    request.requester = request.opened_by = person.id;
    request.title = title;
    request.campus = person.campus;
    request.created = request.updated = at;
    return scene;
  }
  void submit(Scene& scene, const domain::Service* service, const domain::Person& person) {
    auto& request = scene.past.request;
    send_to_team(request, service, person, sources_, request.created);
    happens(scene, "request.submitted", request.created, person.id, {{"team", request.team}});
  }
  Scene sent_freely(const domain::Person& person, const char* title, const char* words, domain::Instant at) {
    Scene scene = begun(person, title, at);
    scene.past.request.words = words;
    scene.past.request.answers["words"] = words;
    submit(scene, nullptr, person);
    scene.past.request.due_take_charge = domain::due_after(at, taken_within, false, sources_.calendar);
    return scene;
  }
  Scene sent(const domain::Person& person, const domain::Service* service, const char* title, domain::Instant at,
             domain::Answers answers = {}) {
    Scene scene = begun(person, title, at);
    auto& request = scene.past.request;
    request.service = service->id;
    request.service_version = sources_.versions.at(service->id);
    request.answers = answers.is_null() ? answers_of(*service, person, sources_, draw_) : std::move(answers);
    submit(scene, service, person);
    return scene;
  }

  domain::PersonId agent_of(const std::string& team) {
    const auto found = sources_.members.find(team);
    return found == sources_.members.end() || found->second.empty() ? 0
                                                                    : found->second[draw_.below(found->second.size())];
  }
  static void happens(Scene& scene, const char* kind, domain::Instant at, domain::PersonId actor,
                      nlohmann::json data = nlohmann::json::object()) {
    scene.past.events.push_back({0, at, kind, 0, actor, std::move(data)});
  }
  static void says(Scene& scene, domain::PersonId author, domain::Instant at, const char* words) {
    storage::Message message;
    message.author = author;
    message.body = words;
    message.created = at;
    scene.past.messages.push_back(std::move(message));
  }

  /// As an agent of the team that has it would: see counter/move.cpp.
  void move(Scene& scene, const domain::Person& person, const domain::Service& to, const char* reason) {
    auto& request = scene.past.request;
    const auto before = request;
    const auto at = before.updated + between_moves;
    storage::RequestMove standing;
    standing.version = before.version;
    standing.at = at;
    standing.actor = agent_of(before.team);
    standing.service = before.service;
    standing.service_version = before.service_version;
    standing.team = before.team;
    standing.status = before.status;
    standing.urgency = before.urgency;
    standing.campus = before.campus;
    standing.due_take_charge = before.due_take_charge;
    standing.due_resolve = before.due_resolve;
    standing.bounces = before.bounces;
    standing.route_why = before.route_why;
    standing.answers = before.answers;
    request.service = to.id;
    request.service_version = sources_.versions.at(to.id);
    for (int tries = 0; tries < most_tries && (tries == 0 || request.team == before.team); ++tries) {
      request.answers = answers_of(to, person, sources_, draw_);
      send_to_team(request, &to, person, sources_, at);
    }
    request.updated = at;
    request.version += 1;
    if (is_bounce(before.team, request.team)) request.bounces += 1;
    if (*reason != '\0') says(scene, standing.actor, at, reason);
    happens(scene, "request.moved", at, standing.actor,
            {{"from", before.team}, {"team", request.team}, {"service_from", before.service}, {"service", to.id}});
    scene.moves.push_back(std::move(standing));
  }

  void transfer(Scene& scene, const char* team) {
    auto& request = scene.past.request;
    request.updated += between_moves;
    request.version += 1;
    happens(scene, "request.transferred", request.updated, agent_of(request.team),
            {{"from", request.team}, {"team", team}});
    request.team = team;
  }

  void take(Scene& scene, domain::Instant at) {
    auto& request = scene.past.request;
    request.assignee = agent_of(request.team);
    if (request.assignee == 0) return;
    request.status = Status::in_progress;
    request.taken_at = request.updated = at;
    request.version += 1;
    happens(scene, "request.taken", at, request.assignee);
  }

  /// Answered and solved; without an answer, given up by who asked.
  void finish(Scene& scene, const std::vector<const char*>& answers) {
    auto& request = scene.past.request;
    if (answers.empty()) {
      request.status = Status::cancelled;
      request.closed_at = request.updated = request.created + domain::day;
      request.version += 1;
      happens(scene, "request.cancelled", request.closed_at, request.requester);
      return;
    }
    take(scene, request.updated + between_moves);
    for (const char* answer : answers) {
      request.updated += 2 * domain::hour;
      says(scene, request.assignee, request.updated, answer);
    }
    request.status = Status::resolved;
    request.resolved_at = request.updated;
    request.version += 1;
    happens(scene, "request.resolved", request.resolved_at, request.assignee);
    if (request.resolved_at + closed_after >= sources_.now) return;
    request.status = Status::closed;
    request.closed_at = request.updated = request.resolved_at + closed_after;
    request.version += 1;
    happens(scene, "request.closed", request.closed_at, 0);
  }

  const Sources& sources_;
  Draw draw_;
  std::set<domain::PersonId> cast_;
  std::vector<Scene> scenes_;
};

}  // namespace

bool is_bounce(const std::string& from, const std::string& to) {
  return from != to && from != domain::triage_team;
}

std::vector<Scene> scenes(const Sources& sources, domain::RequestId first) {
  Stage stage(sources);
  stage.sort_needs();
  stage.misplace();
  stage.break_down();
  stage.leave_unmet();
  return std::move(stage).play(first);
}

}  // namespace guichet::demonstration
