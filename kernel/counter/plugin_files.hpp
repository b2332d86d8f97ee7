// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/counter.hpp"
#include "kernel/plugins/host.hpp"

#include <optional>
#include <vector>

namespace guichet::counter {

/// Opens a file for a plugin: an attachment of the request that its call works for, to be read; or a stream to write a
/// new one into (see plugins::FilePort).
[[nodiscard]] domain::Result<plugins::OpenedFile> open_plugin_file(const Counter& counter, const std::string& plugin,
                                                                   const plugins::PluginCall& call,
                                                                   const plugins::HostRequest& asked);

/// Takes what a call wrote into the file store, synced, and says in its effects where it is, before the transaction
/// that names it. May be called again for the same effects. Error{invalid} when a file is not whole, too large, empty,
/// or of a type that is not kept. Waits a second at most for each.
[[nodiscard]] std::optional<domain::Error> store_written_files(const Counter& counter,
                                                               std::vector<plugins::HostRequest>& effects);

}  // namespace guichet::counter
