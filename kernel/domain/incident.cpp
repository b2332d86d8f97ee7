// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/domain/incident.hpp"

#include "kernel/domain/routing.hpp"
#include "kernel/domain/slip.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace guichet::domain {
namespace {

bool lies_around(std::string_view outer, std::string_view inner) {
  return inner.starts_with(outer) && (inner.size() == outer.size() || inner[outer.size()] == '/');
}

std::string_view campus_part(std::string_view place) {
  return place.substr(0, place.find('/'));
}

bool alike(const Telling& left, const Telling& right) {
  return one_campus(left.place, right.place) && likeness(left.roots, right.roots) >= alike_enough;
}

}  // namespace

double likeness(const std::vector<std::string>& left, const std::vector<std::string>& right) {
  if (left.empty() || right.empty()) return 0;
  std::size_t common = 0;
  std::vector<std::string_view> only_left, only_right;
  auto one = left.begin(), other = right.begin();
  while (one != left.end() || other != right.end()) {
    if (other == right.end() || (one != left.end() && *one < *other)) {
      only_left.emplace_back(*one++);
    } else if (one == left.end() || *other < *one) {
      only_right.emplace_back(*other++);
    } else {
      ++common, ++one, ++other;
    }
  }
  for (const std::string_view root : only_left) {
    const auto meant = std::find_if(only_right.begin(), only_right.end(),
                                    [root](std::string_view each) { return is_misspelt(root, each); });
    if (meant == only_right.end()) continue;
    only_right.erase(meant);
    ++common;
  }
  return static_cast<double>(common) / std::sqrt(static_cast<double>(left.size() * right.size()));
}

bool places_meet(std::string_view left, std::string_view right) {
  return left.empty() || right.empty() || lies_around(left, right) || lies_around(right, left);
}

bool one_campus(std::string_view left, std::string_view right) {
  return left.empty() || right.empty() || campus_part(left) == campus_part(right);
}

std::vector<std::size_t> told_by_many(const std::vector<Telling>& tellings, std::size_t newest, std::size_t people) {
  std::vector<std::size_t> near;
  for (std::size_t at = 0; at < tellings.size(); ++at) {
    if (at == newest || alike(tellings[newest], tellings[at])) near.push_back(at);
  }
  // The newest one may be told in a way of its own: any of its neighbours may be the middle of the group.
  std::vector<std::size_t> largest;
  for (const std::size_t middle : near) {
    std::vector<std::size_t> group;
    // Those who told no place go with any; those who did must be on one campus.
    std::string place = !tellings[newest].place.empty() ? tellings[newest].place : tellings[middle].place;
    for (std::size_t at = 0; at < tellings.size(); ++at) {
      const Telling& telling = tellings[at];
      if (!one_campus(place, telling.place) || (at != middle && !alike(tellings[middle], telling))) continue;
      if (place.empty()) place = telling.place;
      group.push_back(at);
    }
    if (group.size() > largest.size()) largest = std::move(group);
  }
  std::set<std::string_view> tellers;
  for (const std::size_t at : largest) tellers.insert(tellings[at].who);
  return tellers.size() >= people ? largest : std::vector<std::size_t>{};
}

std::vector<std::string> common_roots(const std::vector<const Telling*>& tellings) {
  std::map<std::string, std::size_t> counts;
  for (const Telling* telling : tellings) {
    for (const auto& root : telling->roots) ++counts[root];
  }
  // The spelling that most people use stands for the others.
  std::vector<std::pair<std::string, std::size_t>> frequent(counts.begin(), counts.end());
  std::stable_sort(frequent.begin(), frequent.end(),
                   [](const auto& one, const auto& other) { return one.second > other.second; });
  std::vector<std::pair<std::string, std::size_t>> spelt;
  for (const auto& [root, count] : frequent) {
    const auto meant = std::find_if(spelt.begin(), spelt.end(),
                                    [&root = root](const auto& each) { return is_misspelt(root, each.first); });
    if (meant == spelt.end()) {
      spelt.emplace_back(root, count);
    } else {
      meant->second += count;
    }
  }
  std::vector<std::string> common;
  for (const auto& [root, count] : spelt) {
    if (count * 2 >= tellings.size()) common.push_back(root);
  }
  std::sort(common.begin(), common.end());
  return common;
}

std::string common_place(const std::vector<const Telling*>& tellings) {
  std::optional<std::string> common;
  for (const Telling* telling : tellings) {
    if (telling->place.empty()) continue;
    if (!common) common = telling->place;
    while (!common->empty() && !lies_around(*common, telling->place)) {
      const auto cut = common->rfind('/');
      *common = cut == std::string::npos ? std::string() : common->substr(0, cut);
    }
  }
  return common.value_or("");
}

bool may_hold(const Incident& incident, const Request& request) {
  if (request.confidential || is_over(request.status)) return false;
  if (request.team == incident.team) return true;
  return incident.team == triage_team && request.assignee == 0 && request.status == Status::received;
}

bool may_know(const Incident& incident, const Audience* audience, const Person* person) {
  if (person == nullptr) return incident.open_to_all;
  if (audience != nullptr && !audience->includes(person)) return false;
  if (!incident.component.empty() && !person->component.empty() && person->component != incident.component) {
    return false;
  }
  return true;
}

bool concerns(const Incident& incident, const Audience* audience, const Person* person) {
  if (!may_know(incident, audience, person)) return false;
  return person == nullptr || one_campus(incident.place, person->campus);
}

bool tells_of(const Incident& incident, const std::vector<std::string>& roots, std::string_view place) {
  return places_meet(incident.place, place) && likeness(incident.roots, roots) >= alike_enough;
}

}  // namespace guichet::domain
