// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/matching/scoring.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace guichet::matching {
namespace {

using Terms = std::unordered_set<std::string>;

bool stands_in(const NeedWord& word, const Terms& terms) {
  return std::any_of(word.terms.begin(), word.terms.end(),
                     [&terms](const std::string& term) { return terms.contains(term); });
}

bool stands_in(const NeedWord& word, const std::vector<std::string>& sorted) {
  return std::any_of(word.terms.begin(), word.terms.end(), [&sorted](const std::string& term) {
    return std::binary_search(sorted.begin(), sorted.end(), term);
  });
}

bool said(const NeedWord& word, const ServiceTerms& terms) {
  return std::any_of(terms.says.begin(), terms.says.end(),
                     [&word](const std::vector<std::string>& sentence) { return stands_in(word, sentence); });
}

// What a word is worth by the best place it stands in.
double worth(const NeedWord& word, const ServiceTerms& terms) {
  if (stands_in(word, terms.title) || stands_in(word, terms.keywords) || said(word, terms)) return 1;
  if (stands_in(word, terms.summary)) return 0.9;
  if (stands_in(word, terms.linked)) return 0.6;
  return 0;
}

}  // namespace

WeighedNeed weigh(std::vector<NeedWord> words, const Handles& handles) {
  WeighedNeed need;
  need.words = std::move(words);
  const double documents = handles.services.get_doccount() + handles.articles.get_doccount();
  for (const NeedWord& word : need.words) {
    double frequency = 0;
    for (const std::string& term : word.terms) {
      frequency = std::max(
          frequency, static_cast<double>(handles.services.get_termfreq(term)) + handles.articles.get_termfreq(term));
    }
    double weight = std::log(1 + (documents - frequency + 0.5) / (frequency + 0.5));
    if (frequency == 0) weight = std::log(1 + documents / 2) * 0.8;  // a name, a place: it says less than it seems
    if (word.little) weight *= little_weight;
    need.weights.push_back(weight);
    need.total += weight;
  }
  return need;
}

Evidence evidence_for(const WeighedNeed& need, const ServiceTerms& terms) {
  Evidence evidence;
  if (need.total <= 0) return evidence;
  for (std::size_t i = 0; i < need.words.size(); ++i) {
    evidence.covered += need.weights[i] * need.words[i].strength * worth(need.words[i], terms);
  }
  evidence.covered /= need.total;
  for (const std::vector<std::string>& sentence : terms.says) {
    if (sentence.empty()) continue;
    double common = 0;
    std::size_t matched = 0;
    for (std::size_t i = 0; i < need.words.size(); ++i) {
      if (!stands_in(need.words[i], sentence)) continue;
      common += need.weights[i] * need.words[i].strength;
      ++matched;
    }
    // Words of the sentence that the need does not have count as much as its own on average.
    const double average = need.total / static_cast<double>(need.words.size());
    const double unsaid = average * static_cast<double>(sentence.size() - std::min(matched, sentence.size()));
    const double likeness = 2 * common / (need.total + common + unsaid);
    evidence.resemblance = std::max(evidence.resemblance, likeness);
  }
  return evidence;
}

double confidence_of(const Evidence& evidence, double lead) {
  const double alone = 0.6 * evidence.covered + 0.4 * evidence.resemblance;
  return std::clamp(alone * (0.85 + 0.15 * std::clamp(lead * 2, -1.0, 1.0)), 0.0, 1.0);
}

domain::Explanation explain(const WeighedNeed& need, const ServiceTerms& terms) {
  constexpr std::array<const char*, 5> keys = {"match.says", "match.title", "match.keywords", "match.summary",
                                               "match.linked"};
  std::array<double, 5> found{};
  auto words = nlohmann::json::array();
  for (std::size_t i = 0; i < need.words.size(); ++i) {
    const NeedWord& word = need.words[i];
    const std::array<bool, 5> places = {said(word, terms), stands_in(word, terms.title),
                                        stands_in(word, terms.keywords), stands_in(word, terms.summary),
                                        stands_in(word, terms.linked)};
    bool anywhere = false;
    for (std::size_t place = 0; place < places.size(); ++place) {
      if (places[place]) found[place] += need.weights[i];
      anywhere = anywhere || places[place];
    }
    // One typed word may stand for two: "mdp".
    if (anywhere && (words.empty() || words.back() != word.typed)) words.push_back(word.typed);
  }
  const auto best = static_cast<std::size_t>(std::max_element(found.begin(), found.end()) - found.begin());
  domain::Explanation why;
  why.key = keys[best];
  why.parameters = {{"words", std::move(words)}};
  return why;
}

}  // namespace guichet::matching
