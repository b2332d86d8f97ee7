// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace guichet::web::server {

/// Named values in the order the browser sent them; a name may come several times (check boxes).
/// Names are compared exactly. Small by nature, so a plain list. Views live as long as the Fields is unchanged.
class Fields {
 public:
  using Entry = std::pair<std::string, std::string>;

  void add(std::string name, std::string value) { entries_.emplace_back(std::move(name), std::move(value)); }

  [[nodiscard]] std::optional<std::string_view> first(std::string_view name) const {
    for (const auto& [key, value] : entries_) {
      if (key == name) return value;
    }
    return std::nullopt;
  }
  /// The first value, or nothing at all ("") when the name did not come.
  [[nodiscard]] std::string_view value(std::string_view name) const { return first(name).value_or(std::string_view()); }
  [[nodiscard]] bool has(std::string_view name) const { return first(name).has_value(); }
  [[nodiscard]] std::vector<std::string_view> all(std::string_view name) const {
    std::vector<std::string_view> values;
    for (const auto& [key, value] : entries_) {
      if (key == name) values.emplace_back(value);
    }
    return values;
  }

  [[nodiscard]] auto begin() const { return entries_.begin(); }
  [[nodiscard]] auto end() const { return entries_.end(); }
  [[nodiscard]] std::size_t size() const { return entries_.size(); }
  [[nodiscard]] bool empty() const { return entries_.empty(); }

 private:
  std::vector<Entry> entries_;
};

}  // namespace guichet::web::server
