// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/studio_versions.hpp"

#include "kernel/counter/facts.hpp"
#include "kernel/counter/names.hpp"
#include "kernel/counter/plugin_bundles.hpp"
#include "kernel/counter/studio_committee.hpp"
#include "kernel/counter/studio_edit.hpp"
#include "kernel/counter/trust.hpp"
#include "kernel/domain/ids.hpp"
#include "kernel/identity/access.hpp"
#include "kernel/storage/plugin_states.hpp"

#include <algorithm>

namespace guichet::counter {
namespace {

using domain::Error;
using domain::ErrorKind;
using domain::Result;
using nlohmann::json;
using storage::DraftState;

constexpr std::size_t shown_versions = 100;
constexpr std::size_t longest_note = 500;

Error no_such_version() {
  return {ErrorKind::not_found, "error.studio.no-version", {}, {}, ""};
}

std::optional<Error> refuse_reading(const Asker& asker, const std::string& service) {
  if (asker.viewer == nullptr) return sign_in_needed();
  if (!identity::may_draft_service(*asker.viewer, domain::plugin_of(service), asker.now)) return studio_forbidden();
  return std::nullopt;
}

/// What the module itself says of a service; null when it brings none. Outside of any read: it may read the disk.
json modules_own(const Counter& counter, const std::string& service) {
  const std::string department = domain::plugin_of(service);
  std::string fingerprint;
  {
    storage::Reader reader = counter.database.read();
    for (const auto& state : storage::PluginStates(reader).all()) {
      if (state.id == department && state.enabled) fingerprint = state.fingerprint;
    }
  }
  if (fingerprint.empty()) return nullptr;
  const json manifest = installed_manifest(counter, department, fingerprint);
  if (!manifest.is_object()) return nullptr;
  for (const json& one : manifest.value("services", json::array())) {
    if (department + "/" + string_at(one, "id") == service) return one;
  }
  return nullptr;
}

json definition_at(const Counter& counter, const std::string& service, std::int64_t number) {
  if (number == 0) return modules_own(counter, service);
  storage::Reader reader = counter.database.read();
  auto release = storage::ServiceReleases(reader).find(service, number);
  return release ? std::move(release->definition) : json();
}

std::optional<Error> wrong_note(const std::string& note) {
  if (is_text(note) && characters_of(note) <= longest_note) return std::nullopt;
  return Error{
      ErrorKind::invalid, "error.form.check", {}, {{"note", "error.field.too-long", {{"max", longest_note}}}}, ""};
}

std::optional<Error> refuse_findings(storage::Connection& connection, const plugins::Snapshot& snapshot,
                                     const std::string& service, const json& definition) {
  const bool accepted = trust_accepted(connection, snapshot, service, definition);
  const auto findings = findings_of(snapshot, domain::plugin_of(service), definition, accepted);
  const auto wrong = std::count_if(findings.begin(), findings.end(), [](const auto& one) { return !one.warning; });
  if (wrong == 0) return std::nullopt;
  return Error{ErrorKind::invalid, "error.studio.findings", {{"number", wrong}}, {}, ""};
}

}  // namespace

Result<VersionList> versions_of(const Counter& counter, const Asker& asker, const std::string& service) {
  if (auto refused = refuse_reading(asker, service)) return *refused;
  VersionList list;
  list.snapshot = counter.registry.current();
  list.service = service;
  list.may_publish = identity::may_publish_service(*asker.viewer, domain::plugin_of(service), asker.now);
  const json own = modules_own(counter, service);
  storage::Reader reader = counter.database.read();
  const auto releases = storage::ServiceReleases(reader).of(service, shown_versions);
  if (const auto draft = storage::ServiceDrafts(reader).under_way(service)) list.draft = draft->id;
  const domain::Service* const offered = list.snapshot->service(service);
  if (releases.empty() && own.is_null() && offered == nullptr) return no_such_version();
  list.title = offered != nullptr
                   ? offered->title.in(asker.language)
                   : text_at(releases.empty() ? own : releases.front().definition, "title").in(asker.language);
  std::vector<domain::PersonId> people;
  for (const auto& release : releases) people.push_back(release.author);
  const auto names = names_of_people(reader, people);
  for (const auto& release : releases) {
    VersionRow row;
    row.number = release.number;
    if (const auto name = names.find(release.author); name != names.end()) row.author = name->second;
    row.note = release.note;
    row.outcome = release.outcome;
    row.at = release.at;
    row.offered = &release == &releases.front();
    list.versions.push_back(std::move(row));
  }
  if (!own.is_null()) {
    VersionRow row;
    row.offered = releases.empty();
    list.versions.push_back(std::move(row));
  }
  return list;
}

Result<std::vector<Difference>> compare_versions(const Counter& counter, const Asker& asker, const std::string& service,
                                                 std::int64_t from, std::int64_t to) {
  if (auto refused = refuse_reading(asker, service)) return *refused;
  const json before = definition_at(counter, service, from), after = definition_at(counter, service, to);
  if (before.is_null() || after.is_null()) return no_such_version();
  return differences_of(before, after);
}

Result<std::vector<Difference>> compare_draft(const Counter& counter, const Asker& asker, std::int64_t id) {
  if (asker.viewer == nullptr) return sign_in_needed();
  const plugins::SnapshotPtr snapshot = counter.registry.current();
  storage::Reader reader = counter.database.read();
  const auto draft = storage::ServiceDrafts(reader).find(id);
  if (!draft || !rights_on(asker, *draft).read) return no_such_draft();
  const json* const offered = snapshot->definition(draft->service);
  if (offered == nullptr) return std::vector<Difference>{};
  return differences_of(*offered, draft->definition);
}

Result<std::int64_t> publish_draft(const Counter& counter, const Asker& asker, std::int64_t id, std::int64_t version,
                                   const std::string& note) {
  if (asker.viewer == nullptr) return sign_in_needed();
  if (auto refused = wrong_note(note)) return *refused;
  const plugins::SnapshotPtr snapshot = counter.registry.current();
  constexpr std::int64_t to_be_looked_at = 0;
  auto published = counter.database.write([&](storage::Connection& connection) -> Result<std::int64_t> {
    storage::ServiceDrafts drafts(connection);
    auto draft = drafts.find(id);
    if (!draft || !rights_on(asker, *draft).read) return no_such_draft();
    if (!rights_on(asker, *draft).publish) return studio_forbidden();
    if (draft->state == DraftState::consultation) {
      return Error{ErrorKind::conflict, "error.studio.consulted", {}, {}, ""};
    }
    if (draft->state != DraftState::draft || draft->version != version) {
      return Error{ErrorKind::conflict, "error.studio.changed", {}, {}, ""};
    }
    if (auto refused = refuse_findings(connection, *snapshot, draft->service, draft->definition)) return *refused;
    storage::ServiceReleases releases(connection);
    const auto before = releases.of(draft->service, 1);
    if ((before.empty() ? 0 : before.front().number) != draft->base) {
      // Somebody returned to an earlier version meanwhile: what they did is looked at before it is undone.
      draft->base = before.empty() ? 0 : before.front().number;
      (void)drafts.update(*draft, version);
      return to_be_looked_at;
    }
    const std::int64_t number = releases.publish(
        {draft->service, 0, draft->definition, asker.id(), note, outcome_of_draft(connection, *draft), asker.now});
    draft->state = DraftState::published;
    draft->editor = asker.id();
    draft->updated = asker.now;
    if (!drafts.update(*draft, version)) return Error{ErrorKind::conflict, "error.studio.changed", {}, {}, ""};
    tell_of_service(connection, asker, "publish", draft->service, {{"number", number}, {"draft", id}}, true);
    return number;
  });
  if (published && *published == to_be_looked_at) {
    return Error{ErrorKind::conflict, "error.studio.changed", {}, {}, ""};
  }
  return published;
}

Result<std::int64_t> return_to_version(const Counter& counter, const Asker& asker, const std::string& service,
                                       std::int64_t number, const std::string& note) {
  if (auto refused = refuse_reading(asker, service)) return *refused;
  const std::string department = domain::plugin_of(service);
  if (!identity::may_publish_service(*asker.viewer, department, asker.now)) return studio_forbidden();
  if (auto refused = wrong_note(note)) return *refused;
  const json definition = definition_at(counter, service, number);
  if (definition.is_null()) return no_such_version();
  const plugins::SnapshotPtr snapshot = counter.registry.current();
  // A team or an automation that it names may be gone by now.
  {
    storage::Reader reader = counter.database.read();
    if (auto refused = refuse_findings(reader, *snapshot, service, definition)) return *refused;
  }
  return counter.database.write([&](storage::Connection& connection) -> Result<std::int64_t> {
    const std::int64_t fresh = storage::ServiceReleases(connection)
                                   .publish({service, 0, definition, asker.id(), note, json::object(), asker.now});
    tell_of_service(connection, asker, "return", service, {{"number", fresh}, {"to", number}}, true);
    return fresh;
  });
}

}  // namespace guichet::counter
