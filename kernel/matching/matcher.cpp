// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/matching/matcher.hpp"

#include "kernel/matching/excerpt.hpp"
#include "kernel/matching/index.hpp"
#include "kernel/matching/need.hpp"
#include "kernel/matching/scoring.hpp"
#include "kernel/matching/text.hpp"

#include <xapian.h>

#include <algorithm>
#include <mutex>

namespace guichet::matching {
namespace {

constexpr std::size_t most_bytes = 2000;
constexpr std::size_t most_asked = 50;      // of each kind
constexpr double pair_weight = 0.2;         // of two words side by side, beside the words themselves
constexpr double resemblance_weight = 1.0;  // how much a sentence people say lifts its service

Xapian::Query any_term(const NeedWord& word) {
  return Xapian::Query(Xapian::Query::OP_MAX, word.terms.begin(), word.terms.end());
}

Xapian::Query query_for(const std::vector<NeedWord>& words) {
  std::vector<Xapian::Query> parts;
  for (std::size_t i = 0; i < words.size(); ++i) {
    Xapian::Query one = any_term(words[i]);
    const double weight = words[i].strength * (words[i].little ? little_weight : 1);
    parts.push_back(weight < 1 ? Xapian::Query(Xapian::Query::OP_SCALE_WEIGHT, one, weight) : one);
    if (i == 0) continue;
    const Xapian::Query pair(pair_term(words[i - 1].terms.front(), words[i].terms.front()));
    parts.emplace_back(Xapian::Query::OP_SCALE_WEIGHT, pair, pair_weight);
  }
  return Xapian::Query(Xapian::Query::OP_OR, parts.begin(), parts.end());
}

Xapian::Query filtered(const Xapian::Query& query, const std::vector<std::size_t>& groups) {
  std::vector<std::string> terms;
  for (const std::size_t group : groups) terms.push_back(group_term(group));
  return Xapian::Query(Xapian::Query::OP_FILTER, query,
                       Xapian::Query(Xapian::Query::OP_OR, terms.begin(), terms.end()));
}

struct Candidate {
  std::size_t number;
  double score;
  Evidence evidence;
};

std::vector<Candidate> best_services(Handles& handles, const Index& index, const WeighedNeed& need,
                                     const Xapian::Query& query, std::size_t wanted) {
  Xapian::Enquire enquire(handles.services);
  enquire.set_weighting_scheme(Xapian::BM25Weight(1.2, 0, 0, 0.4, 0.5));
  enquire.set_query(query);
  const Xapian::MSet found = enquire.get_mset(0, static_cast<Xapian::doccount>(wanted + 15));
  std::vector<Candidate> candidates;
  for (auto it = found.begin(); it != found.end(); ++it) {
    const std::size_t number = *it - 1;
    const Evidence evidence = evidence_for(need, index.words_of(number));
    candidates.push_back({number, it.get_weight() * (1 + resemblance_weight * evidence.resemblance), evidence});
  }
  std::stable_sort(candidates.begin(), candidates.end(),
                   [](const Candidate& a, const Candidate& b) { return a.score > b.score; });
  return candidates;
}

// How far the one at `i` is ahead of its rival: the second for the first, the first for the others.
double lead_of(const std::vector<Candidate>& candidates, std::size_t i) {
  const double first = candidates.front().score;
  if (first <= 0) return 0;
  if (i > 0) return (candidates[i].score - first) / first;
  return candidates.size() > 1 ? (first - candidates[1].score) / first : 1;
}

std::vector<ServiceMatch> services_for(Handles& handles, const Index& index, const WeighedNeed& need,
                                       const Xapian::Query& query, std::size_t wanted) {
  const std::vector<Candidate> candidates = best_services(handles, index, need, query, wanted);
  std::vector<ServiceMatch> matches;
  double ceiling = 1;  // a service never looks surer than the one before it
  for (std::size_t i = 0; i < candidates.size() && matches.size() < wanted; ++i) {
    const double confidence = std::min(ceiling, confidence_of(candidates[i].evidence, lead_of(candidates, i)));
    ceiling = confidence;
    if (confidence < 0.08) break;
    matches.push_back({&index.snapshot().services[candidates[i].number], confidence,
                       explain(need, index.words_of(candidates[i].number))});
  }
  return matches;
}

// The share of the need's weight that a document's words cover.
double covered_by(const Xapian::Enquire& enquire, Xapian::docid document, const WeighedNeed& need) {
  std::vector<std::string> terms(enquire.get_matching_terms_begin(document), enquire.get_matching_terms_end(document));
  std::sort(terms.begin(), terms.end());
  double covered = 0;
  for (std::size_t i = 0; i < need.words.size(); ++i) {
    const NeedWord& word = need.words[i];
    const bool there = std::any_of(word.terms.begin(), word.terms.end(), [&terms](const std::string& term) {
      return std::binary_search(terms.begin(), terms.end(), term);
    });
    if (there) covered += need.weights[i] * word.strength;
  }
  return need.total > 0 ? covered / need.total : 0;
}

std::vector<ArticleMatch> articles_for(Handles& handles, const Index& index, const WeighedNeed& need,
                                       const Xapian::Query& query, domain::Language language, std::size_t wanted) {
  Xapian::Enquire enquire(handles.articles);
  enquire.set_weighting_scheme(Xapian::BM25Weight(2.0, 0, 0, 0.95, 0.05));
  enquire.set_query(Xapian::Query(Xapian::Query::OP_FILTER, query, Xapian::Query(language_term(language))));
  const Xapian::MSet found = enquire.get_mset(0, static_cast<Xapian::doccount>(wanted));
  std::vector<ArticleMatch> matches;
  double ceiling = 1;
  for (auto it = found.begin(); it != found.end(); ++it) {
    const domain::Article& article = index.snapshot().articles[*it - 1];
    Answer answer = best_answer(article, index.read_article(*it - 1), need);
    const double covered = covered_by(enquire, *it, need);
    const double share = found.get_max_attained() > 0 ? it.get_weight() / found.get_max_attained() : 0;
    const double confidence = std::min(ceiling, (0.65 * covered + 0.35 * answer.covered) * (0.7 + 0.3 * share));
    ceiling = confidence;
    if (confidence < 0.12) break;
    ArticleMatch match{&article, confidence, {}, {}, std::move(answer.excerpt)};
    if (answer.passage != nullptr) {
      match.anchor = answer.passage->anchor;
      match.heading = answer.passage->heading;
    }
    matches.push_back(std::move(match));
  }
  return matches;
}

}  // namespace

struct Matcher::Holder {
  mutable std::mutex mutex;
  std::shared_ptr<const Index> index;
};

Matcher::Matcher(std::string folder) : folder_(std::move(folder)), holder_(std::make_unique<Holder>()) {}
Matcher::~Matcher() = default;

domain::Result<domain::Done> Matcher::rebuild(plugins::SnapshotPtr snapshot) {
  auto index = Index::open(folder_, std::move(snapshot));
  if (!index.ok()) return index.error();
  const std::lock_guard lock(holder_->mutex);
  holder_->index = std::move(index).value();
  return domain::Done{};
}

Suggestions Matcher::suggest(std::string_view words, const domain::Person* person, domain::Language language,
                             std::size_t services, std::size_t articles) const {
  Suggestions suggestions;
  suggestions.abstains = true;
  std::shared_ptr<const Index> index;
  {
    const std::lock_guard lock(holder_->mutex);
    index = holder_->index;
  }
  if (index == nullptr) return suggestions;
  suggestions.snapshot = index->shared_snapshot();

  const std::vector<std::size_t> groups = index->groups_of(person);
  std::vector<NeedWord> read =
      read_need(cut_at_character(words, most_bytes), index->vocabulary(), index->readable(groups), &index->synonyms());
  if (read.empty() || groups.empty()) return suggestions;
  try {
    const Index::Lease handles(*index);
    const Xapian::Query query = filtered(query_for(read), groups);
    const WeighedNeed need = weigh(std::move(read), *handles);
    suggestions.services = services_for(*handles, *index, need, query, std::min(services, most_asked));
    suggestions.articles = articles_for(*handles, *index, need, query, language, std::min(articles, most_asked));
  } catch (const Xapian::Error&) {
    // The index is out of reach (disk): the free request stays open, which is what abstaining offers.
    suggestions.services.clear();
    suggestions.articles.clear();
  }
  suggestions.abstains = suggestions.services.empty() || suggestions.services.front().confidence < abstain_below;
  if (suggestions.abstains) {
    std::erase_if(suggestions.services, [](const ServiceMatch& match) { return match.why.key.empty(); });
    std::erase_if(suggestions.articles, [](const ArticleMatch& match) { return match.confidence < article_floor; });
  }
  return suggestions;
}

}  // namespace guichet::matching
