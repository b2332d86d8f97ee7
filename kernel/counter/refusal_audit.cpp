// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/refusal_audit.hpp"

#include "kernel/storage/accounts.hpp"

#include <algorithm>
#include <chrono>

namespace guichet::counter {
namespace {

constexpr domain::Instant between = domain::minute;  // two rows of one plugin and thing
constexpr std::size_t most_kinds = 1000;             // told apart; what comes then is "other"
constexpr std::ptrdiff_t most_of_plugin = 20;
constexpr std::chrono::seconds look_again{5};

}  // namespace

RefusalAudit::RefusalAudit(storage::Database& database, std::function<domain::Instant()> now)
    : database_(database), now_(std::move(now)), thread_([this] { work(); }) {}

RefusalAudit::~RefusalAudit() {
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
  }
  noted_.notify_all();
  thread_.join();
}

void RefusalAudit::note(const std::string& plugin, const std::string& asked) noexcept {
  try {
    const std::lock_guard lock(mutex_);
    Key key{plugin, asked};
    const auto of_plugin =
        std::count_if(all_.begin(), all_.end(), [&](const auto& entry) { return entry.first.first == plugin; });
    // What it names is the plugin's choice (an address): neither its own rows nor those of others may drown in that.
    if ((of_plugin >= most_of_plugin || all_.size() >= most_kinds) && !all_.contains(key)) key.second = "other";
    Noted& noted = all_[std::move(key)];
    ++noted.times;
    if (noted.written != 0) return;  // counted until its minute is over
    fresh_ = true;
    noted_.notify_all();
  } catch (const std::exception&) {
    // Without memory to count with, the refusal itself still holds.
  }
}

std::map<RefusalAudit::Key, std::uint64_t> RefusalAudit::take_due(bool all) {
  const domain::Instant now = now_();
  std::map<Key, std::uint64_t> due;
  for (auto& [key, noted] : all_) {
    if (noted.times == 0 || (!all && noted.written != 0 && now - noted.written < between)) continue;
    due[key] = std::exchange(noted.times, 0);
    noted.written = now;
  }
  // Asked for no more: the next time is a first one again.
  std::erase_if(all_,
                [&](const auto& entry) { return entry.second.times == 0 && now - entry.second.written >= between; });
  return due;
}

void RefusalAudit::work() {
  bool last = false;
  while (!last) {
    std::map<Key, std::uint64_t> due;
    {
      std::unique_lock lock(mutex_);
      noted_.wait_for(lock, look_again, [this] { return stop_ || fresh_; });
      last = stop_;
      fresh_ = false;
      due = take_due(last);
    }
    if (due.empty()) continue;
    const domain::Instant now = now_();
    const auto written = database_.write([&](storage::Connection& connection) -> domain::Result<domain::Done> {
      storage::Audit audit(connection);
      for (const auto& [key, times] : due) {
        const nlohmann::json detail{{"asked", key.second}, {"times", times}};
        audit.append({now, 0, "plugin.refused", "plugin:" + key.first,
                      detail.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace)});
      }
      return domain::Done{};
    });
    if (written || last) continue;
    const std::lock_guard lock(mutex_);
    for (const auto& [key, times] : due) all_[key].times += times;  // the database is back later
  }
}

}  // namespace guichet::counter
