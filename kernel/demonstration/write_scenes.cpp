// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/demonstration/scene_words.hpp"
#include "kernel/demonstration/scenes.hpp"
#include "kernel/storage/daily_counts.hpp"
#include "kernel/storage/settings.hpp"

namespace guichet::demonstration {

void write_moves(storage::Connection& connection, const std::vector<Scene>& scenes, const domain::Calendar& calendar) {
  storage::RequestMoves moves(connection);
  storage::DailyCounts counts(connection);
  for (const auto& scene : scenes) {
    const auto& request = scene.past.request;
    bool bounced = false;
    for (std::size_t number = 0; number < scene.moves.size(); ++number) {
      const auto& move = scene.moves[number];
      moves.insert(move);
      const auto& next = number + 1 < scene.moves.size() ? scene.moves[number + 1].team : request.team;
      if (!is_bounce(move.team, next)) continue;
      const auto day = domain::local_date(move.at, calendar.zone);
      counts.add(day, "bounced", move.service, move.team);
      if (!bounced) counts.add(day, "bounced-request", move.service, move.team);
      bounced = true;
    }
    if (scene.moves.empty()) continue;
    // They were counted where they are now; they count where they were sent first.
    const auto day = domain::local_date(request.created, "UTC");
    counts.add(day, "submitted", request.service, request.team, -1);
    counts.add(day, "submitted", scene.moves.front().service, scene.moves.front().team);
  }
}

void write_channels(storage::Connection& connection) {
  for (const auto& channel : confidential_channels()) {
    const nlohmann::json said{{"fr", channel.fr}, {"en", channel.en}, {"mail", channel.mail}};
    storage::Settings(connection).set(std::string("confidential-channel.") + channel.kind, said.dump());
  }
}

}  // namespace guichet::demonstration
