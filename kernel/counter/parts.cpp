// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/parts.hpp"

#include "kernel/counter/facts.hpp"
#include "kernel/counter/pinned.hpp"
#include "kernel/counter/timeline.hpp"
#include "kernel/domain/reference.hpp"
#include "kernel/storage/people.hpp"
#include "kernel/storage/workflow.hpp"

#include <algorithm>
#include <set>

namespace guichet::counter {
namespace {

using identity::Part;

constexpr std::size_t most_parts = 50;
constexpr std::size_t messages_joined = 50;
constexpr std::size_t events_joined = 100;

/// The page of a parent says already that it was opened, and who has it.
bool told_by_the_parent(const storage::Event& event) {
  return event.kind == "request.submitted" || event.kind == "request.opened-for" ||
         (event.kind == "request.cancelled" && event.data.value("by", "") == "parent");
}

counter::Part part_of(const Counter& counter, storage::Connection& connection, const domain::Request& request) {
  counter::Part part;
  part.request = request.id;
  part.reference = domain::reference_of(request.id);
  if (const auto pinned = counter.pinned.find(connection, request.service_version)) part.service = pinned->title;
  part.team = request.team;
  part.status = request.status;
  part.due = domain::is_over(request.status) ? 0 : request.due_resolve;
  return part;
}

bool may_read(storage::Requests& requests, const Asker& asker, const domain::Request& request) {
  const auto relation = relation_to(asker.viewer, request, requests.participants(request.id));
  return identity::may_see(relation, Part::answers, request);
}

class Story {
 public:
  explicit Story(RequestView& view)
      : view_(view),
        from_(view.earlier_messages && !view.messages.empty() ? view.messages.front().message.created : 0) {}

  void join(storage::Connection& connection, const Asker& asker, domain::RequestId part) {
    storage::Requests requests(connection);
    const auto files = requests.attachments(part);
    for (auto& message : requests.messages(part, false, 0, messages_joined)) {
      if (message.created < from_) continue;
      MessageView shown{std::move(message), {}, false};
      shown.by_viewer = shown.message.author == asker.id();
      std::copy_if(files.begin(), files.end(), std::back_inserter(shown.files),
                   [&](const auto& file) { return file.message == shown.message.id; });
      view_.messages.push_back(std::move(shown));
    }
    auto events = storage::Events(connection).of_request(part, events_joined);
    std::erase_if(events, told_by_the_parent);
    std::set<domain::PersonId> ids;
    for (const auto& event : events) ids.insert({event.actor, assigned_to(event)});
    ids.erase(0);
    const auto people = storage::People(connection).many({ids.begin(), ids.end()});
    for (auto& entry : timeline(*view_.snapshot, events, people, false)) {
      entry.parameters["part"] = part;
      view_.timeline.push_back(std::move(entry));
    }
  }

  void put_in_order() {
    std::stable_sort(view_.messages.begin(), view_.messages.end(),
                     [](const auto& a, const auto& b) { return a.message.created < b.message.created; });
    std::stable_sort(view_.timeline.begin(), view_.timeline.end(),
                     [](const auto& a, const auto& b) { return a.at < b.at; });
  }

 private:
  RequestView& view_;
  domain::Instant from_;
};

}  // namespace

Parts read_parts(const Counter& counter, const Asker& asker, RequestView& view) {
  Parts parts;
  if (asker.viewer == nullptr) return parts;
  storage::Reader reader = counter.database.read();
  storage::Requests requests(reader);
  storage::SubRequests links(reader);
  // Its own story says that it was opened for another: an ordinary request costs no statement for it.
  const bool opened_for_another = std::any_of(view.timeline.begin(), view.timeline.end(),
                                              [](const auto& event) { return event.kind == "request.opened-for"; });
  if (const auto link = opened_for_another ? links.parent_of(view.request.id) : std::nullopt) {
    const auto parent = requests.find(link->parent);
    if (parent && may_read(requests, asker, *parent)) {
      parts.parent = part_of(counter, reader, *parent);
      parts.parent->readable = true;
    }
  }
  const bool has_parts =
      view.pinned && std::any_of(view.pinned->workflow.begin(), view.pinned->workflow.end(),
                                 [](const auto& step) { return step.kind == domain::StepKind::request; });
  if (!has_parts) return parts;
  Story story(view);
  for (const auto& link : links.children_of(view.request.id)) {
    if (parts.rows.size() == most_parts) break;
    const auto child = requests.find(link.child);
    if (!child) continue;
    auto part = part_of(counter, reader, *child);
    part.readable = may_read(requests, asker, *child);
    part.hidden = child->confidential && !part.readable;
    // One story is the requester's; agents of both sides have two pages, each with its own notes.
    const bool one_story = part.readable && !child->confidential && view.relation == identity::Relation::requester;
    if (one_story) {
      story.join(reader, asker, child->id);
      parts.told.emplace(child->id, counter.pinned.find(reader, child->service_version));
    }
    parts.rows.push_back(std::move(part));
  }
  story.put_in_order();
  return parts;
}

}  // namespace guichet::counter
