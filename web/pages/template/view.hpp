// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <mstch/mstch.hpp>
#include <nlohmann/json.hpp>

#include <string>
#include <utility>
#include <vector>

namespace guichet::web::pages {

/// What a template is given: names and values, built in one expression after another. A value, moved into place.
/// Sections look a missing name up outside, so an item of a list sets every name its template reads.
class View {
 public:
  View& text(const char* name, std::string value) { return put(name, std::move(value)); }
  View& flag(const char* name, bool value) { return put(name, value); }
  /// The text, or false when it is empty: for {{#name}}...{{name}}...{{/name}}.
  View& maybe(const char* name, std::string value) {
    return value.empty() ? put(name, false) : put(name, std::move(value));
  }
  View& number(const char* name, std::int64_t value) { return put(name, std::to_string(value)); }
  /// `name` and `name_plural`, which {{tn:...}} reads.
  View& count(const std::string& name, std::int64_t value, bool plural) {
    put((name + "_plural").c_str(), plural);
    return put(name.c_str(), std::to_string(value));
  }
  View& list(const char* name, std::vector<View> items);
  /// All of `other`'s names are added to these.
  View& with(View other);

  [[nodiscard]] mstch::node node() && { return mstch::node(std::move(map_)); }

 private:
  View& put(const char* name, mstch::node value) {
    map_.insert_or_assign(name, std::move(value));
    return *this;
  }
  mstch::map map_;
};

/// For examples and tests: JSON as template data; numbers and texts are printed, null is false.
[[nodiscard]] mstch::node node_of(const nlohmann::json& json);

}  // namespace guichet::web::pages
