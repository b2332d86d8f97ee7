// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/plugins/host.hpp"
#include "web/pages/visit.hpp"

#include <chrono>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <vector>

namespace guichet::web {

/// The last calls of the plugin that somebody is writing (serve --develop ID), for the aside of the pages. Of any other
/// plugin nothing is kept. Any thread.
class CallRecord {
 public:
  /// `plugin` empty: nothing is kept at all. `now` in milliseconds since 1970.
  CallRecord(std::string plugin, std::function<domain::Instant()> now)
      : plugin_(std::move(plugin)), now_(std::move(now)) {}

  /// Runs the call and notes how it ended.
  [[nodiscard]] plugins::AutomationOutcome run(plugins::PluginHost& host, const plugins::PluginCall& call);
  /// The same of a question: the choices of a field, a verdict, a panel.
  [[nodiscard]] plugins::PluginAnswer ask(plugins::PluginHost& host, const plugins::PluginCall& call,
                                          const plugins::ShapeCheck& shape);
  /// The latest first.
  [[nodiscard]] std::vector<pages::DevelopedCall> latest() const;

 private:
  using Moment = std::chrono::steady_clock::time_point;
  [[nodiscard]] bool keeps(const plugins::PluginCall& call) const;
  void note(const plugins::PluginCall& call, const std::string& outcome, Moment started);

  std::string plugin_;
  std::function<domain::Instant()> now_;
  mutable std::mutex mutex_;
  std::deque<pages::DevelopedCall> calls_;
};

}  // namespace guichet::web
