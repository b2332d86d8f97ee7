// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/incident_board.hpp"

#include "kernel/storage/incidents.hpp"

namespace guichet::counter {
namespace {
constexpr std::size_t most_under_way = 100;
}  // namespace

void IncidentBoard::refresh(storage::Database& database) {
  const std::lock_guard reading(reading_);
  auto entries = std::make_shared<std::vector<BoardEntry>>();
  {
    storage::Reader reader = database.read();
    storage::Incidents incidents(reader);
    for (auto& incident : incidents.under_way(most_under_way)) {
      BoardEntry entry{std::move(incident), "", 0};
      if (entry.incident.state == domain::IncidentState::confirmed) {
        if (auto news = incidents.news(entry.incident.id, 1); !news.empty()) {
          entry.news = std::move(news.front().body);
          entry.news_at = news.front().created;
        }
      }
      entries->push_back(std::move(entry));
    }
  }
  const std::lock_guard lock(mutex_);
  entries_ = std::move(entries);
}

BoardEntries IncidentBoard::current() const {
  const std::lock_guard lock(mutex_);
  return entries_;
}

}  // namespace guichet::counter
