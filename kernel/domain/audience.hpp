// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/person.hpp"

#include <string>
#include <vector>

namespace guichet::domain {

/// Whom a service or an article is for. An empty list does not restrict; every list that is not empty must match.
struct Audience {
  std::vector<std::string> affiliation;
  std::vector<std::string> campus;
  std::vector<std::string> component;
  bool open_to_all = false;  ///< `public: true`: also for somebody who is not signed in

  /// `person` is null for somebody signed out: only what is public is theirs.
  [[nodiscard]] bool includes(const Person* person) const;
};

}  // namespace guichet::domain
