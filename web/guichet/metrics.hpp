// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/plugins/host.hpp"
#include "web/server/server.hpp"

#include <string>
#include <vector>

namespace guichet::web {

/// Figures for a Prometheus server, in its text format (version 0.0.4).
[[nodiscard]] std::string metrics_text(const server::Counters& counters, std::size_t streams,
                                       const std::vector<plugins::WorkerHealth>& workers);

}  // namespace guichet::web
