// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/storage/values.hpp"

namespace guichet::storage {

std::string stored(const nlohmann::json& value) {
  // Broken UTF-8 is replaced rather than thrown about: it was refused at the border already.
  return value.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string stored(const domain::Explanation& value) {
  return stored(nlohmann::json(value));
}

std::string stored(const std::vector<std::string>& value) {
  std::string joined;
  for (const std::string& one : value) {
    if (!joined.empty()) joined += ',';
    joined += one;
  }
  return joined;
}

void restore_value(std::string& column, nlohmann::json& value) {
  if (column == "{}") {
    value = nlohmann::json::object();
    return;
  }
  value = nlohmann::json::parse(column, nullptr, false);
  if (value.is_discarded()) value = nlohmann::json::object();
}

void restore_value(std::string& column, domain::Explanation& value) {
  value = {};
  const nlohmann::json json = nlohmann::json::parse(column, nullptr, false);
  if (json.is_object() && !json.empty()) value = json.get<domain::Explanation>();
}

void restore_value(std::string& column, std::vector<std::string>& value) {
  value.clear();
  for (std::size_t from = 0; from < column.size();) {
    std::size_t to = column.find(',', from);
    if (to == std::string::npos) to = column.size();
    value.push_back(column.substr(from, to - from));
    from = to + 1;
  }
}

}  // namespace guichet::storage
