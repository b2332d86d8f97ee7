// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/time.hpp"
#include "kernel/storage/database.hpp"

#include <nlohmann/json.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace guichet::storage {

/// Which version of a plugin is current, and which one it can go back to.
struct PluginState {
  std::string id, version, fingerprint;
  std::string folder;  ///< relative to the data folder: "plugins/it/<fingerprint>"
  bool enabled = true;
  std::vector<std::string> capabilities;  ///< approved by an administrator for the current version
  domain::Instant changed = 0;
  std::string previous;  ///< fingerprint; empty: there is none
  std::string previous_version;
  std::vector<std::string> previous_capabilities;
  domain::Instant probation_until = 0;             ///< a failure before it rolls back; 0: none
  nlohmann::json note = nlohmann::json::object();  ///< {"key", "parameters", "detail"}: what the counter did by itself
};
class PluginStates {
 public:
  explicit PluginStates(Connection& connection) : connection_(connection) {}
  [[nodiscard]] std::vector<PluginState> all();
  [[nodiscard]] std::optional<PluginState> find(std::string_view id);
  void save(const PluginState& state);
  void remove(std::string_view id);

 private:
  Connection& connection_;
};

/// One version that is kept, as an archive in the files store.
struct PluginBundle {
  std::string plugin, fingerprint, version;
  std::string archive;  ///< SHA-256 of the file
  std::string signer;   ///< base64 of the key that its signature names, valid when it was installed; empty: none
  domain::Instant installed = 0;
};
class PluginBundles {
 public:
  explicit PluginBundles(Connection& connection) : connection_(connection) {}
  [[nodiscard]] std::vector<PluginBundle> all();
  [[nodiscard]] std::vector<PluginBundle> of_plugin(std::string_view plugin);  ///< newest first
  [[nodiscard]] std::optional<PluginBundle> find(std::string_view plugin, std::string_view fingerprint);
  void save(const PluginBundle& bundle);
  void remove(std::string_view plugin, std::string_view fingerprint);
  void remove_all(std::string_view plugin);
  /// For the files store: whether it must be kept, and all that must be.
  [[nodiscard]] bool names_file(std::string_view sha256);
  [[nodiscard]] std::vector<std::string> files_named();

 private:
  Connection& connection_;
};

/// What is under way with a plugin's services and automations.
struct PluginWork {
  std::int64_t open_requests = 0;
  std::int64_t waiting_automations = 0, running_automations = 0;
};
[[nodiscard]] PluginWork work_of_plugin(Connection& connection, std::string_view plugin);

/// Makes automations that waited for this plugin due, instead of after a pause that grew while it was away. One that
/// its plugin put off for longer than `most` stays put off. Answers how many.
std::int64_t hasten_automations(Connection& connection, std::string_view plugin, domain::Instant now,
                                std::int64_t most);

/// A public key that an administrator trusts.
struct PluginKey {
  std::string key;  ///< base64
  std::string name;
  std::vector<std::string> plugins;  ///< ids it may sign; "*": any
  domain::Instant added = 0;
};
class PluginKeys {
 public:
  explicit PluginKeys(Connection& connection) : connection_(connection) {}
  [[nodiscard]] std::vector<PluginKey> all();
  [[nodiscard]] std::optional<PluginKey> find(std::string_view key);
  void save(const PluginKey& key);
  void remove(std::string_view key);

 private:
  Connection& connection_;
};

/// How a plugin fares on one node; without a plugin: that the node lives.
struct PluginHealth {
  std::string node, plugin;
  domain::Instant at = 0;
  nlohmann::json snapshot = nlohmann::json::object();
};
class PluginHealths {
 public:
  explicit PluginHealths(Connection& connection) : connection_(connection) {}
  [[nodiscard]] std::vector<PluginHealth> all();
  [[nodiscard]] std::vector<PluginHealth> of_plugin(std::string_view plugin);
  /// Nodes heard of since \p since.
  [[nodiscard]] std::vector<std::string> nodes(domain::Instant since);
  void save(const PluginHealth& health);
  void remove(std::string_view node, std::string_view plugin);
  void remove_node(std::string_view node);
  /// Everything of nodes that were not heard of since \p since.
  void remove_silent(domain::Instant since);

 private:
  Connection& connection_;
};

}  // namespace guichet::storage
