// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/matching/scoring.hpp"

#include "kernel/matching/text.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace guichet::matching {
namespace {

// "Le chauffage ne marche pas": one word in common with "l'ordinateur chauffe" is a chance, unless that is all they
// say.
constexpr double says_just_that = 0.8;
constexpr double one_stray_at_most = 0.3;  // too little to be shown

// A word that stands in a sentence people say proves little by itself: the sentence must be about the same thing.
constexpr double stray_word_worth = 0.4;

std::vector<Standing> standings_of(const WeighedNeed& need, const ServiceWords& service) {
  std::vector<Standing> standings;
  for (const std::vector<std::uint64_t>& roots : need.roots) standings.push_back(service.find(roots));
  return standings;
}

// How much alike the need and each of the sentences people say are, 0 to 1.
std::vector<double> likenesses_of(const WeighedNeed& need, const std::vector<Standing>& standings,
                                  const ServiceWords& service) {
  const std::vector<std::uint32_t>& lengths = service.sentence_lengths();
  std::vector<double> common(lengths.size());
  std::vector<std::uint32_t> matched(lengths.size());
  for (std::size_t i = 0; i < standings.size(); ++i) {
    for (const std::uint32_t sentence : standings[i].sentences) {
      common[sentence] += need.weights[i] * need.words[i].strength;
      ++matched[sentence];
    }
  }
  // Words of the sentence that the need does not have count as much as its own on average.
  const double average = need.total / static_cast<double>(need.words.size());
  for (std::size_t i = 0; i < lengths.size(); ++i) {
    if (matched[i] == 0) continue;
    const double unsaid = average * static_cast<double>(lengths[i] - std::min(matched[i], lengths[i]));
    common[i] = 2 * common[i] / (need.total + common[i] + unsaid);
  }
  return common;
}

// What a word is worth by the best place it stands in.
double worth(const Standing& standing, const std::vector<double>& likenesses) {
  if (standing.title || standing.keywords) return 1;
  double best = standing.summary ? 0.9 : standing.linked ? 0.6 : 0;
  for (const std::uint32_t sentence : standing.sentences) {
    best = std::max(best, stray_word_worth + (1 - stray_word_worth) * likenesses[sentence]);
  }
  return best;
}

bool is_one_stray(const WeighedNeed& need, const std::vector<Standing>& standings) {
  std::size_t found = 0;
  for (std::size_t i = 0; i < standings.size(); ++i) {
    const Standing& standing = standings[i];
    if (need.words[i].little || !standing.anywhere()) continue;
    if (standing.title || standing.keywords || standing.summary) return false;
    ++found;
  }
  return found == 1;
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
    std::vector<std::uint64_t>& roots = need.roots.emplace_back();
    for (const std::string& term : word.terms) roots.push_back(root_number(term));
  }
  return need;
}

Evidence evidence_for(const WeighedNeed& need, const ServiceWords& service) {
  Evidence evidence;
  if (need.total <= 0) return evidence;
  const std::vector<Standing> standings = standings_of(need, service);
  const std::vector<double> likenesses = likenesses_of(need, standings, service);
  for (const double likeness : likenesses) evidence.resemblance = std::max(evidence.resemblance, likeness);
  for (std::size_t i = 0; i < standings.size(); ++i) {
    evidence.covered += need.weights[i] * need.words[i].strength * worth(standings[i], likenesses);
  }
  evidence.covered /= need.total;
  evidence.one_stray = is_one_stray(need, standings) && evidence.resemblance < says_just_that;
  return evidence;
}

double chance_of(const Evidence& evidence, const Rivalry& rivalry) {
  const double together = rivalry.score + rivalry.strongest;
  const double share = together > 0 ? rivalry.score / together : 0;
  const double evident = 4.96 * evidence.covered + 0.71 * evidence.resemblance - (evidence.one_stray ? 0.82 : 0) +
                         3.56 * share + 1.05 * std::log1p(rivalry.score) - 5.2;
  const double chance = 1 / (1 + std::exp(-evident));
  return evidence.one_stray ? std::min(chance, one_stray_at_most) : chance;
}

domain::Explanation explain(const WeighedNeed& need, const ServiceWords& service) {
  constexpr std::array<const char*, 5> keys = {"match.says", "match.title", "match.keywords", "match.summary",
                                               "match.linked"};
  std::array<double, 5> found{};
  auto words = nlohmann::json::array();
  const std::vector<Standing> standings = standings_of(need, service);
  for (std::size_t i = 0; i < standings.size(); ++i) {
    const Standing& standing = standings[i];
    const std::array<bool, 5> places = {!standing.sentences.empty(), standing.title, standing.keywords,
                                        standing.summary, standing.linked};
    for (std::size_t place = 0; place < places.size(); ++place) {
      if (places[place]) found[place] += need.weights[i];
    }
    // One typed word may stand for two: "mdp".
    const std::string& typed = need.words[i].typed;
    if (standing.anywhere() && (words.empty() || words.back() != typed)) words.push_back(typed);
  }
  const auto best = static_cast<std::size_t>(std::max_element(found.begin(), found.end()) - found.begin());
  domain::Explanation why;
  why.key = best == 0 && words.size() < 2 && is_one_stray(need, standings) ? one_word : keys[best];
  why.parameters = {{"words", std::move(words)}};
  return why;
}

}  // namespace guichet::matching
