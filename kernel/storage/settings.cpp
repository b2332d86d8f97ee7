// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/storage/settings.hpp"

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
}

std::optional<std::string> Settings::get(std::string_view key) {
  return ask_one<std::string>(connection_, "SELECT value FROM setting WHERE key = ?", key);
}

void Settings::set(std::string_view key, std::string_view value) {
  run(connection_,
      "INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value", key,
      value);
}

std::vector<PluginState> PluginStates::all() {
  static const std::string sql = "SELECT " + names_of<PluginState>() + " FROM plugin_state ORDER BY id";
  return ask<PluginState>(connection_, sql);
}

void PluginStates::save(const PluginState& state) {
  static const std::string sql =
      "INSERT INTO plugin_state (" + names_of<PluginState>() + ") VALUES (" + places_of<PluginState>() +
      ") ON CONFLICT (id) DO UPDATE SET version = excluded.version, fingerprint = excluded.fingerprint,"
      " folder = excluded.folder, enabled = excluded.enabled, capabilities = excluded.capabilities,"
      " changed = excluded.changed";
  run(connection_, sql, state);
}

void ArticleCounts::add(std::string_view article, std::string_view what, std::string_view day) {
  run(connection_,
      "INSERT INTO article_count (article, what, day, number) VALUES (?, ?, ?, 1)"
      " ON CONFLICT (article, what, day) DO UPDATE SET number = article_count.number + 1",
      article, what, day);
}

std::int64_t ArticleCounts::total(std::string_view article, std::string_view what) {
  return ask_one<std::int64_t>(
             connection_,
             "SELECT CAST(COALESCE(SUM(number), 0) AS bigint) FROM article_count WHERE article = ? AND what = ?",
             article, what)
      .value_or(0);
}

}  // namespace guichet::storage
