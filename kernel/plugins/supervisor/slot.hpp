// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/plugins/host.hpp"
#include "kernel/plugins/supervisor/log_tail.hpp"
#include "kernel/plugins/supervisor/outgoing.hpp"
#include "kernel/plugins/supervisor/pending_call.hpp"
#include "kernel/plugins/supervisor/poller.hpp"
#include "kernel/plugins/supervisor/process.hpp"
#include "kernel/plugins/supervisor/restart_policy.hpp"

#include <deque>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace guichet::plugins {

/// A line on its way to the counter's log, delivered once no lock is held.
struct LogLine {
  std::string plugin;
  int level;
  std::string text;
};

/// One enabled plugin: its process, the calls that wait for it and those it runs. Not thread-safe: every function is
/// called with the supervisor's mutex held. Those under "time and events" are the supervisor's thread's alone.
class Slot {
 public:
  using Clock = std::chrono::steady_clock;
  using Call = std::shared_ptr<PendingCall>;

  Slot(std::uint32_t number, WorkerSpec spec, const HostOptions& options, Poller& poller, std::vector<LogLine>& lines);
  Slot(const Slot&) = delete;
  Slot& operator=(const Slot&) = delete;

  // Calls.
  void accept(const Call& call);                          ///< queues and sends it, or turns it away
  void give_up(const Call& call, Clock::time_point now);  ///< its deadline has passed
  void finish(const Call& call, bool fault);              ///< the waiting thread has judged its reply
  void answer(std::uint32_t generation, std::uint64_t host_call, std::int32_t code, const std::string& body,
              Descriptor descriptor);                                ///< which travels with the answer
  void punish(std::uint32_t generation, const std::string& reason);  ///< that process lied
  void refuse_capability(const std::string& what);

  // Time and events.
  void on_time(Clock::time_point now);
  [[nodiscard]] Clock::time_point due() const;  ///< when on_time has something to do
  void on_event(const Watch& watch, Clock::time_point now);
  void drain(Clock::time_point now);
  void retire(Clock::time_point now);       ///< drains once nothing is left to do; nothing new may be accepted
  void discard(const std::string& reason);  ///< ends the process at once
  [[nodiscard]] std::deque<rpc::Frame> take_asked_while_starting();

  [[nodiscard]] const WorkerSpec& spec() const { return spec_; }
  [[nodiscard]] std::uint32_t number() const { return number_; }
  [[nodiscard]] WorkerState state() const { return state_; }
  [[nodiscard]] std::uint32_t generation() const { return generation_; }
  [[nodiscard]] pid_t pid() const { return process_.pid; }  ///< 0 without a process
  [[nodiscard]] bool over() const;                          ///< no process, and none will be started
  [[nodiscard]] WorkerHealth health() const;

 private:
  // slot_process.cpp
  void spawn(Clock::time_point now);
  void kill_process(const std::string& reason);
  void on_ended(Clock::time_point now);
  void crashed(const std::string& what, Clock::time_point now);
  void note(int level, const std::string& text, Clock::time_point now);

  // slot_traffic.cpp
  void read_socket(Clock::time_point now);
  void read_output(Clock::time_point now);
  void take_frames(Clock::time_point now);
  void take(rpc::Frame frame, Clock::time_point now);
  void take_hello(const rpc::Frame& frame);
  void take_refusal(const rpc::Frame& frame, Clock::time_point now);
  void take_reply(rpc::Frame frame);
  void take_host_call(rpc::Frame frame, Clock::time_point now);
  void take_log(const rpc::Frame& frame, Clock::time_point now);
  void talk(int level, const std::string& text, Clock::time_point now);
  void pause_listening(Clock::time_point until, Clock::time_point now);
  void dispatch();
  void send(const nlohmann::json& head, std::string_view body, Descriptor descriptor = {});
  void flush();
  void listen();
  void turn_away(const Call& call, const std::string& why);
  void turn_away_all(const std::string& why);

  const std::uint32_t number_;
  const WorkerSpec spec_;
  const HostOptions& options_;
  Poller& poller_;
  std::vector<LogLine>& lines_;

  WorkerState state_ = WorkerState::starting;
  RestartPolicy restarts_;
  LogTail log_;

  // The process; `generation_` counts them.
  Process process_;
  std::uint32_t generation_ = 0;
  rpc::FrameReader reader_;
  Outgoing outgoing_;
  bool waits_to_write_ = false;
  std::string kill_reason_;
  bool retiring_ = false;
  Clock::time_point spawned_at_;
  Clock::time_point start_at_ = Clock::time_point::min();    ///< while it has none
  Clock::time_point must_by_ = Clock::time_point::max();     ///< hello or the end of draining
  Clock::time_point deaf_until_ = Clock::time_point::min();  ///< it talked too much
  bool deaf_ = false;
  std::deque<rpc::Frame> asked_while_starting_;

  std::deque<Call> queue_;
  std::map<std::uint64_t, Call> running_;  ///< given to this process and not answered
  std::uint64_t last_call_ = 0;

  WorkerHealth health_;
  std::chrono::microseconds time_in_calls_{};
  std::uint64_t answered_ = 0;
  std::deque<std::string> refusals_;
};

}  // namespace guichet::plugins
