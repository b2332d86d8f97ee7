// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/counter.hpp"
#include "kernel/plugins/host.hpp"
#include "kernel/storage/events.hpp"

#include <optional>
#include <string>

/// What plugins do at a time rather than for a request: schedules of manifests, run by jobs of kind "schedule", once
/// over all nodes and never two of one schedule at once.
namespace guichet::counter {

/// Learns the schedules of enabled plugins, forgets those of others, and leaves a job for each that is due: what was
/// due while nobody looked runs once. Called by every node, every minute; answers how many jobs it left.
std::size_t keep_schedules(const Counter& counter, domain::Instant now);

/// What must be asked of a plugin for a job, with the run marked as under way. Nothing when it cannot begin now: its
/// plugin is not enabled, or another run of it is under way; the job was then put off or ended.
[[nodiscard]] std::optional<plugins::PluginCall> begin_scheduled_run(const Counter& counter, const storage::Job& job,
                                                                     domain::Instant now);

/// Commits what the plugin asked of the counter together with the outcome of the run, in one transaction. Error:
/// nothing was written, and the same outcome may be applied again.
domain::Result<domain::Done> end_scheduled_run(const Counter& counter, const storage::Job& job,
                                               const plugins::AutomationOutcome& outcome, domain::Instant now);

/// Within a write: leaves a run that a plugin asked for.
void leave_run(storage::Connection& connection, const std::string& plugin, const std::string& name,
               domain::Instant when, const nlohmann::json& input);

}  // namespace guichet::counter
