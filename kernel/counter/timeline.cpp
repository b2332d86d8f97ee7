// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/timeline.hpp"

#include "kernel/counter/names.hpp"
#include "kernel/domain/reference.hpp"

#include <algorithm>

namespace guichet::counter {
namespace {

std::string text_of(const nlohmann::json& data, const char* key) {
  const auto found = data.find(key);
  return found != data.end() && found->is_string() ? found->get<std::string>() : std::string();
}

}  // namespace

bool is_internal(const storage::Event& event) {
  return event.data.is_object() && event.data.value("internal", false);
}

domain::PersonId assigned_to(const storage::Event& event) {
  const auto to = event.data.find("to");
  return to != event.data.end() && to->is_number_integer() ? to->get<domain::PersonId>() : 0;
}

std::vector<TimelineEntry> timeline(const plugins::Snapshot& snapshot, const std::vector<storage::Event>& events,
                                    const std::vector<domain::Person>& people, bool notes) {
  std::vector<TimelineEntry> entries;
  for (const auto& event : events) {
    if (!notes && is_internal(event)) continue;  // not even that agents talked
    TimelineEntry entry{event.at, event.kind, name_among(people, event.actor), event.data};
    for (const char* key : {"service", "service_from"}) {
      const auto* service = snapshot.service(text_of(event.data, key));
      if (service != nullptr) entry.parameters[key] = service->title;
    }
    for (const char* key : {"team", "from"}) {
      if (!event.data.contains(key) || !event.data[key].is_string()) continue;
      if (const auto* team = snapshot.team(event.data[key].get<std::string>())) entry.parameters[key] = team->title;
    }
    if (const auto* const validator = snapshot.validator(text_of(event.data, "validator"))) {
      entry.parameters["validator"] = validator->title;
    }
    if (const auto other = event.data.find("other"); other != event.data.end() && other->is_number_integer()) {
      entry.parameters["reference"] = domain::reference_of(other->get<domain::RequestId>());
    }
    if (const auto assigned = assigned_to(event)) entry.parameters["person"] = name_among(people, assigned);
    entries.push_back(std::move(entry));
  }
  return entries;
}

}  // namespace guichet::counter
