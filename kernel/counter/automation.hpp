// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/counter.hpp"
#include "kernel/plugins/host.hpp"
#include "kernel/storage/events.hpp"

#include <functional>
#include <string>

namespace guichet::counter {

/// What must be asked of a plugin for a job, or nothing when the request no longer needs it.
[[nodiscard]] std::optional<plugins::PluginCall> automation_call(const Counter& counter, const storage::Job& job,
                                                                 domain::Instant now);

/// Commits what the plugin asked of the counter together with the job's outcome, in one transaction: exactly once. When
/// some of it is no longer allowed, nothing of it is done and a person gets the request. Error: nothing was written,
/// and the same outcome may be applied again.
domain::Result<domain::Done> apply_outcome(const Counter& counter, const storage::Job& job,
                                           const plugins::AutomationOutcome& outcome, domain::Instant now);

/// Answers what a running automation reads, and whether what it asks for would be accepted (see plugins::HostPort).
[[nodiscard]] domain::Result<nlohmann::json> answer_plugin(const Counter& counter, const std::string& plugin,
                                                           const plugins::PluginCall& call,
                                                           const plugins::HostRequest& request);

}  // namespace guichet::counter
