// SPDX-License-Identifier: GPL-3.0-or-later
// The life of a plugin's process: started, watched, ended, started again or not.
#include "kernel/plugins/supervisor/slot.hpp"

#include <guichet/ext/log.h>

#include <signal.h>

#include <algorithm>

namespace guichet::plugins {

Slot::Slot(std::uint32_t number, WorkerSpec spec, const HostOptions& options, Poller& poller,
           std::vector<LogLine>& lines)
    : number_(number),
      spec_(std::move(spec)),
      options_(options),
      poller_(poller),
      lines_(lines),
      restarts_(options.timings) {}

bool Slot::over() const {
  const bool none_will_come =
      state_ == WorkerState::stopped || state_ == WorkerState::refused || state_ == WorkerState::quarantined;
  return process_.pid == 0 && none_will_come;
}

void Slot::on_time(Clock::time_point now) {
  if (process_.pid == 0 && (state_ == WorkerState::starting || state_ == WorkerState::backing_off) &&
      now >= start_at_) {
    spawn(now);
  }
  if (process_.pid == 0) return;
  if (retiring_ && state_ != WorkerState::draining && queue_.empty() && running_.empty()) drain(now);
  if (now >= must_by_) {
    must_by_ = Clock::time_point::max();
    if (!process_.socket) {
      kill_process("closed its socket");
    } else {
      kill_process(state_ == WorkerState::draining ? "did not end when it was told to" : "was not ready in time");
    }
  }
  if (deaf_ && now >= deaf_until_) {
    deaf_ = false;
    listen();
  }
  for (const auto& [id, call] : running_) {
    if (call->kill_at && now >= *call->kill_at) {
      call->kill_at.reset();
      kill_process("did not come back from " + call->head.value("name", std::string()) + " after its deadline");
    }
  }
}

Slot::Clock::time_point Slot::due() const {
  if (process_.pid == 0) {
    return state_ == WorkerState::starting || state_ == WorkerState::backing_off ? start_at_ : Clock::time_point::max();
  }
  Clock::time_point due = must_by_;
  if (deaf_) due = std::min(due, deaf_until_);
  for (const auto& [id, call] : running_) {
    if (call->kill_at) due = std::min(due, *call->kill_at);
  }
  return due;
}

void Slot::spawn(Clock::time_point now) {
  state_ = WorkerState::starting;
  auto spawned = spawn_worker(options_.worker, spec_.bundle, spec_.memory_mib);
  if (!spawned) return crashed("could not be started: " + spawned.error().detail, now);
  process_ = std::move(spawned).value();
  generation_ = (generation_ + 1) & 0x3fffffff;
  reader_ = rpc::FrameReader();
  outgoing_ = Outgoing();
  waits_to_write_ = false;
  kill_reason_.clear();
  deaf_ = false;
  asked_while_starting_.clear();
  spawned_at_ = now;
  must_by_ = now + options_.timings.hello;
  listen();
  poller_.watch(process_.ended.get(), {number_, generation_, Watch::Kind::ended}, true, false);
  send({{"type", "hello"},
        {"protocol", rpc::version},
        {"plugin", spec_.id},
        {"version", spec_.version},
        {"threads", spec_.threads},
        {"requires", spec_.required_extensions}},
       {});
}

void Slot::drain(Clock::time_point now) {
  turn_away_all("the plugin is being stopped");
  if (process_.pid == 0) {
    state_ = WorkerState::stopped;
    return;
  }
  state_ = WorkerState::draining;
  must_by_ = now + options_.timings.drain_grace;
  send({{"type", "drain"}, {"grace_ms", options_.timings.drain_grace.count()}}, {});
}

void Slot::retire(Clock::time_point now) {
  retiring_ = true;
  // One that is not there yet has nothing to finish; calls that wait for it are safe to try again.
  if (state_ != WorkerState::ready) drain(now);
}

void Slot::discard(const std::string& reason) {
  turn_away_all("the plugin is being replaced");
  state_ = process_.pid == 0 ? WorkerState::stopped : WorkerState::draining;
  kill_process(reason);
}

void Slot::kill_process(const std::string& reason) {
  if (process_.pid == 0) return;
  if (kill_reason_.empty()) kill_reason_ = reason;
  kill(process_.pid, SIGKILL);
}

void Slot::punish(std::uint32_t generation, const std::string& reason) {
  if (generation == generation_) kill_process(reason);
}

void Slot::on_ended(Clock::time_point now) {
  // Its last words, still in the pipe and the socket: a reply it wrote before it died is a reply. A flood is cut here.
  const std::string reason = kill_reason_;
  deaf_ = false;
  for (int turn = 0; turn < 4 && process_.output; ++turn) read_output(now);
  for (const std::string& line : log_.split("\n")) talk(GUICHET_LOG_WARNING, line, now);
  deaf_ = false;
  if (process_.socket && reason.empty()) read_socket(now);
  bool killed = false;
  std::string what = collect(process_, killed);
  if (killed && !reason.empty()) what = reason;
  for (const Descriptor* const watched : {&process_.socket, &process_.output, &process_.ended}) {
    if (*watched) poller_.forget(watched->get());
  }
  process_ = Process();
  must_by_ = Clock::time_point::max();
  asked_while_starting_.clear();

  for (const auto& [id, call] : running_) {
    ++health_.calls;
    ++health_.errors;
    if (call->stage != PendingCall::Stage::sent) continue;
    call->stage = PendingCall::Stage::lost;
    call->detail = "the plugin " + what;
    call->changed.notify_all();
  }
  running_.clear();

  if (state_ == WorkerState::draining) {
    if (killed) health_.last_failure = what;
    state_ = WorkerState::stopped;
    return;
  }
  if (state_ == WorkerState::refused) return turn_away_all(health_.last_failure);
  crashed(what, now);
}

void Slot::crashed(const std::string& what, Clock::time_point now) {
  health_.last_failure = what;
  note(GUICHET_LOG_ERROR, what, now);
  if (retiring_) {
    state_ = WorkerState::stopped;
    return turn_away_all("the plugin " + what);
  }
  const auto wait = restarts_.crashed(now);
  if (!wait) {
    state_ = WorkerState::quarantined;
    note(GUICHET_LOG_ERROR, "quarantined: it crashed too often", now);
    return turn_away_all("the plugin is quarantined: " + what);
  }
  ++health_.restarts;
  start_at_ = now + *wait;
  state_ = WorkerState::backing_off;
}

void Slot::note(int level, const std::string& text, Clock::time_point now) {
  log_.add(text, now);
  lines_.push_back({spec_.id, level, text});
}

WorkerHealth Slot::health() const {
  WorkerHealth health = health_;
  health.plugin = spec_.id;
  health.version = spec_.version;
  health.state = state_;
  health.pid = process_.pid;
  if (answered_ > 0) health.mean = time_in_calls_ / static_cast<std::int64_t>(answered_);
  health.queued = static_cast<std::uint32_t>(queue_.size());
  health.running = static_cast<std::uint32_t>(running_.size());
  health.log = log_.lines();
  health.refusals = {refusals_.begin(), refusals_.end()};
  return health;
}

}  // namespace guichet::plugins
