// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/storage/database.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace guichet::storage {

/// Facts about this installation: "demonstration" = "yes", "node", ...
class Settings {
 public:
  explicit Settings(Connection& connection) : connection_(connection) {}
  [[nodiscard]] std::optional<std::string> get(std::string_view key);
  void set(std::string_view key, std::string_view value);

 private:
  Connection& connection_;
};

/// How often an article was read and said to have answered, by day.
class ArticleCounts {
 public:
  explicit ArticleCounts(Connection& connection) : connection_(connection) {}
  /// `by` -1: what was counted is taken back.
  void add(std::string_view article, std::string_view what /* "read", "solved", "not-solved" */, std::string_view day,
           std::int64_t by = 1);
  /// The articles this was most said of, the most first.
  [[nodiscard]] std::vector<std::pair<std::string, std::int64_t>> most(std::string_view what, std::size_t limit);
  [[nodiscard]] std::int64_t total(std::string_view article, std::string_view what);

 private:
  Connection& connection_;
};

}  // namespace guichet::storage
