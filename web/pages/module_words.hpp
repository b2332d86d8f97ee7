// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/plugin_lifecycle.hpp"
#include "web/pages/visit.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// What pages about modules say in the same words.
namespace guichet::web::pages {

/// "/modules/it"
[[nodiscard]] std::string url_of_module(std::string_view id);

/// Empty when there is no notice.
[[nodiscard]] std::string shown_notice(const Catalogue& texts, const counter::Notice& notice);
/// What an administrator can do about it; empty when we know nothing.
[[nodiscard]] std::string todo_about(const Catalogue& texts, std::string_view key);
/// An error of a use case in words, and, where it is about a bundle, the rule that the bundle breaks (English).
struct ShownError {
  std::string text;
  std::string technical;
};
[[nodiscard]] ShownError shown_failure(const Visit& visit, const domain::Error& error);

/// Its state and the tone of its label: "Activé", "active".
struct ShownState {
  std::string text;
  std::string tone;
};
[[nodiscard]] ShownState shown_state(const Catalogue& texts, const counter::PluginSummary& module);
[[nodiscard]] ShownState shown_state(const Catalogue& texts, const plugins::WorkerHealth& worker);
[[nodiscard]] ShownState shown_signer(const Catalogue& texts, const counter::Signer& signer);

/// "12 demandes possibles, 42 fiches"; empty for nothing.
[[nodiscard]] std::string shown_counts(const Catalogue& texts, const std::map<std::string, std::size_t>& counts);
/// "12 demandes possibles", for a kind of the manifest.
[[nodiscard]] std::string shown_count(const Catalogue& texts, const std::string& kind, std::size_t count);

/// "1 234 567", "3,2 ms", "1,4 s".
[[nodiscard]] std::string shown_number(const Catalogue& texts, std::uint64_t number);
[[nodiscard]] std::string shown_microseconds(const Catalogue& texts, std::int64_t microseconds);

/// A capability in plain words, and what that means for the people of the university.
[[nodiscard]] std::string shown_capability(const Catalogue& texts, const counter::CapabilityView& capability);
[[nodiscard]] std::string meaning_of(const Catalogue& texts, const counter::CapabilityView& capability);

/// Capabilities as parts/approvals wants them: those in `chosen` are ticked. `errors` are the page's: what is wrong
/// with the element "droits" is said there, too.
void add_approvals(View& data, const Visit& visit, const std::vector<counter::CapabilityView>& capabilities,
                   const std::vector<std::string>& chosen,
                   const std::vector<std::pair<std::string, std::string>>& errors);
/// What was ticked in parts/approvals.
[[nodiscard]] std::vector<std::string> ticked(const Visit& visit);
/// Of what has to be approved: whether all of it is ticked.
[[nodiscard]] bool all_ticked(const std::vector<counter::CapabilityView>& capabilities,
                              const std::vector<std::string>& chosen);

/// Where it may ask to be connected to, as texts.
[[nodiscard]] std::vector<View> connection_views(const Visit& visit,
                                                 const std::vector<counter::ConnectView>& connections);

/// What was just done, by the address's `dit`, as module-said.WORD; nothing for a word that is none of ours.
[[nodiscard]] std::string said_in_address(const Visit& visit);

[[nodiscard]] bool is_among(const std::vector<std::string>& list, const std::string& wanted);

}  // namespace guichet::web::pages
