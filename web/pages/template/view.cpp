// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/pages/template/view.hpp"

namespace guichet::web::pages {

View& View::list(const char* name, std::vector<View> items) {
  mstch::array nodes;
  nodes.reserve(items.size());
  for (View& item : items) nodes.push_back(std::move(item).node());
  return put(name, std::move(nodes));
}

View& View::with(View other) {
  for (auto& [name, value] : other.map_) map_.insert_or_assign(name, std::move(value));
  return *this;
}

mstch::node node_of(const nlohmann::json& json) {
  if (json.is_object()) {
    mstch::map map;
    for (const auto& [name, value] : json.items()) map.emplace(name, node_of(value));
    return map;
  }
  if (json.is_array()) {
    mstch::array array;
    for (const nlohmann::json& value : json) array.push_back(node_of(value));
    return array;
  }
  if (json.is_boolean()) return json.get<bool>();
  if (json.is_string()) return json.get<std::string>();
  if (json.is_null()) return false;
  return json.dump();
}

}  // namespace guichet::web::pages
