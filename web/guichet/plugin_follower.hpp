// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/plugin_health.hpp"
#include "kernel/plugins/host.hpp"
#include "web/guichet/installation.hpp"

#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>
#include <string>
#include <thread>

namespace guichet::web {

struct PluginFollowerOptions {
  std::string node;
  std::chrono::milliseconds patience{8000};  ///< for a new version to be ready; more than the host waits for a hello
  std::chrono::milliseconds look{1000};      ///< how often it sees to the workers when nothing else wakes it
};

/// Makes this node run the plugins that the database says are enabled: after each change, on every node, and without
/// a restart. A version that fails while it is on probation is rolled back for all nodes. What becomes of the workers
/// here is written down for whoever looks from elsewhere. One thread of its own; `installation` and `host` are
/// borrowed.
class PluginFollower {
 public:
  PluginFollower(Installation& installation, plugins::PluginHost& host, PluginFollowerOptions options);
  ~PluginFollower() { stop(); }
  PluginFollower(const PluginFollower&) = delete;
  PluginFollower& operator=(const PluginFollower&) = delete;

  /// Offers and starts what is enabled. Once, before anything is served or any job is run.
  [[nodiscard]] domain::Result<domain::Done> begin();
  /// From here on it follows by itself. Once, when the counter it was given is wired.
  void go_on();
  /// Follows no longer, and says that this node is gone; before what the counter was wired to goes.
  void stop();

  /// A plugin was changed, on whichever node. Any thread, cheap.
  void wake();

 private:
  struct Running {
    plugins::WorkerSpec spec;
    domain::Instant changed = 0;  ///< of the state it was started for
  };
  struct Saved {
    std::string state;  ///< what is worth telling at once
    nlohmann::json snapshot;
    domain::Instant at = 0;
  };

  void run();
  [[nodiscard]] bool is_time_to_try_what_is_left_out();
  [[nodiscard]] domain::Result<domain::Done> follow();
  [[nodiscard]] bool is_out_of_date() const;
  [[nodiscard]] bool exchange_workers(const EnabledPlugins& enabled);
  void settle_workers(const EnabledPlugins& enabled);
  void hasten_what_waited(const EnabledPlugins& enabled);
  void watch_probation(const std::vector<plugins::WorkerHealth>& health);
  [[nodiscard]] bool roll_back(const std::string& plugin, const std::string& reason, const std::string& detail);
  void save_health(const std::vector<plugins::WorkerHealth>& health);
  [[nodiscard]] const storage::PluginState* state_of(const std::string& plugin) const;

  Installation& installation_;
  plugins::PluginHost& host_;
  const PluginFollowerOptions options_;

  // Of the follower's thread, and of begin() before it.
  std::vector<storage::PluginState> states_;
  std::map<std::string, Running> running_;
  std::map<std::string, std::string> failures_;  ///< a version that could not replace the one that runs, and why
  counter::NodeFacts facts_;
  domain::Instant tried_ = 0;                    ///< when what is left out was tried last
  std::map<std::string, domain::Instant> seen_;  ///< enabled plugin -> when it was changed, as followed last
  std::map<std::string, Saved> saved_;           ///< by plugin; "" is the node itself

  std::mutex mutex_;
  std::condition_variable woken_;
  bool wake_ = false;
  bool stop_ = false;
  std::thread thread_;
};

}  // namespace guichet::web
