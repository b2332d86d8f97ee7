// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/studio.hpp"

#include "kernel/counter/facts.hpp"
#include "kernel/counter/names.hpp"
#include "kernel/counter/studio_edit.hpp"
#include "kernel/counter/trust.hpp"
#include "kernel/domain/ids.hpp"
#include "kernel/identity/access.hpp"
#include "kernel/storage/accounts.hpp"
#include "kernel/storage/events.hpp"
#include "kernel/storage/people.hpp"

#include <algorithm>

namespace guichet::counter {
namespace {

using domain::Done;
using domain::Error;
using domain::ErrorKind;
using domain::Result;
using nlohmann::json;
using storage::DraftState;
using storage::ServiceDraft;

constexpr std::size_t shown_drafts = 100;
constexpr std::size_t shown_comments = 200;
constexpr std::size_t longest_comment = 4000;
constexpr std::int64_t most_comments = 1000;
constexpr std::size_t largest_definition = 256 * 1024;

Error changed_meanwhile() {
  return {ErrorKind::conflict, "error.studio.changed", {}, {}, ""};
}
Error with_the_committee() {
  return {ErrorKind::conflict, "error.studio.consulted", {}, {}, ""};
}
Error wrong(const char* field, const char* message, json parameters = json::object()) {
  return {ErrorKind::invalid, "error.form.check", {}, {{field, message, std::move(parameters)}}, ""};
}

bool may_draft(const Asker& asker, const std::string& department) {
  return asker.viewer != nullptr && identity::may_draft_service(*asker.viewer, department, asker.now);
}

/// Ids of services and open drafts of a department: a new one takes none of them.
std::vector<std::string> taken_ids(const plugins::Snapshot& snapshot, const std::string& department) {
  std::vector<std::string> taken;
  for (const domain::Service& service : snapshot.services) {
    if (service.plugin == department) taken.push_back(service.id.substr(department.size() + 1));
  }
  return taken;
}

/// The draft when this person may write it now; else why not.
Result<ServiceDraft> writable(storage::Connection& connection, const Asker& asker, std::int64_t id,
                              std::int64_t version) {
  auto draft = storage::ServiceDrafts(connection).find(id);
  if (!draft || !rights_on(asker, *draft).read) return no_such_draft();
  if (!rights_on(asker, *draft).write) return studio_forbidden();
  if (draft->state == DraftState::consultation) return with_the_committee();
  if (draft->state != DraftState::draft || draft->version != version) return changed_meanwhile();
  return *draft;
}

Result<Done> write_draft(storage::Connection& connection, const Asker& asker, ServiceDraft draft) {
  const std::string text = draft.definition.dump(-1, ' ', false, json::error_handler_t::replace);
  if (text.size() > largest_definition) {
    return Error{ErrorKind::too_many, "error.studio.too-large", {{"max", largest_definition / 1024}}, {}, ""};
  }
  draft.title = text_at(draft.definition, "title").in(domain::Language::fr);
  draft.editor = asker.id();
  draft.updated = asker.now;
  if (!storage::ServiceDrafts(connection).update(draft, draft.version)) return changed_meanwhile();
  return Done{};
}

}  // namespace

Error studio_forbidden() {
  return {ErrorKind::forbidden, "error.studio.forbidden", {}, {}, ""};
}
Error no_such_draft() {
  return {ErrorKind::not_found, "error.studio.gone", {}, {}, ""};
}

DraftRights rights_on(const Asker& asker, const ServiceDraft& draft) {
  if (asker.viewer == nullptr) return {};
  DraftRights rights;
  rights.write = identity::may_draft_service(*asker.viewer, draft.department, asker.now);
  rights.publish = identity::may_publish_service(*asker.viewer, draft.department, asker.now);
  rights.read = rights.write || rights.publish ||
                (draft.state == DraftState::consultation && identity::is_of_the_committee(*asker.viewer, asker.now));
  return rights;
}

std::map<domain::PersonId, std::string> names_of_people(storage::Connection& connection,
                                                        std::vector<domain::PersonId> ids) {
  constexpr std::size_t at_once = 200;
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  std::erase(ids, 0);
  if (ids.size() > at_once) ids.resize(at_once);
  std::map<domain::PersonId, std::string> names;
  if (ids.empty()) return names;
  for (const domain::Person& person : storage::People(connection).many(ids)) names[person.id] = person.name();
  return names;
}

void tell_of_service(storage::Connection& connection, const Asker& asker, const char* action,
                     const std::string& service, const json& detail, bool offered_anew) {
  storage::Audit(connection)
      .append({asker.now, asker.id(), std::string("service.") + action, "service:" + service, detail.dump()});
  if (!offered_anew) return;
  storage::Event event;
  event.at = asker.now;
  event.kind = "services.changed";
  event.actor = asker.id();
  event.data = {{"service", service}};
  storage::Events(connection).append(event);
}

std::vector<plugins::PortalService> portal_services(storage::Connection& connection) {
  std::vector<plugins::PortalService> services;
  for (auto& release : storage::ServiceReleases(connection).latest()) {
    const std::string department = domain::plugin_of(release.service);
    services.push_back({std::move(release.service), department, std::move(release.definition)});
  }
  return services;
}

Result<StudioList> studio(const Counter& counter, const Asker& asker) {
  if (asker.viewer == nullptr) return sign_in_needed();
  StudioList list;
  list.snapshot = counter.registry.current();
  list.of_the_committee = identity::is_of_the_committee(*asker.viewer, asker.now);
  list.keeps_committee = identity::may_keep_committee(*asker.viewer, asker.now);
  list.drafts_services = identity::may_draft_services(*asker.viewer, asker.now);
  if (!list.drafts_services && !list.of_the_committee) return studio_forbidden();
  if (!list.drafts_services) return list;
  std::vector<std::string> departments;
  for (const auto& plugin : list.snapshot->plugins) {
    if (!may_draft(asker, plugin.id)) continue;
    list.departments.push_back(&plugin);
    departments.push_back(plugin.id);
  }
  for (const domain::Service& service : list.snapshot->services) {
    if (may_draft(asker, service.plugin)) list.services.push_back(&service);
  }
  if (departments.empty()) return list;
  storage::Reader reader = counter.database.read();
  auto drafts = storage::ServiceDrafts(reader).list(departments, shown_drafts);
  std::vector<domain::PersonId> people;
  for (const auto& draft : drafts) people.push_back(draft.editor);
  const auto names = names_of_people(reader, people);
  for (auto& draft : drafts) {
    DraftRow row;
    if (const auto* const plugin = list.snapshot->plugin(draft.department)) {
      row.department = plugin->department.in(asker.language);
    }
    if (const auto name = names.find(draft.editor); name != names.end()) row.editor = name->second;
    row.draft = std::move(draft);
    list.drafts.push_back(std::move(row));
  }
  return list;
}

Result<std::int64_t> begin_draft(const Counter& counter, const Asker& asker, const NewDraft& begin) {
  if (asker.viewer == nullptr) return sign_in_needed();
  const plugins::SnapshotPtr snapshot = counter.registry.current();
  const domain::Service* const original = begin.copy_of.empty() ? nullptr : snapshot->service(begin.copy_of);
  if (!begin.copy_of.empty() && original == nullptr) return wrong("copy", "error.field.not-an-option");
  const std::string department = begin.new_version && original != nullptr ? original->plugin : begin.department;
  if (snapshot->plugin(department) == nullptr) return wrong("department", "error.field.not-an-option");
  if (!may_draft(asker, department)) return studio_forbidden();
  if (original != nullptr && !may_draft(asker, original->plugin)) return studio_forbidden();
  ServiceDraft draft;
  draft.department = department;
  if (begin.new_version && original != nullptr) {
    draft.service = original->id;
    draft.definition =
        copied_definition(*snapshot->definition(original->id), original->id.substr(department.size() + 1));
  } else {
    if (is_blank(begin.title.fr) || !is_line(begin.title.fr)) return wrong("title", "error.field.required");
    const std::string id = id_from(begin.title.fr, taken_ids(*snapshot, department));
    if (id.empty()) return wrong("title", "error.field.bad-text");
    draft.service = department + "/" + id;
    if (original != nullptr) {
      draft.definition = copied_definition(*snapshot->definition(original->id), id);
      put_text(draft.definition, "title", begin.title);
    } else {
      const domain::Team* const team = snapshot->team(begin.team);
      if (team == nullptr || !begin.team.starts_with(department + "/")) return wrong("team", "error.field.required");
      draft.definition = empty_definition(id, begin.title, begin.theme, begin.team.substr(department.size() + 1));
    }
  }
  draft.title = text_at(draft.definition, "title").in(domain::Language::fr);
  draft.author = draft.editor = asker.id();
  draft.created = draft.updated = asker.now;
  return counter.database.write([&](storage::Connection& connection) -> Result<std::int64_t> {
    storage::ServiceDrafts drafts(connection);
    const auto releases = storage::ServiceReleases(connection).of(draft.service, 1);
    draft.base = releases.empty() ? 0 : releases.front().number;
    if (const auto id = drafts.insert(draft)) return *id;
    const auto other = drafts.under_way(draft.service);
    return Error{ErrorKind::conflict, "error.studio.under-way", {{"draft", other ? other->id : 0}}, {}, ""};
  });
}

Result<DraftView> read_draft(const Counter& counter, const Asker& asker, std::int64_t id) {
  if (asker.viewer == nullptr) return sign_in_needed();
  DraftView view;
  view.snapshot = counter.registry.current();
  bool accepted = false;
  {
    storage::Reader reader = counter.database.read();
    auto draft = storage::ServiceDrafts(reader).find(id);
    if (!draft || !rights_on(asker, *draft).read) return no_such_draft();
    view.rights = rights_on(asker, *draft);
    view.draft = std::move(*draft);
    view.consultation = storage::Committee(reader).latest_of(id);
    auto comments = storage::DraftComments(reader).of(id, shown_comments);
    std::vector<domain::PersonId> people{view.draft.author, view.draft.editor};
    for (const auto& comment : comments) people.push_back(comment.author);
    accepted = trust_accepted(reader, *view.snapshot, view.draft.service, view.draft.definition);
    const auto names = names_of_people(reader, people);
    const auto name = [&names](domain::PersonId person) {
      const auto found = names.find(person);
      return found == names.end() ? std::string() : found->second;
    };
    view.author = name(view.draft.author);
    view.editor = name(view.draft.editor);
    for (auto& comment : comments) {
      view.comments.push_back({name(comment.author), std::move(comment.body), comment.at});
    }
  }
  view.findings = findings_of(*view.snapshot, view.draft.department, view.draft.definition, accepted);
  if (auto service = domain::service_from_json(view.draft.definition, view.draft.department)) {
    view.service = std::move(*service);
  }
  return view;
}

Result<Done> edit_draft(const Counter& counter, const Asker& asker, std::int64_t id, std::int64_t version,
                        const DraftEdit& edit) {
  if (asker.viewer == nullptr) return sign_in_needed();
  return counter.database.write([&](storage::Connection& connection) -> Result<Done> {
    auto draft = writable(connection, asker, id, version);
    if (!draft) return draft.error();
    if (auto done = edit(draft->definition); !done) return done.error();
    return write_draft(connection, asker, std::move(*draft));
  });
}

Result<Done> abandon_draft(const Counter& counter, const Asker& asker, std::int64_t id, std::int64_t version) {
  if (asker.viewer == nullptr) return sign_in_needed();
  return counter.database.write([&](storage::Connection& connection) -> Result<Done> {
    auto draft = writable(connection, asker, id, version);
    if (!draft) return draft.error();
    draft->state = DraftState::abandoned;
    tell_of_service(connection, asker, "abandon-draft", draft->service, {{"draft", id}}, false);
    return write_draft(connection, asker, std::move(*draft));
  });
}

Result<Done> comment_on_draft(const Counter& counter, const Asker& asker, std::int64_t id, const std::string& body) {
  if (asker.viewer == nullptr) return sign_in_needed();
  if (is_blank(body)) return wrong("comment", "error.field.required");
  if (!is_text(body)) return wrong("comment", "error.field.bad-text");
  if (characters_of(body) > longest_comment) {
    return wrong("comment", "error.field.too-long", {{"max", longest_comment}});
  }
  return counter.database.write([&](storage::Connection& connection) -> Result<Done> {
    const auto draft = storage::ServiceDrafts(connection).find(id);
    if (!draft || !rights_on(asker, *draft).read) return no_such_draft();
    storage::DraftComments comments(connection);
    if (comments.count(id) >= most_comments)
      return Error{ErrorKind::conflict, "error.studio.many-comments", json::object(), {}, ""};
    comments.add({0, id, asker.id(), body, asker.now});
    return Done{};
  });
}

}  // namespace guichet::counter
