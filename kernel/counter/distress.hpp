// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/form.hpp"

#include <array>
#include <set>
#include <string>
#include <vector>

namespace guichet::counter {

/// Where the university listens to one kind of distress, as the service centre says it. All may be empty.
struct ConfidentialChannel {
  domain::LocalText text;  ///< who listens, and when
  std::string link;        ///< "https://..."
  std::string phone;
  std::string mail;
  std::string team;  ///< full id: who reads a free request of this kind; empty: a confidential service's, else triage
};

/// What comes first for somebody in distress, instead of any article.
struct Help {
  matching::Distress kind = matching::Distress::none;
  plugins::SnapshotPtr snapshot;                 ///< keeps `services` alive
  std::vector<const domain::Service*> services;  ///< confidential ones this person may use, those of this kind first
  ConfidentialChannel channel;
};
/// One statement. Nothing about the words is kept or logged.
[[nodiscard]] Help help_for(const Counter& counter, const Asker& asker, matching::Distress kind);

/// What a form that was typed tells of: its title and every text in its answers.
[[nodiscard]] matching::Distress distress_of(const FormState& state);

/// Whether words of a request tell of distress: its title, what was typed, its answers at any depth.
[[nodiscard]] bool tells_of_distress(std::string_view title, std::string_view words, const domain::Answers& answers);
/// Those of these requests of which a message, or a note between agents, tells of it. One statement.
[[nodiscard]] std::set<domain::RequestId> told_later(storage::Connection& connection,
                                                     const std::vector<domain::RequestId>& requests);
/// Either: such a request is in no index, is not learned from, is compared with none and becomes no article.
[[nodiscard]] bool tells_of_distress(storage::Connection& connection, const domain::Request& request);

/// Where a free request of this kind goes: to those who listen, else to the triage team.
[[nodiscard]] domain::RoutingDecision route_distress(const Counter& counter, const Asker& asker, const FormState& state,
                                                     matching::Distress kind);

/// The kinds there are, the most pressing first.
inline constexpr std::array<matching::Distress, 3> kinds_of_distress = {
    matching::Distress::danger, matching::Distress::violence, matching::Distress::harassment};
/// For the service centre: forbidden without the right centre-admin.
[[nodiscard]] domain::Result<std::vector<ConfidentialChannel>> confidential_channels(const Counter& counter,
                                                                                     const Asker& asker);
/// One for each kind, in that order; audited. Error{invalid} with fields "link-danger", "team-violence"...
domain::Result<domain::Done> set_confidential_channels(const Counter& counter, const Asker& asker,
                                                       const std::vector<ConfidentialChannel>& channels);

}  // namespace guichet::counter
