// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "web/server/text.hpp"

#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace guichet::web::server {

/// The header lines of a request, as views into one text that it owns. Names are compared whatever their case.
/// Movable, not copyable; views live as long as the Headers, moved or not.
class Headers {
 public:
  using Line = std::pair<std::string_view, std::string_view>;

  Headers() = default;
  /// `lines` are views into `text`.
  Headers(std::unique_ptr<const std::string> text, std::vector<Line> lines)
      : text_(std::move(text)), lines_(std::move(lines)) {}
  /// For requests made by hand, in tests. `lines` are copied.
  Headers(std::initializer_list<Line> lines);

  [[nodiscard]] std::optional<std::string_view> first(std::string_view name) const {
    for (const auto& [key, value] : lines_) {
      if (equal_ignoring_case(key, name)) return value;
    }
    return std::nullopt;
  }
  /// The first value, or "" when the header did not come.
  [[nodiscard]] std::string_view value(std::string_view name) const { return first(name).value_or(std::string_view()); }
  [[nodiscard]] auto begin() const { return lines_.begin(); }
  [[nodiscard]] auto end() const { return lines_.end(); }
  [[nodiscard]] std::size_t size() const { return lines_.size(); }

 private:
  std::unique_ptr<const std::string> text_;
  std::vector<Line> lines_;
};

inline Headers::Headers(std::initializer_list<Line> lines) {
  std::string text;
  for (const auto& [name, value] : lines) text.append(name).append(value);
  text_ = std::make_unique<const std::string>(std::move(text));
  std::string_view rest = *text_;
  for (const auto& [name, value] : lines) {
    lines_.emplace_back(rest.substr(0, name.size()), rest.substr(name.size(), value.size()));
    rest.remove_prefix(name.size() + value.size());
  }
}

}  // namespace guichet::web::server
