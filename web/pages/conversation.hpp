// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/follow.hpp"

#include <vector>

namespace guichet::web::pages {

/// One line of a request's conversation: a message, or something that happened. Exactly one is set; borrowed.
struct ConversationEntry {
  const counter::MessageView* message = nullptr;
  const counter::TimelineEntry* event = nullptr;

  [[nodiscard]] domain::Instant at() const { return message != nullptr ? message->message.created : event->at; }
};

/// Messages and events as one story, oldest first. Left out: events that messages tell already, steps that began and
/// have ended since, and what happened before the first message shown (when there are earlier ones) or after the last
/// (when `later`: an earlier part of the conversation is shown).
[[nodiscard]] std::vector<ConversationEntry> conversation(const std::vector<counter::MessageView>& messages,
                                                          const std::vector<counter::TimelineEntry>& events,
                                                          bool earlier, bool later);

}  // namespace guichet::web::pages
