// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/storage/plugin_services.hpp"

#include "kernel/storage/query.hpp"

#include <algorithm>

namespace guichet::storage {

template <typename Visitor, Is<PluginSetting> Row>
void columns(Visitor& column, Row& row) {
  column("plugin", row.plugin);
  column("name", row.name);
  column("value", row.value);
  column("secret", row.secret);
  column("changed", row.changed);
}

template <typename Visitor, Is<StoredValue> Row>
void columns(Visitor& column, Row& row) {
  column("value", row.value);
  column("revision", row.revision);
}

template <typename Visitor, Is<StoredKey> Row>
void columns(Visitor& column, Row& row) {
  column("key", row.key);
  column("revision", row.revision);
}

template <typename Visitor, Is<StorageUse> Row>
void columns(Visitor& column, Row& row) {
  column("keys", row.keys);
  column("bytes", row.bytes);
}

template <typename Visitor, Is<PluginSchedule> Row>
void columns(Visitor& column, Row& row) {
  column("plugin", row.plugin);
  column("name", row.name);
  column("rule", row.rule);
  column("next_at", row.next_at);
}

std::optional<PluginSetting> PluginSettings::find(std::string_view plugin, std::string_view name) {
  static const std::string sql =
      "SELECT " + names_of<PluginSetting>() + " FROM plugin_setting WHERE plugin = ? AND name = ?";
  return ask_one<PluginSetting>(connection_, sql, plugin, name);
}

std::vector<PluginSetting> PluginSettings::of(std::string_view plugin) {
  static const std::string sql =
      "SELECT " + names_of<PluginSetting>() + " FROM plugin_setting WHERE plugin = ? ORDER BY name";
  return ask<PluginSetting>(connection_, sql, plugin);
}

void PluginSettings::set(const PluginSetting& setting) {
  static const std::string sql =
      "INSERT INTO plugin_setting (" + names_of<PluginSetting>() + ") VALUES (" + places_of<PluginSetting>() +
      ") ON CONFLICT (plugin, name) DO UPDATE SET value = excluded.value, secret = excluded.secret,"
      " changed = excluded.changed";
  run(connection_, sql, setting);
}

void PluginSettings::remove(std::string_view plugin, std::string_view name) {
  run(connection_, "DELETE FROM plugin_setting WHERE plugin = ? AND name = ?", plugin, name);
}

void PluginSettings::remove_all(std::string_view plugin) {
  run(connection_, "DELETE FROM plugin_setting WHERE plugin = ?", plugin);
}

std::optional<StoredValue> PluginStorage::get(std::string_view plugin, std::string_view key) {
  return ask_one<StoredValue>(connection_, "SELECT value, revision FROM plugin_storage WHERE plugin = ? AND key = ?",
                              plugin, key);
}

std::optional<std::int64_t> PluginStorage::put(std::string_view plugin, std::string_view key, std::int64_t expected,
                                               std::string_view value, domain::Instant now) {
  // Made of the clock, so that a value removed and kept anew is not taken for the one that was read before.
  const std::int64_t revision = std::max(expected + 1, now);
  const auto bytes = static_cast<std::int64_t>(key.size() + value.size());
  const std::int64_t changed =
      expected == 0 ? run(connection_,
                          "INSERT INTO plugin_storage (plugin, key, value, revision, bytes) VALUES (?, ?, ?, ?, ?)"
                          " ON CONFLICT (plugin, key) DO NOTHING",
                          plugin, key, value, revision, bytes)
                    : run(connection_,
                          "UPDATE plugin_storage SET value = ?, revision = ?, bytes = ?"
                          " WHERE plugin = ? AND key = ? AND revision = ?",
                          value, revision, bytes, plugin, key, expected);
  return changed == 1 ? std::optional(revision) : std::nullopt;
}

bool PluginStorage::remove(std::string_view plugin, std::string_view key, std::int64_t expected) {
  return run(connection_, "DELETE FROM plugin_storage WHERE plugin = ? AND key = ? AND revision = ?", plugin, key,
             expected) == 1;
}

std::vector<StoredKey> PluginStorage::list(std::string_view plugin, std::string_view prefix, std::string_view after,
                                           std::size_t limit) {
  // Keys are a-z 0-9 . _ / -, so the sign after z ends every key that begins alike.
  const std::string end = std::string(prefix) + "~";
  return ask<StoredKey>(connection_,
                        "SELECT key, revision FROM plugin_storage WHERE plugin = ? AND key >= ? AND key < ?"
                        " AND key > ? ORDER BY key LIMIT ?",
                        plugin, prefix, end, after, limit);
}

StorageUse PluginStorage::use(std::string_view plugin) {
  return ask_one<StorageUse>(connection_,
                             "SELECT CAST(COUNT(*) AS bigint) AS keys, CAST(COALESCE(SUM(bytes), 0) AS bigint) AS bytes"
                             " FROM plugin_storage WHERE plugin = ?",
                             plugin)
      .value_or(StorageUse{});
}

void PluginStorage::remove_all(std::string_view plugin) {
  run(connection_, "DELETE FROM plugin_storage WHERE plugin = ?", plugin);
}

std::vector<PluginSchedule> PluginSchedules::all() {
  static const std::string sql = "SELECT " + names_of<PluginSchedule>() + " FROM plugin_schedule ORDER BY plugin, name";
  return ask<PluginSchedule>(connection_, sql);
}

std::vector<PluginSchedule> PluginSchedules::due(domain::Instant now) {
  static const std::string sql = "SELECT " + names_of<PluginSchedule>() +
                                 " FROM plugin_schedule WHERE next_at <= ? ORDER BY next_at, plugin, name";
  return ask<PluginSchedule>(connection_, sql, now);
}

void PluginSchedules::save(const PluginSchedule& schedule) {
  static const std::string sql =
      "INSERT INTO plugin_schedule (" + names_of<PluginSchedule>() + ") VALUES (" + places_of<PluginSchedule>() +
      ") ON CONFLICT (plugin, name) DO UPDATE SET rule = excluded.rule, next_at = excluded.next_at";
  run(connection_, sql, schedule);
}

void PluginSchedules::remove(std::string_view plugin, std::string_view name) {
  run(connection_, "DELETE FROM plugin_schedule WHERE plugin = ? AND name = ?", plugin, name);
}

bool PluginSchedules::move(const PluginSchedule& from, domain::Instant next) {
  return run(connection_, "UPDATE plugin_schedule SET next_at = ? WHERE plugin = ? AND name = ? AND next_at = ?", next,
             from.plugin, from.name, from.next_at) == 1;
}

void PluginSchedules::remove_all(std::string_view plugin) {
  run(connection_, "DELETE FROM plugin_schedule WHERE plugin = ?", plugin);
}

void PluginSchedules::add_run(std::int64_t job, std::string_view plugin, std::string_view name, bool regular) {
  run(connection_, "INSERT INTO plugin_run (job, plugin, name, regular, started) VALUES (?, ?, ?, ?, 0)", job, plugin,
      name, regular);
}

bool PluginSchedules::begin_run(std::int64_t job) {
  return run(connection_,
             "UPDATE plugin_run SET started = 1 WHERE job = ? AND NOT EXISTS (SELECT 1 FROM plugin_run AS other"
             " WHERE other.plugin = plugin_run.plugin AND other.name = plugin_run.name AND other.started = 1"
             " AND other.job <> plugin_run.job)",
             job) == 1;
}

bool PluginSchedules::has_begun(std::int64_t job) {
  return ask_one<std::int64_t>(connection_, "SELECT job FROM plugin_run WHERE job = ? AND started = 1", job)
      .has_value();
}

void PluginSchedules::end_run(std::int64_t job) {
  run(connection_, "DELETE FROM plugin_run WHERE job = ?", job);
}

void PluginSchedules::pause_run(std::int64_t job) {
  run(connection_, "UPDATE plugin_run SET started = 0 WHERE job = ?", job);
}

std::int64_t PluginSchedules::runs_of(std::string_view plugin) {
  return ask_one<std::int64_t>(connection_, "SELECT CAST(COUNT(*) AS bigint) FROM plugin_run WHERE plugin = ?", plugin)
      .value_or(0);
}

bool PluginSchedules::has_regular_run(std::string_view plugin, std::string_view name) {
  return ask_one<std::int64_t>(connection_,
                               "SELECT job FROM plugin_run WHERE plugin = ? AND name = ? AND regular = 1 LIMIT 1",
                               plugin, name)
      .has_value();
}

}  // namespace guichet::storage
