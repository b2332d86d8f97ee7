// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/identity/viewer.hpp"
#include "web/server/event_streams.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace guichet::web::pages {

/// Who listens to live updates: the context of their stream. What they may hear is asked again for each event.
struct LiveListener {
  std::shared_ptr<const identity::Viewer> viewer;
  std::string session_hash;
};

/// Somebody signed out: their open pages hear no more.
void close_streams_of(server::EventStreams& streams, std::string_view session_hash);

}  // namespace guichet::web::pages
