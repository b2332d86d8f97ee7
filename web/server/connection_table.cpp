// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/server/connection_table.hpp"

#include <algorithm>
#include <utility>

namespace guichet::web::server {

Connection& ConnectionTable::add(std::unique_ptr<Connection> connection) {
  const std::lock_guard lock(mutex_);
  connection->place = connections_.size();
  connections_.push_back(std::move(connection));
  return *connections_.back();
}

void ConnectionTable::remove(Connection& connection) {
  const std::lock_guard lock(mutex_);
  const std::size_t place = connection.place;
  if (place + 1 != connections_.size()) {
    std::swap(connections_[place], connections_.back());
    connections_[place]->place = place;
  }
  connections_.pop_back();
}

std::size_t ConnectionTable::under_way() const {
  const std::lock_guard lock(mutex_);
  return static_cast<std::size_t>(std::count_if(connections_.begin(), connections_.end(), [](const auto& connection) {
    const auto phase = connection->phase();
    return phase != Connection::Phase::idle && phase != Connection::Phase::lingering;
  }));
}

std::size_t ConnectionTable::expire(const Limits& limits) {
  const std::int64_t now = now_milliseconds();
  const std::lock_guard lock(mutex_);
  return static_cast<std::size_t>(std::count_if(connections_.begin(), connections_.end(), [&](const auto& connection) {
    return connection->expire_if_due(now, limits);
  }));
}

std::size_t ConnectionTable::cut_oldest_idle(std::size_t count) {
  const std::lock_guard lock(mutex_);
  std::vector<std::pair<std::int64_t, const Connection*>> idle;
  for (const auto& connection : connections_) {
    if (connection->phase() == Connection::Phase::idle) idle.emplace_back(connection->phase_since(), connection.get());
  }
  count = std::min(count, idle.size());
  std::nth_element(idle.begin(), idle.begin() + static_cast<std::ptrdiff_t>(count), idle.end());
  for (std::size_t i = 0; i < count; ++i) idle[i].second->cut();
  return count;
}

void ConnectionTable::cut_all() {
  const std::lock_guard lock(mutex_);
  for (const auto& connection : connections_) connection->cut();
}

}  // namespace guichet::web::server
