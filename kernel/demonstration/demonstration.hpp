// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/commitment.hpp"
#include "kernel/domain/result.hpp"
#include "kernel/matching/request_search.hpp"
#include "kernel/plugins/registry.hpp"
#include "kernel/storage/database.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace guichet::demonstration {

struct Size {
  std::int64_t people = 1'000;
  std::int64_t requests = 2'000;
};

/// The accounts that are listed on the sign-in page of a demonstration, all with the password "guichet".
struct NamedAccount {
  const char* login;
  const char* given_name;
  const char* family_name;
  const char* affiliation;
  const char* campus;
  const char* component;
};
[[nodiscard]] const std::vector<NamedAccount>& named_accounts();
inline constexpr const char* password = "guichet";

/// Told how far it is: what is being made (a catalogue key), how many are done, of how many.
using Progress = std::function<void(const char* what, std::int64_t done, std::int64_t total)>;

/// Fills an empty database with the demonstration university. Error{conflict, "error.demo.not-empty"} when it holds
/// people already. Requests go into `search` too.
[[nodiscard]] domain::Result<domain::Done> fill(storage::Database& database, matching::RequestSearch& search,
                                                const plugins::Snapshot& snapshot, const domain::Calendar& calendar,
                                                const Size& size, domain::Instant now, const Progress& progress);

}  // namespace guichet::demonstration
