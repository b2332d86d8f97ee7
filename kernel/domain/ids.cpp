// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/domain/ids.hpp"

#include "kernel/domain/routing.hpp"

namespace guichet::domain {

std::string full_id(const std::string& id, const std::string& plugin) {
  const bool already = id.empty() || id == triage_team || id.find('/') != std::string::npos;
  return already ? id : plugin + "/" + id;
}

std::string plugin_of(std::string_view full_id) {
  return std::string(full_id.substr(0, full_id.find('/')));
}

std::string id_within(std::string_view full_id) {
  return std::string(full_id.substr(full_id.find('/') + 1));
}

}  // namespace guichet::domain
