// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/counter.hpp"
#include "kernel/domain/request.hpp"

#include <vector>

namespace guichet::counter {

/// Facts that a plugin shows beside a request: typed blocks, checked, never HTML.
struct PanelView {
  const plugins::Panel* panel = nullptr;            ///< borrowed from the snapshot
  nlohmann::json blocks = nlohmann::json::array();  ///< as guichet/ext/draft/panel.h describes them
  bool answered = false;                            ///< else its plugin says nothing now
};
struct PanelsView {
  plugins::SnapshotPtr snapshot;
  std::vector<PanelView> panels;
};

/// Whether any panel is shown beside requests of this service (full id; empty for a free request).
[[nodiscard]] bool has_panels(const plugins::Snapshot& snapshot, const std::string& service);

/// The panels beside a request, asked of their plugins now: for its team only, not_found for anybody else. Waits for
/// each as long as its manifest says (a second), five seconds in all.
[[nodiscard]] domain::Result<PanelsView> panels(const Counter& counter, const Asker& asker, domain::RequestId request);

}  // namespace guichet::counter
