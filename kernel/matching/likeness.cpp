// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/matching/likeness.hpp"

#include "kernel/domain/slip.hpp"

#include <algorithm>
#include <cmath>
#include <unordered_map>

namespace guichet::matching {
namespace {

constexpr double alike = 0.38;  // of the weight of all their words, that both say
constexpr double said_once = 0.4;
constexpr std::size_t most_roots = 24;       // of one
constexpr std::size_t most_candidates = 60;  // groups looked at for each root, the oldest first
constexpr std::size_t most_compared = 200;   // groups compared with one, those of its rarest roots first

using Roots = std::vector<std::size_t>;  // numbers of roots, sorted, each once

// What is said, with roots as numbers, and how much each says.
struct Numbered {
  std::vector<Roots> said;
  std::vector<double> weights;  // by number
};

// Spellings that so few use, beside one that so many times more do, are slips of it.
constexpr std::size_t seldom = 2;
constexpr std::size_t times_more = 3;

// Each distinct root in the order it first came, and how many say it.
struct Spellings {
  std::unordered_map<std::string, std::size_t> numbers;
  std::vector<const std::string*> roots;
  std::vector<std::size_t> counts;
};

// What each number really is: itself, or the frequent root that it is a slip of.
std::vector<std::size_t> meant_by(const Spellings& spellings) {
  std::unordered_map<char, std::vector<std::size_t>> frequent;  // by first letter, which nobody misspells
  std::vector<std::size_t> meant;
  for (std::size_t i = 0; i < spellings.roots.size(); ++i) {
    meant.push_back(i);
    if (spellings.counts[i] > seldom) frequent[spellings.roots[i]->front()].push_back(i);
  }
  for (std::size_t i = 0; i < spellings.roots.size(); ++i) {
    if (spellings.counts[i] > seldom) continue;
    for (const std::size_t other : frequent[spellings.roots[i]->front()]) {
      const bool more = spellings.counts[other] >= times_more * spellings.counts[i];
      const bool better = meant[i] == i || spellings.counts[other] > spellings.counts[meant[i]];
      if (more && better && domain::is_misspelt(*spellings.roots[i], *spellings.roots[other])) meant[i] = other;
    }
  }
  return meant;
}

Numbered numbered(const std::vector<std::vector<std::string>>& said) {
  Numbered result;
  Spellings spellings;
  for (const auto& each : said) {
    Roots roots;
    for (std::size_t i = 0; i < each.size() && i < most_roots; ++i) {
      if (each[i].empty()) continue;
      const auto [known, is_new] = spellings.numbers.emplace(each[i], spellings.numbers.size());
      if (is_new) spellings.roots.push_back(&known->first);
      if (std::find(roots.begin(), roots.end(), known->second) == roots.end()) roots.push_back(known->second);
    }
    spellings.counts.resize(spellings.numbers.size());
    for (const std::size_t number : roots) ++spellings.counts[number];
    result.said.push_back(std::move(roots));
  }
  const std::vector<std::size_t> meant = meant_by(spellings);
  std::vector<std::size_t> counts(spellings.counts.size());
  for (Roots& roots : result.said) {
    for (std::size_t& number : roots) number = meant[number];
    std::sort(roots.begin(), roots.end());
    roots.erase(std::unique(roots.begin(), roots.end()), roots.end());
    for (const std::size_t number : roots) ++counts[number];
  }
  const auto all = static_cast<double>(said.size());
  for (const std::size_t count : counts) {
    if (count == 0) {  // a slip that stands for another root
      result.weights.push_back(0);
      continue;
    }
    // Said once, a word joins nothing: a name, a slip. It keeps apart less than one that others say as well.
    const double weight = std::log(1 + all / static_cast<double>(count));
    result.weights.push_back(count == 1 ? said_once * weight : weight);
  }
  return result;
}

double likeness(const Roots& a, const Roots& b, const std::vector<double>& weights) {
  double both = 0, either = 0;
  std::size_t i = 0, k = 0;
  while (i < a.size() || k < b.size()) {
    if (k == b.size() || (i < a.size() && a[i] < b[k])) {
      either += weights[a[i++]];
    } else if (i == a.size() || b[k] < a[i]) {
      either += weights[b[k++]];
    } else {
      both += weights[a[i]];
      either += weights[a[i]];
      ++i, ++k;
    }
  }
  return either > 0 ? both / either : 0;
}

// Gathering around the first of each kind, found again by their roots.
class Gathering {
 public:
  explicit Gathering(const Numbered& all) : all_(all), by_root_(all.weights.size()) {}

  void add(std::size_t place) {
    const Roots& roots = all_.said[place];
    if (roots.empty()) return;
    std::size_t best = groups_.size();
    double nearest = alike;
    Roots rarest = roots;
    std::stable_sort(rarest.begin(), rarest.end(),
                     [this](std::size_t a, std::size_t b) { return all_.weights[a] > all_.weights[b]; });
    std::size_t compared = 0;
    for (const std::size_t root : rarest) {
      for (const std::size_t group : by_root_[root]) {
        if (seen_[group] == place + 1) continue;
        if (++compared > most_compared) break;
        seen_[group] = place + 1;
        const double near = likeness(roots, all_.said[groups_[group].front()], all_.weights);
        if (near > nearest || (near == nearest && group < best)) {
          nearest = near;
          best = group;
        }
      }
    }
    if (best == groups_.size()) {
      groups_.emplace_back();
      seen_.push_back(0);
      for (const std::size_t root : roots) {
        if (by_root_[root].size() < most_candidates) by_root_[root].push_back(best);
      }
    }
    groups_[best].push_back(place);
  }

  [[nodiscard]] std::vector<std::vector<std::size_t>> take() { return std::move(groups_); }

 private:
  const Numbered& all_;
  std::vector<std::vector<std::size_t>> by_root_;
  std::vector<std::vector<std::size_t>> groups_;
  std::vector<std::size_t> seen_;  // of each group, one more than the place that was compared with it last
};

}  // namespace

std::vector<std::vector<std::size_t>> group_alike(const std::vector<std::vector<std::string>>& said) {
  const Numbered all = numbered(said);
  // Short sentences first: they are the better middle of a group than a long one that says more besides.
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < said.size(); ++i) order.push_back(i);
  std::stable_sort(order.begin(), order.end(), [&all](std::size_t a, std::size_t b) {
    // One word alone draws in too much.
    const auto size = [&all](std::size_t place) { return all.said[place].size() < 2 ? 100 : all.said[place].size(); };
    return size(a) < size(b);
  });
  Gathering groups(all);
  for (const std::size_t place : order) groups.add(place);
  auto result = groups.take();
  for (auto& group : result) std::sort(group.begin(), group.end());
  std::stable_sort(result.begin(), result.end(), [](const auto& a, const auto& b) {
    return a.size() != b.size() ? a.size() > b.size() : a.front() < b.front();
  });
  return result;
}

}  // namespace guichet::matching
