// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <guichet/plugin.h>

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace guichet::plugins::worker {

/// What every function that a plugin offers looks like: a name of the manifest, a JSON value, and where the answer
/// goes.
using PluginFunction = std::int32_t (*)(const guichet_plugin*, const guichet_call*, guichet_str, guichet_json,
                                        const guichet_sink*);

/// The tables of a plugin by the id of their extension, those that are whole. They live until destroy().
using OfferedTables = std::map<std::string, const void*, std::less<>>;

/// Asks the plugin for every extension this worker knows. A table is taken when it is as large as this revision and all
/// its functions are there. What the plugin throws passes through. [main thread, between create and start]
[[nodiscard]] OfferedTables offered_tables(const guichet_plugin* plugin);

/// The function of an extension that the plugin offers, or null.
[[nodiscard]] PluginFunction find_plugin_function(const OfferedTables& offered, std::string_view extension,
                                                  std::string_view function);

}  // namespace guichet::plugins::worker
