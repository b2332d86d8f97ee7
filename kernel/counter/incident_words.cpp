// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/incident_words.hpp"

#include "kernel/counter/incident_watch.hpp"

#include <algorithm>
#include <set>

namespace guichet::counter {

std::vector<std::string> roots_of_several(const std::vector<const domain::Telling*>& tellings) {
  std::vector<std::string> roots = domain::common_roots(tellings);
  std::erase_if(roots, [&](const std::string& root) {
    std::set<std::string_view> people;
    for (const auto* telling : tellings) {
      if (std::binary_search(telling->roots.begin(), telling->roots.end(), root)) people.insert(telling->who);
    }
    return people.size() < people_of_a_word;
  });
  return roots;
}

std::vector<std::string> roots_of_title(const Counter& counter, const domain::Incident& incident) {
  if (incident.state == domain::IncidentState::proposed || incident.title.empty()) return {};
  return told_by(counter, matching::Synonyms(counter.registry.current()->synonyms), incident.title, "").roots;
}

bool tells_of(const domain::Incident& incident, const std::vector<std::string>& title,
              const std::vector<std::string>& roots, std::string_view place) {
  if (domain::tells_of(incident, roots, place)) return true;
  return domain::places_meet(incident.place, place) && domain::likeness(title, roots) >= domain::alike_enough;
}

}  // namespace guichet::counter
