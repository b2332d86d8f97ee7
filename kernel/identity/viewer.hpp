// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/person.hpp"
#include "kernel/storage/accounts.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace guichet::identity {

/// Somebody signed in, with what they are entitled to, as read at the beginning of this page.
struct Viewer {
  domain::Person person;
  std::vector<storage::Membership> teams;
  std::vector<storage::Right> rights;

  [[nodiscard]] bool in_team(std::string_view team) const;
  [[nodiscard]] bool leads(std::string_view team) const;
  [[nodiscard]] bool is_agent() const { return !teams.empty(); }
  /// A right with this name over everything, still valid at `now`.
  [[nodiscard]] bool has(std::string_view right, domain::Instant now) const;
  [[nodiscard]] std::vector<std::string> team_ids() const;
};

}  // namespace guichet::identity
