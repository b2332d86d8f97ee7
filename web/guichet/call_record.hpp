// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/plugins/host.hpp"
#include "web/pages/visit.hpp"

#include <deque>
#include <mutex>
#include <string>
#include <vector>

namespace guichet::web {

/// The last calls of the plugin that somebody is writing (serve --develop ID), for the aside of the pages. Of any other
/// plugin nothing is kept. Any thread.
class CallRecord {
 public:
  /// Empty: nothing is kept at all.
  explicit CallRecord(std::string plugin) : plugin_(std::move(plugin)) {}

  /// Runs the call and notes how it ended.
  [[nodiscard]] plugins::AutomationOutcome run(plugins::PluginHost& host, const plugins::PluginCall& call);
  /// The latest first.
  [[nodiscard]] std::vector<pages::DevelopedCall> latest() const;

 private:
  std::string plugin_;
  mutable std::mutex mutex_;
  std::deque<pages::DevelopedCall> calls_;
};

}  // namespace guichet::web
