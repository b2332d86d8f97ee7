// SPDX-License-Identifier: GPL-3.0-or-later
// One worker takes the place of another while calls go on.
#include "kernel/plugins/supervisor/host_parts.hpp"

#include <algorithm>

namespace guichet::plugins {
namespace {

using Clock = Slot::Clock;
using domain::Done;
using domain::Error;
using domain::ErrorKind;

/// Why the new one cannot take over; called once it is clear that it will not.
Error failure_of(const Slot& slot) {
  const WorkerHealth health = slot.health();
  const bool never_ended = health.state == WorkerState::starting;
  std::string reason = health.state == WorkerState::refused ? health.reason : never_ended ? "slow" : "crashed";
  std::string detail = health.last_failure;
  if (never_ended) detail = "was not ready in time";
  return {ErrorKind::unavailable,
          "error.plugin.replace",
          {{"plugin", slot.spec().id}, {"version", slot.spec().version}, {"reason", std::move(reason)}},
          {},
          std::move(detail)};
}

/// A single crash is enough: an old one that works is there, so nothing is gained by trying again.
bool has_failed(const Slot& slot) {
  return slot.state() != WorkerState::starting && slot.state() != WorkerState::ready;
}

}  // namespace

domain::Result<Done> PluginHost::Parts::replace(WorkerSpec spec, std::chrono::milliseconds patience) {
  spec.threads = std::clamp<std::uint32_t>(spec.threads, 1, 16);
  const std::string id = spec.id;
  Lock lock(mutex_);
  if (coming_.contains(id)) {
    return Error{ErrorKind::conflict, "error.plugin.running", {{"plugin", id}}, {}, "it is being replaced already"};
  }
  const auto fresh = std::make_shared<Slot>(++last_number_, std::move(spec), options_, poller_, lines_);
  const SlotPointer old = find(id);
  const bool alone = !old || old->over();
  (alone ? slots_ : coming_)[id] = fresh;
  poller_.wake();
  const auto settled = [&] { return fresh->state() == WorkerState::ready || has_failed(*fresh); };
  changed_.wait_for(lock, patience, settled);
  const bool ready = fresh->state() == WorkerState::ready;
  if (alone) {
    if (ready) return Done{};
    return failure_of(*fresh);
  }
  coming_.erase(id);
  if (!ready) {
    Error failure = failure_of(*fresh);
    fresh->discard("it was not fit to replace the version before");
    leaving_.push_back(fresh);
    poller_.wake();
    return failure;
  }
  // The old one may have been stopped meanwhile: then nothing is to be served.
  const bool still_wanted = find(id) == old;
  if (still_wanted) slots_[id] = fresh;
  let_go(still_wanted ? old : fresh);
  if (still_wanted) return Done{};
  return Error{ErrorKind::conflict, "error.plugin.running", {{"plugin", id}}, {}, "it was stopped meanwhile"};
}

void PluginHost::Parts::retire(const std::string& id) {
  const Lock lock(mutex_);
  const SlotPointer slot = find(id);
  if (!slot) return;
  slots_.erase(id);
  let_go(slot);
}

void PluginHost::Parts::let_go(const SlotPointer& slot) {
  leaving_.push_back(slot);
  slot->retire(Clock::now());
  poller_.wake();
}

void PluginHost::Parts::forget_ended() {
  std::erase_if(leaving_, [](const SlotPointer& slot) { return slot->over(); });
}

}  // namespace guichet::plugins
