// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/text.hpp"

#include <string>
#include <vector>

namespace guichet::domain {

/// A team that takes requests in charge. Ids are "plugin/team": "it/network". The kernel's own triage team is "triage".
struct Team {
  std::string id;
  LocalText title;
  std::string mail;
  bool group = false;  ///< a name for local branches; nobody is a member
  std::string of;      ///< the group it is a branch of; empty: none
  std::vector<std::string> covers_campus;
  std::vector<std::string> covers_building;  ///< place ids
  std::vector<std::string> covers_component;
};

}  // namespace guichet::domain
