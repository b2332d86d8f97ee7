// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/studio.hpp"

#include <string>
#include <vector>

/// Versions of a service that were published in the portal: what differs as a person reads it, and the way back.
namespace guichet::counter {

/// One difference. `key` is what the sentence is called ("question-required"), its parameters hold names and values.
struct Difference {
  std::string key;
  nlohmann::json parameters = nlohmann::json::object();
};
/// From one definition to the other, from what a requester sees to what happens behind. Pure. At most 200; what no
/// sentence is known for is told as "other" {"name"}.
[[nodiscard]] std::vector<Difference> differences_of(const nlohmann::json& before, const nlohmann::json& after);

struct VersionRow {
  std::int64_t number = 0;  ///< 0: what the module brings itself
  std::string author;
  std::string note;
  nlohmann::json outcome = nlohmann::json::object();  ///< of its consultation; empty: none
  domain::Instant at = 0;
  bool offered = false;  ///< it is what people see now
};
struct VersionList {
  plugins::SnapshotPtr snapshot;
  std::string service, title;
  std::vector<VersionRow> versions;  ///< the latest first, at most 100
  bool may_publish = false;
  std::int64_t draft = 0;  ///< of the one that is being written; 0: none
};
/// For whoever may draft services of its department.
[[nodiscard]] domain::Result<VersionList> versions_of(const Counter& counter, const Asker& asker,
                                                      const std::string& service);
/// What changed from `from` to `to`; number 0 is the module's own. not_found.
[[nodiscard]] domain::Result<std::vector<Difference>> compare_versions(const Counter& counter, const Asker& asker,
                                                                       const std::string& service, std::int64_t from,
                                                                       std::int64_t to);
/// What a draft would change of what is offered now.
[[nodiscard]] domain::Result<std::vector<Difference>> compare_draft(const Counter& counter, const Asker& asker,
                                                                    std::int64_t draft);
/// Publishes an earlier version as a new one; requests already made keep theirs. As publish_draft.
domain::Result<std::int64_t> return_to_version(const Counter& counter, const Asker& asker, const std::string& service,
                                               std::int64_t number, const std::string& note);

}  // namespace guichet::counter
