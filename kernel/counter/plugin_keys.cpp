// SPDX-License-Identifier: GPL-3.0-or-later
// Whose signatures are trusted, and for what.
#include "kernel/counter/plugin_change.hpp"
#include "kernel/counter/plugin_lifecycle.hpp"
#include "kernel/plugins/rules/format.hpp"
#include "kernel/plugins/signature.hpp"
#include "kernel/storage/accounts.hpp"
#include "kernel/storage/plugin_states.hpp"

#include <algorithm>

namespace guichet::counter {
namespace {

using domain::Done;
using domain::Error;
using domain::ErrorKind;
using domain::Result;

constexpr std::size_t longest_key_name = 200;

bool is_plugin_or_any(const std::string& id) {
  return id == "*" || plugins::format_problem("guichet-id", id).empty();
}

}  // namespace

Result<std::vector<PluginKeyView>> plugin_keys(const Counter& counter, const Asker& asker) {
  if (const auto refused = refuse_unless_administrator(asker)) return *refused;
  storage::Reader reader = counter.database.read();
  std::vector<PluginKeyView> views;
  for (auto& key : storage::PluginKeys(reader).all()) {
    views.push_back({std::move(key.key), std::move(key.name), std::move(key.plugins), key.added});
  }
  return views;
}

Result<Done> trust_plugin_key(const Counter& counter, const Asker& asker, const std::string& public_key,
                              const std::string& name, const std::vector<std::string>& plugins) {
  if (const auto refused = refuse_unless_administrator(asker)) return *refused;
  if (!plugins::read_public_key(public_key) || name.size() > longest_key_name) {
    return Error{ErrorKind::invalid, "error.plugin.bad-key", {}, {}, ""};
  }
  if (plugins.empty() || !std::all_of(plugins.begin(), plugins.end(), is_plugin_or_any)) {
    return Error{ErrorKind::invalid, "error.plugin.key-for-nothing", {}, {}, ""};
  }
  return counter.database.write([&](storage::Connection& connection) -> Result<Done> {
    storage::PluginKeys keys(connection);
    storage::PluginKey key{public_key, name, {}, asker.now};
    if (const auto known = keys.find(public_key)) {
      key = *known;
      if (!name.empty()) key.name = name;
    }
    for (const std::string& plugin : plugins) {
      if (std::find(key.plugins.begin(), key.plugins.end(), plugin) == key.plugins.end()) key.plugins.push_back(plugin);
    }
    keys.save(key);
    storage::Audit(connection)
        .append({asker.now, asker.id(), "plugin-key.trust", "plugin-key:" + public_key,
                 nlohmann::json{{"plugins", key.plugins}}.dump()});
    return Done{};
  });
}

Result<Done> untrust_plugin_key(const Counter& counter, const Asker& asker, const std::string& public_key) {
  if (const auto refused = refuse_unless_administrator(asker)) return *refused;
  return counter.database.write([&](storage::Connection& connection) -> Result<Done> {
    storage::PluginKeys keys(connection);
    if (!keys.find(public_key)) return Error{ErrorKind::not_found, "error.plugin.no-such-key", {}, {}, ""};
    keys.remove(public_key);
    storage::Audit(connection).append({asker.now, asker.id(), "plugin-key.untrust", "plugin-key:" + public_key, "{}"});
    return Done{};
  });
}

}  // namespace guichet::counter
