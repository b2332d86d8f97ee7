// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/counter.hpp"
#include "kernel/storage/requests.hpp"

#include <string>
#include <vector>

namespace guichet::counter {

/// What an agent works from. forbidden for somebody who is in no team.
struct DeskPage {
  plugins::SnapshotPtr snapshot;
  storage::AgentView view = storage::AgentView::team;
  storage::RequestPage page;
  storage::AgentCounts counts;
  std::vector<domain::RequestId> near;  ///< of these rows, those whose promise the team was warned of; sorted
};
[[nodiscard]] domain::Result<DeskPage> desk(const Counter& counter, const Asker& asker, storage::AgentView view,
                                            const std::string& team /* empty: all of theirs */,
                                            const storage::Cursor& from, std::size_t limit = 50);

struct FoundRequests {
  plugins::SnapshotPtr snapshot;
  std::vector<storage::RequestRow> rows;  ///< best first
  std::size_t about = 0;
  bool more = false;
};
/// Over the requests they may see; a reference finds its request.
[[nodiscard]] domain::Result<FoundRequests> search_requests(const Counter& counter, const Asker& asker,
                                                            const std::string& words, std::size_t page = 0,
                                                            std::size_t limit = 50);

/// Teams a request may be transferred to, with titles, groups left out.
[[nodiscard]] std::vector<const domain::Team*> transfer_targets(const plugins::Snapshot& snapshot);
/// People for a picker: agents see everybody; others see only exact sign-in names or addresses, with the name alone.
[[nodiscard]] domain::Result<std::vector<domain::Person>> find_people(const Counter& counter, const Asker& asker,
                                                                      const std::string& words, std::size_t limit = 8);
/// Members of a team (the asker's own, or any for those who sort) whose name or sign-in name goes with the words; no
/// words: all of them.
[[nodiscard]] domain::Result<std::vector<domain::Person>> find_members(const Counter& counter, const Asker& asker,
                                                                       const std::string& team,
                                                                       const std::string& words,
                                                                       std::size_t limit = 20);
/// Who is meant by what was typed: a sign-in name in any case, an address or a name. One: it is this person; several:
/// to be chosen from, and only for agents. `team`: among its members only; empty: among everybody.
[[nodiscard]] domain::Result<std::vector<domain::Person>> people_meant(const Counter& counter, const Asker& asker,
                                                                       const std::string& typed,
                                                                       const std::string& team = {});

}  // namespace guichet::counter
