// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/matching/learned_services.hpp"

#include <algorithm>
#include <cmath>

namespace guichet::matching {
namespace {

constexpr double most_weight = 0.4;   // of what was learned, beside the words of services
constexpr double half_learned = 500;  // needs, that give it half of that weight
constexpr std::size_t labels_read = 10;
constexpr double least_added = 0.2;  // probability of a service that its own words did not find
constexpr double explains = 0.3;
constexpr std::string_view team_prefix = "team:";
constexpr std::size_t least_for_teams = 200;  // needs

}  // namespace

std::optional<LearnedTeam> add_learned(std::vector<ServiceMatch>& matches, const LearnedRouting& learned,
                                       std::string_view words, const Index& index,
                                       const std::vector<std::size_t>& groups, std::size_t most) {
  std::optional<LearnedTeam> team;
  const CommonWords common = learned.common_words(words);
  const auto from = static_cast<double>(learned.learned_from());
  // Of words that nobody said before nothing was learned.
  const double weight = common.share * most_weight * from / (from + half_learned);
  if (weight <= 0) return team;
  for (ServiceMatch& match : matches) match.confidence *= 1 - weight;
  const std::vector<LearnedLabel> ranked = learned.rank(common.text);
  for (std::size_t i = 0; i < std::min(labels_read, ranked.size()); ++i) {
    const LearnedLabel& label = ranked[i];
    if (label.label.starts_with(team_prefix)) {
      const bool enough = learned.learned_from() >= least_for_teams;
      if (!team && enough) team = {label.label.substr(team_prefix.size()), label.probability * common.share};
      continue;
    }
    const domain::Service* service = index.snapshot().service(label.label);
    if (service == nullptr || !index.is_for(*service, groups)) continue;
    const double share = weight * label.probability;
    auto match = std::find_if(matches.begin(), matches.end(),
                              [service](const ServiceMatch& one) { return one.service == service; });
    if (match == matches.end()) {
      if (label.probability < least_added) continue;
      match = matches.insert(matches.end(), ServiceMatch{service, 0, {}});
    }
    if (label.probability >= explains && share > match->confidence)
      match->why = {"match.learned", nlohmann::json::object(), {}};
    match->confidence += share;
  }
  std::stable_sort(matches.begin(), matches.end(),
                   [](const ServiceMatch& a, const ServiceMatch& b) { return a.confidence > b.confidence; });
  if (matches.size() > most) matches.resize(most);
  return team;
}

}  // namespace guichet::matching
