// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/storage/plugin_states.hpp"

#include "kernel/storage/query.hpp"

namespace guichet::storage {

template <typename Visitor, Is<PluginState> Row>
void columns(Visitor& column, Row& row) {
  column("id", row.id);
  column("version", row.version);
  column("fingerprint", row.fingerprint);
  column("folder", row.folder);
  column("enabled", row.enabled);
  column("capabilities", row.capabilities);
  column("changed", row.changed);
  column("previous", row.previous);
  column("previous_version", row.previous_version);
  column("previous_capabilities", row.previous_capabilities);
  column("probation_until", row.probation_until);
  column("note", row.note);
}

template <typename Visitor, Is<PluginBundle> Row>
void columns(Visitor& column, Row& row) {
  column("plugin", row.plugin);
  column("fingerprint", row.fingerprint);
  column("version", row.version);
  column("archive", row.archive);
  column("signer", row.signer);
  column("installed", row.installed);
}

template <typename Visitor, Is<PluginKey> Row>
void columns(Visitor& column, Row& row) {
  column("key", row.key);
  column("name", row.name);
  column("plugins", row.plugins);
  column("added", row.added);
}

template <typename Visitor, Is<PluginHealth> Row>
void columns(Visitor& column, Row& row) {
  column("node", row.node);
  column("plugin", row.plugin);
  column("at", row.at);
  column("snapshot", row.snapshot);
}

std::vector<PluginState> PluginStates::all() {
  static const std::string sql = "SELECT " + names_of<PluginState>() + " FROM plugin_state ORDER BY id";
  return ask<PluginState>(connection_, sql);
}

std::optional<PluginState> PluginStates::find(std::string_view id) {
  static const std::string sql = "SELECT " + names_of<PluginState>() + " FROM plugin_state WHERE id = ?";
  return ask_one<PluginState>(connection_, sql, id);
}

void PluginStates::save(const PluginState& state) {
  static const std::string sql =
      "INSERT INTO plugin_state (" + names_of<PluginState>() + ") VALUES (" + places_of<PluginState>() +
      ") ON CONFLICT (id) DO UPDATE SET version = excluded.version, fingerprint = excluded.fingerprint,"
      " folder = excluded.folder, enabled = excluded.enabled, capabilities = excluded.capabilities,"
      " changed = excluded.changed, previous = excluded.previous, previous_version = excluded.previous_version,"
      " previous_capabilities = excluded.previous_capabilities, probation_until = excluded.probation_until,"
      " note = excluded.note";
  run(connection_, sql, state);
}

void PluginStates::remove(std::string_view id) {
  run(connection_, "DELETE FROM plugin_state WHERE id = ?", id);
}

std::vector<PluginBundle> PluginBundles::all() {
  static const std::string sql =
      "SELECT " + names_of<PluginBundle>() + " FROM plugin_bundle ORDER BY plugin, installed DESC, fingerprint";
  return ask<PluginBundle>(connection_, sql);
}

std::vector<PluginBundle> PluginBundles::of_plugin(std::string_view plugin) {
  static const std::string sql = "SELECT " + names_of<PluginBundle>() +
                                 " FROM plugin_bundle WHERE plugin = ? ORDER BY installed DESC, fingerprint";
  return ask<PluginBundle>(connection_, sql, plugin);
}

std::optional<PluginBundle> PluginBundles::find(std::string_view plugin, std::string_view fingerprint) {
  static const std::string sql =
      "SELECT " + names_of<PluginBundle>() + " FROM plugin_bundle WHERE plugin = ? AND fingerprint = ?";
  return ask_one<PluginBundle>(connection_, sql, plugin, fingerprint);
}

void PluginBundles::save(const PluginBundle& bundle) {
  static const std::string sql =
      "INSERT INTO plugin_bundle (" + names_of<PluginBundle>() + ") VALUES (" + places_of<PluginBundle>() +
      ") ON CONFLICT (plugin, fingerprint) DO UPDATE SET archive = excluded.archive, signer = excluded.signer,"
      " installed = excluded.installed";
  run(connection_, sql, bundle);
}

void PluginBundles::remove(std::string_view plugin, std::string_view fingerprint) {
  run(connection_, "DELETE FROM plugin_bundle WHERE plugin = ? AND fingerprint = ?", plugin, fingerprint);
}

void PluginBundles::remove_all(std::string_view plugin) {
  run(connection_, "DELETE FROM plugin_bundle WHERE plugin = ?", plugin);
}

bool PluginBundles::names_file(std::string_view sha256) {
  return !ask<std::int64_t>(connection_, "SELECT 1 FROM plugin_bundle WHERE archive = ? LIMIT 1", sha256).empty();
}

std::vector<std::string> PluginBundles::files_named() {
  return ask<std::string>(connection_, "SELECT DISTINCT archive FROM plugin_bundle ORDER BY archive");
}

static std::string automation_of_job(const Connection& connection) {
  return connection.dialect() == Dialect::sqlite ? "json_extract(payload, '$.automation')"
                                                 : "CAST(payload AS json) ->> 'automation'";
}

// An administrator's question, asked once in a while: it walks through what is open, nothing more.
PluginWork work_of_plugin(Connection& connection, std::string_view plugin) {
  const std::string prefix = std::string(plugin) + "/%";
  const std::string automation = automation_of_job(connection);
  const auto jobs = [&](const char* state) {
    return ask_one<std::int64_t>(connection,
                                 "SELECT COUNT(*) FROM job WHERE state = '" + std::string(state) +
                                     "' AND kind = 'automation' AND " + automation + " LIKE ?",
                                 prefix)
        .value_or(0);
  };
  PluginWork work;
  work.open_requests =
      ask_one<std::int64_t>(connection, "SELECT COUNT(*) FROM request WHERE status < 4 AND service LIKE ?", prefix)
          .value_or(0);
  work.waiting_automations = jobs("ready");
  work.running_automations = jobs("running");
  return work;
}

std::int64_t hasten_automations(Connection& connection, std::string_view plugin, domain::Instant now,
                                std::int64_t most) {
  return run(connection,
             "UPDATE job SET run_at = ? WHERE state = 'ready' AND kind = 'automation' AND run_at > ? AND run_at <= ?"
             " AND " +
                 automation_of_job(connection) + " LIKE ?",
             now, now, now + most, std::string(plugin) + "/%");
}

std::vector<PluginKey> PluginKeys::all() {
  static const std::string sql = "SELECT " + names_of<PluginKey>() + " FROM plugin_key ORDER BY name, key";
  return ask<PluginKey>(connection_, sql);
}

std::optional<PluginKey> PluginKeys::find(std::string_view key) {
  static const std::string sql = "SELECT " + names_of<PluginKey>() + " FROM plugin_key WHERE key = ?";
  return ask_one<PluginKey>(connection_, sql, key);
}

void PluginKeys::save(const PluginKey& key) {
  static const std::string sql = "INSERT INTO plugin_key (" + names_of<PluginKey>() + ") VALUES (" +
                                 places_of<PluginKey>() +
                                 ") ON CONFLICT (key) DO UPDATE SET name = excluded.name, plugins = excluded.plugins";
  run(connection_, sql, key);
}

void PluginKeys::remove(std::string_view key) {
  run(connection_, "DELETE FROM plugin_key WHERE key = ?", key);
}

std::vector<PluginHealth> PluginHealths::all() {
  static const std::string sql = "SELECT " + names_of<PluginHealth>() + " FROM plugin_health ORDER BY plugin, node";
  return ask<PluginHealth>(connection_, sql);
}

std::vector<PluginHealth> PluginHealths::of_plugin(std::string_view plugin) {
  static const std::string sql =
      "SELECT " + names_of<PluginHealth>() + " FROM plugin_health WHERE plugin = ? ORDER BY node";
  return ask<PluginHealth>(connection_, sql, plugin);
}

std::vector<std::string> PluginHealths::nodes(domain::Instant since) {
  return ask<std::string>(connection_, "SELECT node FROM plugin_health WHERE plugin = '' AND at >= ? ORDER BY node",
                          since);
}

void PluginHealths::save(const PluginHealth& health) {
  static const std::string sql =
      "INSERT INTO plugin_health (" + names_of<PluginHealth>() + ") VALUES (" + places_of<PluginHealth>() +
      ") ON CONFLICT (node, plugin) DO UPDATE SET at = excluded.at, snapshot = excluded.snapshot";
  run(connection_, sql, health);
}

void PluginHealths::remove(std::string_view node, std::string_view plugin) {
  run(connection_, "DELETE FROM plugin_health WHERE node = ? AND plugin = ?", node, plugin);
}

void PluginHealths::remove_node(std::string_view node) {
  run(connection_, "DELETE FROM plugin_health WHERE node = ?", node);
}

void PluginHealths::remove_silent(domain::Instant since) {
  run(connection_,
      "DELETE FROM plugin_health WHERE node NOT IN (SELECT node FROM plugin_health WHERE plugin = '' AND at >= ?)",
      since);
}

}  // namespace guichet::storage
