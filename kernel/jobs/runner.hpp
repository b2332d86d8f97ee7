// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/counter.hpp"
#include "kernel/plugins/host.hpp"
#include "kernel/storage/events.hpp"

#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace guichet::jobs {

struct RunnerOptions {
  std::string node;                  ///< names this process in the database; a restarted node keeps its name
  std::size_t threads = 4;           ///< to begin with: whoever finds none idle adds one...
  std::size_t most_threads = 64;     ///< ...since an automation may wait for its plugin for minutes
  std::size_t threads_a_plugin = 4;  ///< or few more: no plugin keeps the others, or the letters, waiting
  /// Asks a plugin and waits. Wired to the plugin host by main.
  std::function<plugins::AutomationOutcome(const plugins::PluginCall&)> run_automation;
  /// Sends a letter. Error{unavailable}: tried again later. Wired to the mail transport by main.
  std::function<domain::Result<domain::Done>(const storage::Mail&)> send_mail;
  bool forget_mail_parameters = true;  ///< a demonstration keeps letters to show them
  std::function<domain::Instant()> now;
};

/// Runs the jobs that changes left: claims those that are due, each on a thread of a pool that grows while its threads
/// wait for plugins, of which each may keep a few waiting and no more. What was running when a node died is found again
/// by its lease: an automation that may have happened outside is never guessed about.
class Runner {
 public:
  Runner(const counter::Counter& counter, RunnerOptions options);
  ~Runner();  ///< finishes what runs
  Runner(const Runner&) = delete;
  Runner& operator=(const Runner&) = delete;

  /// Something new may be due. Any thread, cheap.
  void wake();

 private:
  void work();
  void run(const storage::Job& job);
  void run_automation(const storage::Job& job);
  void run_schedule(const storage::Job& job);
  void run_parts(const storage::Job& job);
  void keep(const storage::Job& job, const std::function<domain::Result<domain::Done>()>& settle);
  void run_mail(const storage::Job& job);
  [[nodiscard]] bool stopping();
  void recover_interrupted(const std::string& node);
  void tidy();
  void tell_promises();
  void collect_files();
  [[nodiscard]] std::vector<storage::Job> claim_one();
  [[nodiscard]] std::chrono::milliseconds until_next();
  [[nodiscard]] std::vector<std::string> plugins_at_their_share();
  void begin(const storage::Job& job);
  void end(const storage::Job& job);

  const counter::Counter& counter_;
  RunnerOptions options_;
  std::mutex mutex_;
  std::condition_variable woken_;
  std::uint64_t wakes_ = 0;
  bool stop_ = false;
  domain::Instant tidied_ = 0, collected_ = 0;
  std::size_t idle_ = 0;                        ///< threads that wait for something to do
  std::map<std::string, std::size_t> working_;  ///< automations that run, by plugin
  std::vector<std::thread> threads_;
};

}  // namespace guichet::jobs
