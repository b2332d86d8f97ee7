// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/facts.hpp"
#include "kernel/counter/names.hpp"
#include "kernel/counter/pinned.hpp"
#include "kernel/counter/studio_try.hpp"
#include "kernel/domain/reference.hpp"
#include "kernel/identity/access.hpp"
#include "kernel/storage/people.hpp"

#include <algorithm>
#include <map>

namespace guichet::counter {
namespace {

using domain::Error;
using domain::ErrorKind;
using domain::Result;

constexpr std::size_t most_requests = 500;
constexpr std::size_t most_lines = 50;
constexpr std::size_t enough = 5;  // access.md: of fewer, an administrator is told nothing
constexpr std::size_t people_at_once = 200;
constexpr domain::Instant span = 30 * domain::day;

std::map<domain::PersonId, domain::Person> people_of(storage::Connection& connection,
                                                     const std::vector<storage::ReplayedRequest>& requests) {
  std::vector<domain::PersonId> ids;
  for (const auto& request : requests) ids.push_back(request.requester);
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  std::map<domain::PersonId, domain::Person> people;
  for (std::size_t from = 0; from < ids.size(); from += people_at_once) {
    const std::size_t to = std::min(ids.size(), from + people_at_once);
    for (auto& person :
         storage::People(connection)
             .many({ids.begin() + static_cast<std::ptrdiff_t>(from), ids.begin() + static_cast<std::ptrdiff_t>(to)})) {
      const domain::PersonId id = person.id;
      people.emplace(id, std::move(person));
    }
  }
  return people;
}

std::vector<ReplayCount> counts_of(const std::map<std::string, std::size_t>& counted) {
  std::vector<ReplayCount> counts;
  for (const auto& [name, number] : counted) counts.push_back({name, number});
  std::stable_sort(counts.begin(), counts.end(),
                   [](const ReplayCount& a, const ReplayCount& b) { return a.number > b.number; });
  return counts;
}

class Replayer {
 public:
  Replayer(const Counter& counter, const Asker& asker, const domain::Service& service, plugins::SnapshotPtr snapshot)
      : counter_(counter), asker_(asker), service_(service) {
    replay_.snapshot = std::move(snapshot);
  }

  void add(const storage::ReplayedRequest& request, const domain::Person* person, const domain::Service* then) {
    const auto context = form_context(counter_, person, request.created);
    const auto& teams = replay_.snapshot->teams;
    const domain::Answers answers = kept_answers(request.answers);
    const Outcome now = outcome_of(service_, teams, counter_.places, person, answers, "");
    // As the version it was sent with decided: what people did with it afterwards is not what is compared.
    const std::string team_then =
        then != nullptr ? outcome_of(*then, teams, counter_.places, person, request.answers, "").team : request.team;
    const auto urgency_then = static_cast<domain::Urgency>(request.urgency);
    ++replay_.requests;
    ++routes_[now.team];
    for (const AskedApproval& approval : now.approvals) ++approvals_[approval.step];
    ReplayedLine line{domain::reference_of(request.id), team_then, now.team, urgency_then, now.urgency, {}};
    if (const auto checked = domain::check_answers(service_.form, answers, context); !checked) {
      for (const auto& error : checked.error().fields) {
        const domain::Field* const field = service_.form.find(error.field);
        if (field == nullptr || field->type == domain::FieldType::file) continue;
        // A date that was to come is past by now, and a place was precise enough then: only what was never asked.
        if (error.message != "error.field.required" && error.message != "error.field.not-an-option") continue;
        const std::string label = field->label.in(asker_.language);
        ++missing_[label];
        line.missing.push_back(label);
      }
    }
    const bool elsewhere = line.team_then != line.team_now;
    if (elsewhere) ++replay_.elsewhere;
    if (line.urgency_now > line.urgency_then) ++replay_.more_urgent;
    if (line.urgency_now < line.urgency_then) ++replay_.less_urgent;
    if (!line.missing.empty()) ++replay_.incomplete;
    const bool differs = elsewhere || line.urgency_now != line.urgency_then || !line.missing.empty();
    const bool own = asker_.viewer->in_team(request.team);
    if (differs && own && replay_.lines.size() < most_lines) replay_.lines.push_back(std::move(line));
  }

  Replay finish(bool numbers_only) {
    replay_.routes = counts_of(routes_);
    replay_.approvals = counts_of(approvals_);
    replay_.missing = counts_of(missing_);
    replay_.bounded = replay_.requests >= most_requests;
    if (numbers_only) {
      for (auto* counts : {&replay_.routes, &replay_.approvals, &replay_.missing}) {
        std::erase_if(*counts, [](const ReplayCount& one) { return one.number < enough; });
      }
      for (auto* number : {&replay_.elsewhere, &replay_.more_urgent, &replay_.less_urgent, &replay_.incomplete}) {
        if (*number < enough) *number = 0;
      }
    }
    return std::move(replay_);
  }

 private:
  /// Answers to questions that are still asked; what else was answered has nothing to do with it.
  [[nodiscard]] domain::Answers kept_answers(const domain::Answers& answers) const {
    domain::Answers kept = nlohmann::json::object();
    for (const domain::Field& field : service_.form.fields) {
      if (answers.contains(field.id)) kept[field.id] = answers[field.id];
    }
    return kept;
  }

  const Counter& counter_;
  const Asker& asker_;
  const domain::Service& service_;
  Replay replay_;
  std::map<std::string, std::size_t> routes_, approvals_, missing_;
};

}  // namespace

Result<Replay> replay_draft(const Counter& counter, const Asker& asker, std::int64_t id) {
  if (asker.viewer == nullptr) return sign_in_needed();
  plugins::SnapshotPtr snapshot = counter.registry.current();
  storage::Reader reader = counter.database.read();
  const auto draft = storage::ServiceDrafts(reader).find(id);
  if (!draft || !rights_on(asker, *draft).write) return no_such_draft();
  const auto service = domain::service_from_json(draft->definition, draft->department);
  if (!service) return Error{ErrorKind::invalid, "error.studio.unreadable", {}, {}, ""};
  // Of a service that is or becomes confidential nothing is read.
  const domain::Service* const offered = snapshot->service(draft->service);
  const bool confidential = service->confidential || (offered != nullptr && offered->confidential);
  const bool all = identity::may_administer_centre(*asker.viewer, asker.now);
  std::vector<std::string> teams = asker.viewer->team_ids();
  if (all) {
    for (const domain::Team& team : snapshot->teams) teams.push_back(team.id);
  }
  Replayer replayer(counter, asker, *service, snapshot);
  std::vector<storage::ReplayedRequest> requests;
  if (!confidential) {
    requests = storage::requests_to_replay(reader, draft->service, teams, asker.now - span, most_requests);
  }
  const auto people = people_of(reader, requests);
  for (const auto& request : requests) {
    const auto person = people.find(request.requester);
    const auto then = counter.pinned.find(reader, request.service_version);
    replayer.add(request, person == people.end() ? nullptr : &person->second, then.get());
  }
  return replayer.finish(all);
}

}  // namespace guichet::counter
