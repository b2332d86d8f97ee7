// SPDX-License-Identifier: GPL-3.0-or-later
// Live updates: which pages hear of which events. An event only says "look again"; what is shown is asked as usual.
#include "kernel/counter/follow.hpp"
#include "kernel/identity/access.hpp"
#include "kernel/storage/requests.hpp"
#include "web/pages/errors.hpp"
#include "web/pages/live_listener.hpp"
#include "web/pages/portal.hpp"

#include <map>
#include <set>

namespace guichet::web::pages {
namespace {

constexpr const char* modules_topic = "modules";

std::string person_topic(domain::PersonId person) {
  return "person:" + std::to_string(person);
}

server::Response listen(Visit& visit) {
  if (!visit.signed_in()) return server::empty(204);  // tells the browser to stop asking
  const identity::Viewer& viewer = visit.presence()->viewer;
  server::Subscription subscription;
  subscription.topics.push_back(person_topic(viewer.person.id));
  for (const std::string& team : viewer.team_ids()) subscription.topics.push_back("team:" + team);
  if (identity::may_administer_modules(viewer, visit.asker().now)) subscription.topics.emplace_back(modules_topic);
  subscription.owner = person_topic(viewer.person.id);
  subscription.context = LiveListener{std::make_shared<const identity::Viewer>(viewer), visit.presence()->session_hash};
  return server::event_stream(std::move(subscription));
}

/// Whom an event may concern, as topics, each with the name of the list it changes.
std::vector<std::pair<std::string, std::string>> topics_of(storage::Connection& connection,
                                                           const storage::Event& event) {
  storage::Requests requests(connection);
  const auto request = requests.find(event.request);
  if (!request) return {};
  std::set<domain::PersonId> people{request->requester, request->opened_by};
  for (const auto& participant : requests.participants(event.request)) people.insert(participant.person);
  people.erase(0);
  std::vector<std::pair<std::string, std::string>> topics{{"team:" + request->team, "desk"}};
  if (event.data.contains("from") && event.data["from"].is_string()) {
    topics.emplace_back("team:" + event.data["from"].get<std::string>(), "desk");
  }
  for (const domain::PersonId person : people) topics.emplace_back(person_topic(person), "mine");
  return topics;
}

/// Pages about modules look again; whoever listens must still have the right.
void announce_modules(server::EventStreams& streams, domain::Instant now) {
  streams.publish(modules_topic, [now](const std::any& context) -> std::optional<server::ServerEvent> {
    const auto* listener = std::any_cast<LiveListener>(&context);
    if (listener == nullptr || !identity::may_administer_modules(*listener->viewer, now)) return std::nullopt;
    return server::ServerEvent{"changed", modules_topic, ""};
  });
}

/// Desks of the team look again: what is proposed stands above their list.
void announce_incident(server::EventStreams& streams, const storage::Event& event) {
  streams.publish("team:" + event.data.value("team", ""),
                  [](const std::any& context) -> std::optional<server::ServerEvent> {
                    if (std::any_cast<LiveListener>(&context) == nullptr) return std::nullopt;
                    return server::ServerEvent{"changed", "desk", ""};
                  });
}

}  // namespace

void close_streams_of(server::EventStreams& streams, std::string_view session_hash) {
  streams.close_if([&](const std::any& context) {
    const auto* listener = std::any_cast<LiveListener>(&context);
    return listener != nullptr && listener->session_hash == session_hash;
  });
}

void Portal::announce(const std::vector<storage::Event>& events) const {
  if (tools_.streams.count() == 0) return;
  storage::Reader reader = tools_.counter.database.read();
  storage::Connection& connection = reader;
  for (const storage::Event& event : events) {
    if (event.kind == "plugins.changed") announce_modules(tools_.streams, event.at);
    if (event.kind.starts_with("incident.")) announce_incident(tools_.streams, event);
    if (event.request == 0) continue;
    const std::string request_event = "request-" + std::to_string(event.request);
    // The same person may listen from several pages and through several topics: they are asked for once.
    std::map<domain::PersonId, bool> may_hear;
    const auto formatter = [&](const std::string& name) {
      return [&, name](const std::any& context) -> std::optional<server::ServerEvent> {
        const auto* listener = std::any_cast<LiveListener>(&context);
        if (listener == nullptr) return std::nullopt;
        const auto [known, is_new] = may_hear.try_emplace(listener->viewer->person.id, false);
        if (is_new) known->second = counter::may_hear(tools_.counter, connection, *listener->viewer, event);
        // A team that gave a request away may no longer read it; that its list changed is its own affair.
        if (!known->second && name != "desk") return std::nullopt;
        return server::ServerEvent{"changed", name, ""};
      };
    };
    for (const auto& [topic, list] : topics_of(connection, event)) {
      tools_.streams.publish(topic, formatter(request_event));
      tools_.streams.publish(topic, formatter(list));
    }
  }
}

void add_live_pages(Pages& pages) {
  pages.get("/direct", listen);
}

}  // namespace guichet::web::pages
