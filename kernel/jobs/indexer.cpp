// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/jobs/indexer.hpp"

#include "kernel/counter/distress.hpp"
#include "kernel/domain/reference.hpp"
#include "kernel/storage/accounts.hpp"
#include "kernel/storage/requests.hpp"

#include <set>

namespace guichet::jobs {
namespace {

constexpr std::size_t messages_indexed = 100;
constexpr std::size_t events_at_once = 1000;

/// The words of answers: what people typed, not codes and dates.
std::string text_of(const nlohmann::json& answers) {
  std::string text;
  for (const auto& [id, value] : answers.items()) {
    if (value.is_string()) text += value.get_ref<const std::string&>() + " ";
  }
  return text;
}

matching::SearchDocument document_of(storage::Connection& connection, const domain::Request& request) {
  storage::Requests requests(connection);
  matching::SearchDocument document;
  document.id = request.id;
  document.reference = domain::reference_of(request.id);
  document.title = request.title;
  document.text = request.words + " " + text_of(request.answers);
  for (const auto& message : requests.messages(request.id, false, 0, messages_indexed)) {
    document.text += " " + message.body;
  }
  if (const auto person = storage::People(connection).find(request.requester)) document.requester_name = person->name();
  document.requester = request.requester;
  document.readers = {"team:" + request.team, "person:" + std::to_string(request.requester)};
  for (const auto& participant : requests.participants(request.id)) {
    document.readers.push_back("person:" + std::to_string(participant.person));
  }
  document.created = request.created;
  document.over = domain::is_over(request.status);
  return document;
}

}  // namespace

void index_events(const counter::Counter& counter, matching::RequestSearch& search,
                  const std::vector<storage::Event>& events) {
  if (events.empty()) return;
  std::set<domain::RequestId> changed;
  for (const auto& event : events) {
    if (event.request != 0) changed.insert(event.request);
  }
  storage::Reader reader = counter.database.read();
  for (const auto id : changed) {
    const auto request = storage::Requests(reader).find(id);
    // A request that was not made confidential may still tell what nobody must come upon by searching.
    if (request && !request->confidential && !counter::tells_of_distress(reader, *request)) {
      search.put(document_of(reader, *request));
    } else {
      search.remove(id);
    }
  }
  search.commit(events.back().number);
}

void catch_up(const counter::Counter& counter, matching::RequestSearch& search) {
  while (true) {
    std::vector<storage::Event> events;
    {
      storage::Reader reader = counter.database.read();
      events = storage::Events(reader).since(search.indexed_up_to(), events_at_once);
    }
    if (events.empty()) return;
    index_events(counter, search, events);
  }
}

}  // namespace guichet::jobs
