// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/pages/conversation.hpp"

#include <algorithm>
#include <limits>
#include <string>

namespace guichet::web::pages {
namespace {

bool ends_a_step(const std::string& kind) {
  return kind.rfind("step.", 0) == 0 && kind != "step.started";
}

bool same_step(const counter::TimelineEntry& left, const counter::TimelineEntry& right) {
  return left.parameters.value("step", "") == right.parameters.value("step", "");
}

bool told_by_a_message(const counter::TimelineEntry& event) {
  if (event.kind == "step.told") return event.parameters.is_object() && event.parameters.contains("message");
  return event.kind == "message.added" || event.kind == "request.answered" || event.kind.rfind("request.read-", 0) == 0;
}

/// "It began" tells nothing once it has ended; nor does "it is done" of what somebody just agreed to or was told.
bool told_by_another(const counter::TimelineEntry& event, const std::vector<counter::TimelineEntry>& events) {
  if (event.kind == "step.done") {
    return std::any_of(events.begin(), events.end(), [&](const counter::TimelineEntry& other) {
      const bool says_it = other.kind == "step.told" || other.kind == "approval.agreed";
      return says_it && other.at == event.at && same_step(event, other);
    });
  }
  if (event.kind != "step.started") return false;
  return std::any_of(events.begin(), events.end(), [&](const counter::TimelineEntry& other) {
    return ends_a_step(other.kind) && other.at >= event.at && same_step(event, other);
  });
}

/// Of what has the same moment, the words stand before the end they explain, and after the beginning they go with.
int rank(const ConversationEntry& entry) {
  if (entry.message != nullptr) return 1;
  const std::string& kind = entry.event->kind;
  return kind == "request.resolved" || kind == "request.cancelled" || kind == "request.refused" ? 2 : 0;
}

}  // namespace

std::vector<ConversationEntry> conversation(const std::vector<counter::MessageView>& messages,
                                            const std::vector<counter::TimelineEntry>& events, bool earlier,
                                            bool later) {
  constexpr domain::Instant always = std::numeric_limits<domain::Instant>::max();
  const domain::Instant from = earlier && !messages.empty() ? messages.front().message.created : 0;
  const domain::Instant until = later && !messages.empty() ? messages.back().message.created : always;
  std::vector<ConversationEntry> entries;
  for (const counter::TimelineEntry& event : events) {
    if (told_by_a_message(event) || event.at < from || event.at > until) continue;
    if (!told_by_another(event, events)) entries.push_back({nullptr, &event});
  }
  for (const counter::MessageView& message : messages) entries.push_back({&message, nullptr});
  std::stable_sort(entries.begin(), entries.end(), [](const ConversationEntry& left, const ConversationEntry& right) {
    return left.at() != right.at() ? left.at() < right.at() : rank(left) < rank(right);
  });
  return entries;
}

}  // namespace guichet::web::pages
