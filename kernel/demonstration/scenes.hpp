// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/demonstration/requests.hpp"
#include "kernel/storage/connection.hpp"
#include "kernel/storage/request_moves.hpp"

#include <string>
#include <vector>

namespace guichet::demonstration {

/// A request that shows something of the counter, with the moves it went through.
struct Scene {
  PastRequest past;
  std::vector<storage::RequestMove> moves;  ///< the first one first
};

/// Needs that wait to be sorted, requests that went to the wrong service first, an outage that is being told of right
/// now, needs that nothing answers: always the same, the oldest first, numbered from `first` on. Those of services that
/// nobody enabled are left out; the outage is then told freely.
[[nodiscard]] std::vector<Scene> scenes(const Sources& sources, domain::RequestId first);

/// Whether it was in the wrong place: leaving those who sort is no bounce.
[[nodiscard]] bool is_bounce(const std::string& from, const std::string& to);

/// Within a write, once the requests are there and counted: their moves, and the counts by day of those that bounced.
void write_moves(storage::Connection& connection, const std::vector<Scene>& scenes, const domain::Calendar& calendar);
/// Who listens to somebody in distress, as the service centre would say it.
void write_channels(storage::Connection& connection);

}  // namespace guichet::demonstration
