// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/counter.hpp"
#include "kernel/counter/pinned.hpp"
#include "kernel/storage/settings.hpp"
#include "web/guichet/options.hpp"

#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace guichet::web {

/// What every command works with, opened from a data folder. Members are built in this order and must outlive
/// whatever is given `counter()`.
class Installation {
 public:
  /// Error{not_found, "error.data.none"} when the folder holds nothing and `create` is false; others as the parts say.
  [[nodiscard]] static domain::Result<std::unique_ptr<Installation>> open(const Options& options, bool create);

  /// Reads the enabled plugins again into a new snapshot, and the index of what they offer. What is wrong with one of
  /// them is kept in `problems`; the others serve.
  [[nodiscard]] domain::Result<domain::Done> load_plugins();

  [[nodiscard]] const counter::Counter& counter() const { return *counter_; }
  [[nodiscard]] counter::Counter& counter() { return *counter_; }
  [[nodiscard]] storage::Database& database() { return *database_; }
  [[nodiscard]] matching::RequestSearch& search() { return *search_; }
  [[nodiscard]] const plugins::Registry& registry() const { return registry_; }
  [[nodiscard]] const std::vector<std::pair<std::string, std::string>>& problems() const { return problems_; }
  [[nodiscard]] std::string files_folder() const { return (data_ / "files").string(); }
  [[nodiscard]] const std::filesystem::path& data() const { return data_; }

 private:
  Installation(std::filesystem::path data, std::unique_ptr<storage::Database> database);
  void read_university();

  std::filesystem::path data_;
  std::unique_ptr<storage::Database> database_;
  storage::Files files_;
  plugins::Registry registry_;
  std::vector<std::pair<std::string, std::string>> problems_;
  matching::Matcher matcher_;
  std::unique_ptr<matching::RequestSearch> search_;
  domain::Places places_;
  std::vector<storage::Component> components_;
  domain::Calendar calendar_;
  counter::PinnedServices pinned_;
  std::unique_ptr<counter::Counter> counter_;
};

/// Milliseconds since 1970.
[[nodiscard]] domain::Instant clock_now();

}  // namespace guichet::web
