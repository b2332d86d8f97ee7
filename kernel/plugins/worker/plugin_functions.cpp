// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/plugins/worker/plugin_functions.hpp"

#include <guichet/ext/draft/assistant.h>
#include <guichet/ext/draft/directory.h>
#include <guichet/ext/draft/panel.h>
#include <guichet/ext/draft/schedule-run.h>
#include <guichet/ext/draft/sign-in.h>
#include <guichet/ext/draft/transport.h>

#include <cstring>
#include <type_traits>

namespace guichet::plugins::worker {
namespace {

struct Function {
  const char* extension;
  std::string_view name;
  std::size_t table_size;
  std::size_t offset;
};

/// One line a function. The compiler refuses one that does not look like PluginFunction.
#define GUICHET_FUNCTION(extension, table, function)              \
  (static_assert_is_plugin_function<decltype(table::function)>(), \
   Function{extension, #function, sizeof(table), offsetof(table, function)})

template <typename Member>
constexpr void static_assert_is_plugin_function() {
  static_assert(std::is_same_v<Member, PluginFunction>);
}

constexpr Function functions[] = {
    GUICHET_FUNCTION(GUICHET_EXT_AUTOMATION, guichet_plugin_automation, run),
    GUICHET_FUNCTION(GUICHET_EXT_OPTION_SOURCE, guichet_plugin_option_source, list),
    GUICHET_FUNCTION(GUICHET_EXT_VALIDATOR, guichet_plugin_validator, check),
    GUICHET_FUNCTION(GUICHET_EXT_SCHEDULE_RUN, guichet_plugin_schedule_run, run),
    GUICHET_FUNCTION(GUICHET_EXT_PANEL, guichet_plugin_panel, render),
    GUICHET_FUNCTION(GUICHET_EXT_SIGN_IN, guichet_plugin_sign_in, begin),
    GUICHET_FUNCTION(GUICHET_EXT_SIGN_IN, guichet_plugin_sign_in, finish),
    GUICHET_FUNCTION(GUICHET_EXT_DIRECTORY, guichet_plugin_directory, find),
    GUICHET_FUNCTION(GUICHET_EXT_DIRECTORY, guichet_plugin_directory, list),
    GUICHET_FUNCTION(GUICHET_EXT_TRANSPORT, guichet_plugin_transport, send),
    GUICHET_FUNCTION(GUICHET_EXT_ASSISTANT, guichet_plugin_assistant, propose),
};

PluginFunction function_at(const void* table, std::size_t offset) {
  PluginFunction function = nullptr;
  std::memcpy(&function, static_cast<const char*>(table) + offset, sizeof function);
  return function;
}

bool is_whole(const void* table, std::string_view extension) {
  std::uint32_t size = 0;  // the first member of every table
  std::memcpy(&size, table, sizeof size);
  for (const Function& function : functions) {
    if (function.extension != extension) continue;
    if (size < function.table_size || function_at(table, function.offset) == nullptr) return false;
  }
  return true;
}

}  // namespace

OfferedTables offered_tables(const guichet_plugin* plugin) {
  OfferedTables offered;
  const char* asked = "";
  for (const Function& function : functions) {
    if (std::strcmp(function.extension, asked) == 0) continue;  // the functions of an extension stand together
    asked = function.extension;
    const void* const table = plugin->get_extension(plugin, asked);
    if (table != nullptr && is_whole(table, asked)) offered.emplace(asked, table);
  }
  return offered;
}

PluginFunction find_plugin_function(const OfferedTables& offered, std::string_view extension,
                                    std::string_view function) {
  const auto table = offered.find(extension);
  if (table == offered.end()) return nullptr;
  for (const Function& known : functions) {
    if (known.extension == extension && known.name == function) return function_at(table->second, known.offset);
  }
  return nullptr;
}

}  // namespace guichet::plugins::worker
