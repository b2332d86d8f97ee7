// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/time.hpp"

#include <string_view>
#include <vector>

/// What people say in the scenes of a demonstration: written, not drawn, so that it reads as they would write it. Texts
/// live as long as the program.
namespace guichet::demonstration {

/// A need in somebody's words, waiting for those who sort.
struct Unsorted {
  const char* affiliation;
  std::int64_t minutes;  ///< ago
  const char* title;
  const char* words;
};
[[nodiscard]] const std::vector<Unsorted>& unsorted_needs();

/// A request that went to the wrong service first.
struct Misplaced {
  const char* affiliation;
  std::int64_t hours;  ///< ago
  const char* title;
  std::vector<const char*> services;  ///< full ids, in the order it went through them
  std::vector<const char*> reasons;   ///< what each team said when it moved it
};
[[nodiscard]] const std::vector<Misplaced>& misplaced_requests();

/// The same fault, told by several at one campus.
struct Outage {
  const char* service;  ///< full id
  const char* campus;
  const char* answers;  ///< JSON
  struct Telling {
    std::int64_t minutes;  ///< ago
    const char* title;
  };
  std::vector<Telling> tellings;
};
[[nodiscard]] const Outage& outage();

/// Needs that are alike and that nothing answers.
struct UnmetNeed {
  const char* affiliation;
  std::vector<const char*> titles;
  const char* team = "";             ///< full id, of who does it; empty: those who sort
  const char* first = "";            ///< full id of the service that it was sent to first; empty: none
  const char* service = "";          ///< ... and of the one that it ended in
  std::vector<const char*> answers;  ///< none: it was given up
};
[[nodiscard]] const std::vector<UnmetNeed>& unmet_needs();

/// Who listens to somebody in distress, by kind of it.
struct Channel {
  const char* kind;  ///< "danger", "violence", "harassment"
  const char* fr;
  const char* en;
  const char* mail;
};
[[nodiscard]] const std::vector<Channel>& confidential_channels();

}  // namespace guichet::demonstration
