// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/demonstration/demonstration.hpp"

#include "kernel/demonstration/people.hpp"
#include "kernel/demonstration/requests.hpp"
#include "kernel/demonstration/roles.hpp"
#include "kernel/demonstration/scenes.hpp"
#include "kernel/demonstration/university.hpp"
#include "kernel/domain/ids.hpp"
#include "kernel/domain/routing.hpp"
#include "kernel/identity/passwords.hpp"
#include "kernel/storage/accounts.hpp"
#include "kernel/storage/daily_counts.hpp"
#include "kernel/storage/settings.hpp"

#include <algorithm>
#include <unordered_map>

namespace guichet::demonstration {
namespace {

using domain::Done;
using domain::Error;
using domain::ErrorKind;
using domain::Result;

constexpr std::size_t batch = 5'000;
constexpr std::int64_t fewest_with_scenes = 100;
using Members = std::unordered_map<std::string, std::vector<domain::PersonId>>;

std::vector<std::string> real_teams(const plugins::Snapshot& snapshot) {
  std::vector<std::string> ids;
  for (const auto& team : snapshot.teams) {
    if (!team.group) ids.push_back(team.id);
  }
  return ids;
}

bool covers(const domain::Team& team, const std::string& campus) {
  if (team.covers_campus.empty()) return team.covers_building.empty() && team.covers_component.empty();
  return std::find(team.covers_campus.begin(), team.covers_campus.end(), campus) != team.covers_campus.end();
}

/// Teams of a department whose every service is confidential are seen by nobody else.
bool listens(const plugins::Snapshot& snapshot, const domain::Team& team) {
  const auto is_own = [&](const domain::Service& service) { return service.plugin == domain::plugin_of(team.id); };
  const auto& services = snapshot.services;
  return std::any_of(services.begin(), services.end(), is_own) &&
         std::none_of(services.begin(), services.end(),
                      [&](const domain::Service& service) { return is_own(service) && !service.confidential; });
}

/// Three agents of each team; `agent` works in those of their campus and the central ones, `lead` leads them all, and
/// both sort what nothing else could. Neither is among those who listen in confidence.
Members members_of(const plugins::Snapshot& snapshot, const std::vector<domain::Person>& people) {
  Members members;
  for (const auto& team : snapshot.teams) {
    if (team.group) continue;
    const std::string prefix = "agent." + domain::id_within(team.id) + ".";
    auto& ids = members[team.id];
    const bool apart = listens(snapshot, team);
    for (const auto& person : people) {
      const bool own = person.login.rfind(prefix, 0) == 0;
      const bool agent = person.login == "agent" && covers(team, person.campus) && team.id != domain::triage_team;
      if (own || (!apart && (agent || person.login == "lead"))) ids.push_back(person.id);
    }
  }
  return members;
}

void write_people(storage::Connection& connection, const std::vector<domain::Person>& people, const Members& members,
                  const Progress& progress) {
  storage::People table(connection);
  for (std::size_t at = 0; at < people.size(); at += batch) {
    const auto end = std::min(people.size(), at + batch);
    table.insert_many(
        {people.begin() + static_cast<std::ptrdiff_t>(at), people.begin() + static_cast<std::ptrdiff_t>(end)});
    progress("people", static_cast<std::int64_t>(end), static_cast<std::int64_t>(people.size()));
  }
  storage::Accounts accounts(connection);
  const std::string hash = identity::hash_password(password);  // one for all: they share one password
  for (const auto& account : named_accounts()) {
    const auto person =
        std::find_if(people.begin(), people.end(), [&](const auto& each) { return each.login == account.login; });
    accounts.set_password_hash(person->id, hash);
  }
  for (const auto& person : people) {
    if (person.login.rfind("agent.", 0) == 0) accounts.set_password_hash(person.id, hash);
    if (person.login == "admin") {
      accounts.grant(person.id, {"module-admin", "", 0});
      accounts.grant(person.id, {"centre-admin", "", 0});
      accounts.grant(person.id, {"auditor", "", 0});
    }
  }
  for (const auto& [team, ids] : members) {
    for (const auto id : ids) {
      const auto person = std::find_if(people.begin(), people.end(), [&](const auto& each) { return each.id == id; });
      accounts.add_member(team, id, person->login == "lead");
    }
  }
}

/// The directory's accounts: the student's was locked by wrong passwords, the researcher's for their safety.
void write_directory(storage::Connection& connection, const std::vector<domain::Person>& people) {
  storage::DirectoryAccounts accounts(connection);
  for (const auto& person : people) {
    storage::DirectoryAccount account{person.login, person.id, false, "", person.login + "@courriel.exemple.org"};
    if (person.login == "student") account.locked = true, account.lock_reason = "failed-attempts";
    if (person.login == "researcher") account.locked = true, account.lock_reason = "security";
    accounts.insert(account);
  }
}

std::unordered_map<std::string, std::int64_t> pin_services(storage::Connection& connection,
                                                           const plugins::Snapshot& snapshot, domain::Instant now) {
  std::unordered_map<std::string, std::int64_t> versions;
  for (const auto& service : snapshot.services) {
    nlohmann::json definition = *snapshot.definition(service.id);
    definition["plugin"] = service.plugin;
    versions[service.id] = storage::ServiceVersions(connection).pin(service.id, definition, now);
  }
  return versions;
}

void write_requests(storage::Connection& connection, matching::RequestSearch& search, const Sources& sources,
                    std::int64_t count, const Progress& progress) {
  storage::Requests requests(connection);
  storage::Events events(connection);
  std::vector<domain::Request> some;
  std::vector<storage::Message> messages;
  std::vector<storage::Event> happened;
  const auto write = [&] {
    requests.insert_many(some);
    requests.insert_messages(messages);
    events.insert_many(happened);
    some.clear();
    messages.clear();
    happened.clear();
  };
  for (std::int64_t index = 0; index < count; ++index) {
    PastRequest past = past_request(sources, index, count);
    search.put(past.document);
    some.push_back(std::move(past.request));
    std::move(past.messages.begin(), past.messages.end(), std::back_inserter(messages));
    std::move(past.events.begin(), past.events.end(), std::back_inserter(happened));
    if (some.size() == batch) {
      write();
      progress("requests", index + 1, count);
    }
  }
  write();
  // Those who ask for a handful want to count them.
  const auto played =
      count < fewest_with_scenes ? std::vector<Scene>() : scenes(sources, static_cast<domain::RequestId>(count) + 1);
  for (const auto& scene : played) {
    search.put(scene.past.document);
    some.push_back(scene.past.request);
    messages.insert(messages.end(), scene.past.messages.begin(), scene.past.messages.end());
    happened.insert(happened.end(), scene.past.events.begin(), scene.past.events.end());
  }
  write();
  storage::DailyCounts(connection).count_all_requests();
  write_moves(connection, played, sources.calendar);
  if (!played.empty()) write_channels(connection);
  search.commit(events.last());
  progress("requests", count, count);
}

}  // namespace

Result<Done> fill(storage::Database& database, matching::RequestSearch& search, const plugins::Snapshot& snapshot,
                  const domain::Calendar& calendar, const Size& size, domain::Instant now, const Progress& progress) {
  {
    storage::Reader reader = database.read();
    if (storage::People(reader).find(1)) return Error{ErrorKind::conflict, "error.demo.not-empty", {}, {}, ""};
  }
  if (snapshot.services.empty() && size.requests > 0) {
    return Error{ErrorKind::invalid, "error.demo.no-services", {}, {}, "no plugin is enabled"};
  }
  const auto everyone = people(size.people, real_teams(snapshot));
  const auto members = members_of(snapshot, everyone);
  const domain::Places university(places());
  return database.bulk([&](storage::Connection& connection) -> Result<Done> {
    storage::University(connection).insert_places(university.all());
    storage::University(connection).insert_components(components());
    write_people(connection, everyone, members, progress);
    write_directory(connection, everyone);
    write_roles(connection, everyone, components());
    const auto versions = pin_services(connection, snapshot, now);
    const Sources sources{snapshot, calendar, university, everyone, members, versions, now};
    write_requests(connection, search, sources, size.requests, progress);
    storage::Settings(connection).set("demonstration", "yes");
    return Done{};
  });
}

}  // namespace guichet::demonstration
