// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/plugins/worker/counter_side.hpp"
#include "kernel/plugins/worker/loaded_plugin.hpp"
#include "kernel/plugins/worker/running_call.hpp"
#include "kernel/plugins/worker/sandbox.hpp"

#include <condition_variable>
#include <deque>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace guichet::plugins::worker {

/// The life of a worker, from the counter's hello to its drain. Threads: the main one (the plugin's start, stop and
/// destroy), one that reads the socket, and the job threads that run calls.
class Session {
 public:
  Session(Channel& channel, std::filesystem::path bundle, SandboxFacts facts);
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  /// Everything; returns when the process should end, after the last word was said. [main thread]
  void run();

 private:
  void refuse(const Refusal& refusal);
  bool start_plugin();
  void read_frames();
  void take_call(rpc::Frame frame);
  void cancel(std::uint64_t id);
  void run_jobs();
  void run_one(const rpc::Frame& frame);
  std::int32_t invoke(const rpc::Frame& frame, RunningCall& call, const guichet_sink* sink);

  Channel& channel_;
  const std::filesystem::path bundle_;
  const SandboxFacts facts_;
  CounterSide counter_;
  LoadedPlugin loaded_;
  std::thread reader_;
  std::vector<std::thread> jobs_;

  std::mutex mutex_;  ///< of all that follows
  std::condition_variable changed_;
  std::deque<rpc::Frame> waiting_;
  std::map<std::uint64_t, RunningCall*> running_;
  bool draining_ = false;
  std::uint32_t grace_ms_ = 0;
};

}  // namespace guichet::plugins::worker
