// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/time.hpp"
#include "kernel/storage/database.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What the counter keeps for plugins. Each repository works within a read or write of the database; throws
/// soci::soci_error.
namespace guichet::storage {

/// What an administrator set for a plugin.
struct PluginSetting {
  std::string plugin;
  std::string name;
  std::string value;  ///< JSON as text; of a secret, as identity::SecretBox sealed it
  bool secret = false;
  domain::Instant changed = 0;
};
class PluginSettings {
 public:
  explicit PluginSettings(Connection& connection) : connection_(connection) {}
  [[nodiscard]] std::optional<PluginSetting> find(std::string_view plugin, std::string_view name);
  [[nodiscard]] std::vector<PluginSetting> of(std::string_view plugin);  ///< by name
  void set(const PluginSetting& setting);
  void remove(std::string_view plugin, std::string_view name);
  void remove_all(std::string_view plugin);

 private:
  Connection& connection_;
};

/// What a plugin keeps for itself, by key.
struct StoredValue {
  std::string value;  ///< JSON as text
  std::int64_t revision = 0;
};
struct StoredKey {
  std::string key;
  std::int64_t revision = 0;
};
struct StorageUse {
  std::int64_t keys = 0;
  std::int64_t bytes = 0;  ///< of keys and values
};
class PluginStorage {
 public:
  explicit PluginStorage(Connection& connection) : connection_(connection) {}
  [[nodiscard]] std::optional<StoredValue> get(std::string_view plugin, std::string_view key);
  /// Keeps a value when the revision there is `expected` (0: nothing is there). Answers the new one, which no value of
  /// this key had before; nothing when it was another.
  [[nodiscard]] std::optional<std::int64_t> put(std::string_view plugin, std::string_view key, std::int64_t expected,
                                                std::string_view value, domain::Instant now);
  /// False when the revision there is another.
  [[nodiscard]] bool remove(std::string_view plugin, std::string_view key, std::int64_t expected);
  /// Keys that begin with `prefix` and come after `after`, in the order of their bytes.
  [[nodiscard]] std::vector<StoredKey> list(std::string_view plugin, std::string_view prefix, std::string_view after,
                                            std::size_t limit);
  [[nodiscard]] StorageUse use(std::string_view plugin);
  void remove_all(std::string_view plugin);

 private:
  Connection& connection_;
};

/// A schedule of an enabled plugin and when it is due next.
struct PluginSchedule {
  std::string plugin;
  std::string name;
  std::string rule;  ///< as the manifest says it: when it changes, the time is told anew
  domain::Instant next_at = 0;
};
class PluginSchedules {
 public:
  explicit PluginSchedules(Connection& connection) : connection_(connection) {}
  [[nodiscard]] std::vector<PluginSchedule> all();
  [[nodiscard]] std::vector<PluginSchedule> due(domain::Instant now);
  void save(const PluginSchedule& schedule);
  void remove(std::string_view plugin, std::string_view name);
  void remove_all(std::string_view plugin);
  /// Moves a schedule from one time to the next. False when another node did.
  [[nodiscard]] bool move(const PluginSchedule& from, domain::Instant next);

  /// A run that waits for its time: the job that will do it. `regular`: its own time has come, and not that the plugin
  /// asked for it.
  void add_run(std::int64_t job, std::string_view plugin, std::string_view name, bool regular);
  /// Marks the run of this job as under way. False while another of the same schedule is.
  [[nodiscard]] bool begin_run(std::int64_t job);
  [[nodiscard]] bool has_begun(std::int64_t job);  ///< and has not been paused since
  void end_run(std::int64_t job);                  ///< it is over, whatever came of it
  void pause_run(std::int64_t job);                ///< it waits again
  [[nodiscard]] std::int64_t runs_of(std::string_view plugin);
  /// Whether a regular run of this schedule waits or is under way.
  [[nodiscard]] bool has_regular_run(std::string_view plugin, std::string_view name);

 private:
  Connection& connection_;
};

}  // namespace guichet::storage
