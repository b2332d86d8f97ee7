// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/plugins/supervisor/host_parts.hpp"

#include <algorithm>

namespace guichet::plugins {
namespace {

using Clock = Slot::Clock;
constexpr std::chrono::milliseconds longest_sleep{1000};
constexpr std::chrono::milliseconds between_looks{900};

}  // namespace

PluginHost::Parts::~Parts() {
  if (!thread_.joinable()) return;
  {
    Lock lock(mutex_);
    for (const SlotPointer& slot : every_slot()) slot->drain(Clock::now());
    poller_.wake();
    changed_.wait(lock, [this] {
      const auto all = every_slot();
      return std::all_of(all.begin(), all.end(), [](const SlotPointer& slot) { return slot->over(); });
    });
    ending_ = true;
  }
  poller_.wake();
  thread_.join();
}

void PluginHost::Parts::begin() {
  thread_ = std::thread([this] { loop(); });
}

void PluginHost::Parts::loop() {
  Lock lock(mutex_);
  while (!ending_) {
    for (const SlotPointer& slot : every_slot()) slot->on_time(Clock::now());
    forget_ended();
    answer_those_starting(lock);
    deliver_lines(lock);
    end_the_greedy(lock);
    changed_.notify_all();
    if (ending_) break;
    const auto sleep = patience();
    lock.unlock();
    const std::vector<Watch> ready = poller_.wait(sleep);
    lock.lock();
    for (const Watch& watch : ready) {
      for (const SlotPointer& slot : every_slot()) {
        if (slot->number() == watch.slot) slot->on_event(watch, Clock::now());
      }
    }
  }
}

std::chrono::milliseconds PluginHost::Parts::patience() const {
  const auto now = Clock::now();
  auto sleep = longest_sleep;
  for (const SlotPointer& slot : every_slot()) {
    const auto due = slot->due();
    if (due <= now) return std::chrono::milliseconds(0);
    if (due - now < sleep) sleep = std::chrono::ceil<std::chrono::milliseconds>(due - now);
  }
  return sleep;
}

void PluginHost::Parts::answer_those_starting(Lock& lock) {
  struct Asked {
    SlotPointer slot;
    std::uint32_t generation;
    rpc::Frame frame;
  };
  std::vector<Asked> all;
  for (const SlotPointer& slot : every_slot()) {
    for (rpc::Frame& frame : slot->take_asked_while_starting()) {
      all.push_back({slot, slot->generation(), std::move(frame)});
    }
  }
  for (const Asked& asked : all) {
    PluginCall none;
    none.plugin = asked.slot->spec().id;
    none.extension.clear();
    std::vector<HostRequest> effects;
    lock.unlock();
    const Answer answer = answer_request(asked.slot, none, asked.frame, Clock::now(), effects);
    lock.lock();
    asked.slot->answer(asked.generation, static_cast<std::uint64_t>(rpc::number_of(asked.frame.head, "id").value_or(0)),
                       answer.code, answer.body, {});
    if (answer.lie) asked.slot->punish(asked.generation, "asked for what is no JSON");
  }
}

void PluginHost::Parts::deliver_lines(Lock& lock) {
  if (lines_.empty()) return;
  const std::vector<LogLine> lines = std::exchange(lines_, {});
  if (!options_.log) return;
  lock.unlock();
  for (const LogLine& line : lines) options_.log(line.plugin, line.level, line.text);
  lock.lock();
}

// Read without the mutex: a process stays this thread's to collect, so its number cannot become another's meanwhile.
void PluginHost::Parts::end_the_greedy(Lock& lock) {
  const auto now = Clock::now();
  if (now < look_at_usage_) return;
  look_at_usage_ = now + between_looks;
  struct Looked {
    SlotPointer slot;
    std::uint32_t generation;
    pid_t pid;
    std::string excess = {};
  };
  std::vector<Looked> all;
  for (const SlotPointer& slot : every_slot()) {
    if (slot->pid() != 0) all.push_back({slot, slot->generation(), slot->pid()});
  }
  lock.unlock();
  for (Looked& one : all) one.excess = excess(usage(one.pid), one.slot->spec().memory_mib);
  lock.lock();
  for (const Looked& one : all) {
    if (!one.excess.empty()) one.slot->punish(one.generation, one.excess);
  }
}

PluginHost::Parts::SlotPointer PluginHost::Parts::find(const std::string& id) const {
  const auto found = slots_.find(id);
  return found == slots_.end() ? nullptr : found->second;
}

std::vector<PluginHost::Parts::SlotPointer> PluginHost::Parts::every_slot() const {
  std::vector<SlotPointer> all = leaving_;
  for (const auto* const slots : {&slots_, &coming_}) {
    for (const auto& [id, slot] : *slots) all.push_back(slot);
  }
  return all;
}

domain::Result<domain::Done> PluginHost::Parts::start(WorkerSpec spec) {
  spec.threads = std::clamp<std::uint32_t>(spec.threads, 1, 16);
  const Lock lock(mutex_);
  const SlotPointer there = find(spec.id);
  if (there && !there->over()) {
    return domain::Error{domain::ErrorKind::conflict, "error.plugin.running", {{"plugin", spec.id}}, {}, {}};
  }
  const std::string id = spec.id;
  slots_[id] = std::make_shared<Slot>(++last_number_, std::move(spec), options_, poller_, lines_);
  poller_.wake();
  return domain::Done{};
}

void PluginHost::Parts::stop(const std::string& id) {
  Lock lock(mutex_);
  const SlotPointer slot = find(id);
  if (!slot) return;
  slot->drain(Clock::now());
  poller_.wake();
  changed_.wait(lock, [&] { return slot->over(); });
  // Somebody else may have started it again while this thread was waking up.
  if (find(id) == slot) slots_.erase(id);
}

bool PluginHost::Parts::wait_until_ready(const std::string& id, std::chrono::milliseconds patience) {
  Lock lock(mutex_);
  bool ready = false;
  changed_.wait_for(lock, patience, [&] {
    const SlotPointer slot = find(id);
    ready = slot && slot->state() == WorkerState::ready;
    return ready || !slot || slot->over() || slot->state() == WorkerState::draining;
  });
  return ready;
}

std::vector<WorkerHealth> PluginHost::Parts::health() {
  std::vector<WorkerHealth> all;
  {
    const Lock lock(mutex_);
    for (const auto& [id, slot] : slots_) all.push_back(slot->health());
  }
  for (WorkerHealth& one : all) one.memory_kib = resident_memory(one.pid);
  return all;
}

}  // namespace guichet::plugins
