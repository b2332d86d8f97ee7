// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/article_base.hpp"
#include "kernel/counter/counter.hpp"
#include "kernel/counter/incident_board.hpp"
#include "kernel/counter/pinned.hpp"
#include "kernel/plugins/host.hpp"
#include "kernel/plugins/releases.hpp"
#include "kernel/storage/plugin_states.hpp"
#include "web/guichet/options.hpp"

#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace guichet::web {

/// The enabled plugins and the published articles as the database and the disk have them now. What is wrong with one is
/// among `problems` (its id, and why it is left out); the others are not disturbed.
struct EnabledPlugins {
  std::vector<storage::PluginState> states;  ///< of disabled ones too
  plugins::SnapshotPtr snapshot;
  std::vector<plugins::WorkerSpec> workers;  ///< of those in the snapshot that have a library
  std::vector<std::pair<std::string, std::string>> problems;
};

/// What every command works with, opened from a data folder. Members are built in this order and must outlive
/// whatever is given `counter()`.
class Installation {
 public:
  /// Error{not_found, "error.data.none"} when the folder holds nothing and `create` is false; others as the parts say.
  /// With `plugins` false nothing is offered until offer() says what.
  [[nodiscard]] static domain::Result<std::unique_ptr<Installation>> open(const Options& options, bool create,
                                                                          bool plugins = true);

  /// Reads and checks them; bundles that were installed on another node are unpacked from the files store. Any thread.
  [[nodiscard]] EnabledPlugins read_enabled_plugins() const;
  /// Makes them what the counter offers: the snapshot, the index of it, the problems. One thread at a time.
  [[nodiscard]] domain::Result<domain::Done> offer(const EnabledPlugins& enabled);
  /// Both.
  [[nodiscard]] domain::Result<domain::Done> load_plugins() { return offer(read_enabled_plugins()); }
  /// Lets what plugins ask about themselves be answered, and offers nothing: for a command that tries one of them.
  void know(plugins::SnapshotPtr snapshot) { registry_.replace(std::move(snapshot)); }

  [[nodiscard]] const counter::Counter& counter() const { return *counter_; }
  [[nodiscard]] counter::Counter& counter() { return *counter_; }
  [[nodiscard]] storage::Database& database() { return *database_; }
  [[nodiscard]] matching::RequestSearch& search() { return *search_; }
  [[nodiscard]] matching::Matcher& matcher() { return matcher_; }
  [[nodiscard]] const plugins::Registry& registry() const { return registry_; }
  /// Plugins that are left out, and why. Any thread.
  [[nodiscard]] std::vector<std::pair<std::string, std::string>> problems() const;
  [[nodiscard]] std::string files_folder() const { return (data_ / "files").string(); }
  [[nodiscard]] const std::filesystem::path& data() const { return data_; }

 private:
  Installation(std::filesystem::path data, std::unique_ptr<storage::Database> database);
  void read_university();
  [[nodiscard]] std::vector<plugins::Synonym> read_synonyms() const;
  [[nodiscard]] std::vector<plugins::PortalService> read_portal_services() const;

  std::filesystem::path data_;
  std::unique_ptr<storage::Database> database_;
  storage::Files files_;
  plugins::Registry registry_;
  mutable counter::PublishedArticles published_;
  mutable std::mutex problems_mutex_;
  std::vector<std::pair<std::string, std::string>> problems_;
  matching::Matcher matcher_;
  std::unique_ptr<matching::RequestSearch> search_;
  domain::Places places_;
  std::unique_ptr<matching::PlaceMentions> place_mentions_;  ///< over places_
  counter::IncidentBoard incidents_;
  std::vector<storage::Component> components_;
  domain::Calendar calendar_;
  counter::PinnedServices pinned_;
  std::unique_ptr<counter::Counter> counter_;
};

/// Whoever can open the data folder administers the modules of this counter.
[[nodiscard]] identity::Viewer administrator_of_this_machine();

/// Milliseconds since 1970.
[[nodiscard]] domain::Instant clock_now();

}  // namespace guichet::web
