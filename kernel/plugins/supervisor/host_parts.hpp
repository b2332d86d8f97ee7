// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/plugins/connect.hpp"
#include "kernel/plugins/host.hpp"
#include "kernel/plugins/supervisor/poller.hpp"
#include "kernel/plugins/supervisor/slot.hpp"

#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace guichet::plugins {

/// The inside of a PluginHost: every plugin's slot under one mutex, and the thread that watches their processes.
/// No plugin's code, no port and no log of the counter is ever waited for with the mutex held.
class PluginHost::Parts {
 public:
  explicit Parts(HostOptions options) : options_(std::move(options)) {}
  ~Parts();

  [[nodiscard]] bool ok() const { return poller_.ok(); }
  void begin();

  domain::Result<domain::Done> start(WorkerSpec spec);
  void stop(const std::string& id);
  domain::Result<domain::Done> replace(WorkerSpec spec, std::chrono::milliseconds patience);  // replacement.cpp
  void retire(const std::string& id);                                                         // replacement.cpp
  bool wait_until_ready(const std::string& id, std::chrono::milliseconds patience);
  PluginAnswer ask(const PluginCall& call, const ShapeCheck& shape);  // exchange.cpp
  AutomationOutcome run(const PluginCall& call);                      // exchange.cpp
  std::vector<WorkerHealth> health();

 private:
  using Lock = std::unique_lock<std::mutex>;
  using SlotPointer = std::shared_ptr<Slot>;

  void loop();
  void answer_those_starting(Lock& lock);
  void deliver_lines(Lock& lock);
  void end_the_greedy(Lock& lock);
  [[nodiscard]] std::chrono::milliseconds patience() const;
  [[nodiscard]] SlotPointer find(const std::string& id) const;
  [[nodiscard]] std::vector<SlotPointer> every_slot() const;

  // replacement.cpp
  void let_go(const SlotPointer& slot);
  void forget_ended();

  // exchange.cpp
  void converse(Lock& lock, const SlotPointer& slot, const Slot::Call& pending, const PluginCall& call,
                std::vector<HostRequest>& effects);

  // answer_request.cpp
  struct Answer {
    std::int32_t code;
    std::string body;
    Descriptor descriptor = {};
    bool lie = false;
  };
  Answer answer_request(const SlotPointer& slot, const PluginCall& call, const rpc::Frame& asked,
                        Slot::Clock::time_point deadline, std::vector<HostRequest>& effects);
  Answer ask_port(const std::string& plugin, const PluginCall& call, const HostRequest& request) const;
  Answer open_file_for(const PluginCall& call, HostRequest& request) const;
  Answer connect_for(const SlotPointer& slot, const HostRequest& request, const std::string& name,
                     Slot::Clock::time_point deadline);
  void refuse(const SlotPointer& slot, const std::string& what, const std::string& why);

  const HostOptions options_;
  const Connector connector_;
  Poller poller_;
  std::mutex mutex_;  ///< of all that follows
  std::condition_variable changed_;
  std::map<std::string, SlotPointer> slots_;   ///< those that take calls
  std::map<std::string, SlotPointer> coming_;  ///< started beside one of slots_, to take its place
  std::vector<SlotPointer> leaving_;           ///< finishing what they have
  std::vector<LogLine> lines_;
  std::uint32_t last_number_ = 0;
  Slot::Clock::time_point look_at_usage_;  ///< the loop's alone
  bool ending_ = false;
  std::thread thread_;
};

}  // namespace guichet::plugins
