// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/plugins/worker/plugin_functions.hpp"

#ifndef BOOST_DLL_USE_STD_FS
#define BOOST_DLL_USE_STD_FS
#endif
#include <guichet/plugin.h>

#include <boost/dll/shared_library.hpp>

#include <filesystem>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace guichet::plugins::worker {

/// Why a plugin cannot be used: a short name for the catalogue of texts, and words for the log.
struct Refusal {
  std::string reason;  ///< not-loadable, no-entry, wrong-magic, wrong-version, create-failed, incomplete,
                       ///< missing-extension, start-failed
  std::string detail;
};

/// A created plugin. The library stays loaded until the process ends: its threads, its thread-local destructors and
/// its exit handlers may run until then.
struct LoadedPlugin {
  boost::dll::shared_library library;
  const guichet_plugin* plugin = nullptr;
  OfferedTables offered;
};

/// Loads bundle/plugin.so and creates the plugin, gate after gate; exceptions of the plugin stay inside.
/// `required` are the extensions its manifest needs it to offer. [main thread]
[[nodiscard]] std::variant<LoadedPlugin, Refusal> load_plugin(const std::filesystem::path& bundle, std::string_view id,
                                                              const std::vector<std::string>& required,
                                                              const guichet_host* host);

}  // namespace guichet::plugins::worker
