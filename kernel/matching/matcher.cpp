// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/matching/matcher.hpp"

#include "kernel/matching/article_scoring.hpp"
#include "kernel/matching/excerpt.hpp"
#include "kernel/matching/index.hpp"
#include "kernel/matching/learned_services.hpp"
#include "kernel/matching/need.hpp"
#include "kernel/matching/offering.hpp"
#include "kernel/matching/scoring.hpp"
#include "kernel/matching/sheet.hpp"
#include "kernel/matching/text.hpp"

#include <xapian.h>

#include <algorithm>
#include <cmath>
#include <mutex>
#include <set>

namespace guichet::matching {
namespace {

constexpr std::size_t most_bytes = 2000;
constexpr std::size_t most_asked = 50;              // of each kind
constexpr Xapian::doccount most_read_closely = 70;  // articles; more changes next to nothing on the development sets
constexpr double least_shown = 0.12;                // confidence of an article
constexpr double pair_weight = 0.2;                 // of two words side by side, beside the words themselves
constexpr double chance_of_who_says_so = 0.95;
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
  terms.reserve(groups.size());
  for (const std::size_t group : groups) terms.push_back(group_term(group));
  return Xapian::Query(Xapian::Query::OP_FILTER, query,
                       Xapian::Query(Xapian::Query::OP_OR, terms.begin(), terms.end()));
}

// Of two that are as near, always the same one, whatever the order they were indexed in: nodes agree.
template <class Ranked>
bool better(const Ranked& a, const Ranked& b) {
  return a.score != b.score ? a.score > b.score : a.number < b.number;
}

struct Candidate {
  std::size_t number;
  double score;
  double found;  // the search's score
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
    const std::size_t number = index.service_at(*it);
    const Evidence evidence = evidence_for(need, index.words_of(number));
    const double found_by = it.get_weight() * (1 + resemblance_weight * evidence.resemblance);
    candidates.push_back({number, found_by, found_by, evidence});
  }
  std::sort(candidates.begin(), candidates.end(), better<Candidate>);
  return candidates;
}

std::vector<ServiceMatch> services_for(Handles& handles, const Index& index, const WeighedNeed& need,
                                       const Xapian::Query& query, std::size_t wanted) {
  std::vector<Candidate> candidates = best_services(handles, index, need, query, wanted);
  // A word that one service alone has weighs so much: a large catalogue does not make us surer.
  const double alone = std::log(1 + static_cast<double>(index.snapshot().services.size()));
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    const std::size_t rival = i > 0 ? 0 : 1;
    const double strongest = rival < candidates.size() ? candidates[rival].found : 0;
    candidates[i].score = chance_of(candidates[i].evidence, {candidates[i].found / alone, strongest / alone});
  }
  std::sort(candidates.begin(), candidates.end(), better<Candidate>);
  std::vector<ServiceMatch> matches;
  for (const Candidate& candidate : candidates) {
    if (matches.size() == wanted || candidate.score < least_chance / 2) break;
    matches.push_back({&index.snapshot().services[candidate.number], candidate.score,
                       explain(need, index.words_of(candidate.number))});
  }
  return matches;
}

// Whoever says word for word what people say of a service is answered by it, also in words that carry no meaning one by
// one: "je ne vais pas bien du tout".
void put_those_that_say_so_first(std::vector<ServiceMatch>& matches, std::string_view words, const Index& index,
                                 const std::vector<std::size_t>& groups) {
  const std::uint64_t whole = sentence_number(words);
  if (whole == 0) return;
  std::size_t first = 0;
  const auto& services = index.snapshot().services;
  for (std::size_t number = 0; number < services.size(); ++number) {
    if (!index.words_of(number).says(whole) || !index.is_for(services[number], groups)) continue;
    const auto known = std::find_if(matches.begin(), matches.end(),
                                    [&](const ServiceMatch& match) { return match.service == &services[number]; });
    ServiceMatch match;
    if (known != matches.end()) {
      match = std::move(*known);
      matches.erase(known);
    } else {
      match = {&services[number], 0, {"match.says", {{"words", {std::string(words)}}}, {}}};
    }
    match.confidence = std::max(match.confidence, chance_of_who_says_so);
    matches.insert(matches.begin() + static_cast<std::ptrdiff_t>(first++), std::move(match));
  }
}

// By root or by beginning: what is looked at more closely.
Xapian::Query query_for_articles(const std::vector<NeedWord>& words, const ArticleRanking& ranking) {
  std::vector<Xapian::Query> parts;
  for (const NeedWord& word : words) {
    const double strength = word.strength;
    parts.emplace_back(Xapian::Query::OP_SCALE_WEIGHT, any_term(word), strength);
    if (ranking.beginnings <= 0) continue;
    std::vector<std::string> terms;
    for (const std::string& letters : word.beginnings) terms.push_back(beginning_term(letters));
    parts.emplace_back(Xapian::Query::OP_SCALE_WEIGHT, Xapian::Query(Xapian::Query::OP_MAX, terms.begin(), terms.end()),
                       strength);
  }
  return Xapian::Query(Xapian::Query::OP_OR, parts.begin(), parts.end());
}

struct RankedArticle {
  std::size_t number;
  double score;
};

// Xapian finds those that share most words; each of them is then read.
std::vector<RankedArticle> best_articles(Handles& handles, const Index& index, const std::vector<NeedWord>& words,
                                         const Xapian::Query& query, const ArticleRanking& ranking) {
  Xapian::Enquire enquire(handles.articles);
  // The same half-counts as ArticleScorer's, for documents of two terms a word.
  const double average = 0.75 * handles.articles.get_avlength();
  const double k1 = 0.4 + 0.0055 * average;
  enquire.set_weighting_scheme(Xapian::BM25Weight(k1, 0, 0, 0.0055 * average / k1, 0.05));
  enquire.set_query(query);
  const Xapian::MSet found = enquire.get_mset(0, most_read_closely);
  const ArticleScorer scorer(words, handles.articles, ranking);
  std::vector<RankedArticle> ranked;
  for (auto it = found.begin(); it != found.end(); ++it) {
    const std::size_t number = index.article_at(*it);
    ranked.push_back({number, scorer.score(index.read_article(number))});
  }
  std::sort(ranked.begin(), ranked.end(), better<RankedArticle>);
  return ranked;
}

// The version of an article in somebody's language: people write in the language of the thing, and read in their own.
// Itself when there is no other, or none that they may read.
std::size_t version_for(const Index& index, std::size_t article, domain::Language language,
                        const std::vector<std::size_t>& groups) {
  const plugins::Snapshot& snapshot = index.snapshot();
  if (snapshot.articles[article].language == language) return article;
  const domain::Article* version = snapshot.article(snapshot.articles[article].id, language);
  if (version == nullptr) return article;
  const auto number = static_cast<std::size_t>(version - snapshot.articles.data());
  return index.article_is_for(number, groups) ? number : article;
}

struct Reader {
  domain::Language language;
  const std::vector<std::size_t>& groups;
};

std::vector<ArticleMatch> articles_for(Handles& handles, const Index& index, const std::vector<NeedWord>& words,
                                       const WeighedNeed& need, const Xapian::Query& query, const Reader& reader,
                                       std::size_t wanted, const ArticleRanking& ranking) {
  const std::vector<RankedArticle> ranked = best_articles(handles, index, words, query, ranking);
  std::vector<ArticleMatch> matches;
  std::set<std::size_t> shown;
  double ceiling = 1;
  for (const RankedArticle& one : ranked) {
    if (matches.size() == wanted) break;
    const std::size_t version = version_for(index, one.number, reader.language, reader.groups);
    if (!shown.insert(version).second) continue;
    const domain::Article& article = index.snapshot().articles[version];
    Answer answer = best_answer(article, index.read_article(version), need);
    const double best = ranked.front().score;
    const double share = best > 0 ? one.score / best : 0;
    const double covered = covered_by(need, index.read_article(one.number));
    const double told = version == one.number ? answer.covered : covered;  // in the other language nothing is marked
    const double confidence = std::min(ceiling, (0.65 * covered + 0.35 * told) * (0.7 + 0.3 * share));
    ceiling = confidence;
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
  std::shared_ptr<const LearnedRouting> learned;
};

Matcher::Matcher(std::string folder, ArticleRanking ranking)
    : folder_(std::move(folder)), ranking_(ranking), holder_(std::make_unique<Holder>()) {}
Matcher::~Matcher() = default;

domain::Result<domain::Done> Matcher::rebuild(plugins::SnapshotPtr snapshot) {
  auto index = Index::open(folder_, std::move(snapshot), this->index().get());
  if (!index.ok()) return index.error();
  const std::lock_guard lock(holder_->mutex);
  holder_->index = std::move(index).value();
  return domain::Done{};
}

void Matcher::use(std::shared_ptr<const LearnedRouting> learned) {
  const std::lock_guard lock(holder_->mutex);
  holder_->learned = std::move(learned);
}

std::shared_ptr<const Index> Matcher::index() const {
  const std::lock_guard lock(holder_->mutex);
  return holder_->index;
}

std::vector<ArticleMatch> Matcher::rank_articles(std::string_view words, const domain::Person* person,
                                                 domain::Language language, std::size_t most) const {
  const std::shared_ptr<const Index> index = this->index();
  if (index == nullptr) return {};
  const std::vector<std::size_t> groups = index->groups_of(person);
  const std::vector<NeedWord> read = read_need(cut_at_character(words, most_bytes), index->vocabulary(),
                                               index->readable(groups), &index->synonyms(), ranking_.corrects);
  if (read.empty() || groups.empty()) return {};
  try {
    const Index::Lease handles(*index);
    std::vector<NeedWord> meant = read;
    std::erase_if(meant, [](const NeedWord& word) { return word.asking; });
    const WeighedNeed need = weigh(std::move(meant), *handles);
    const Xapian::Query pages = filtered(query_for_articles(read, ranking_), groups);
    return articles_for(*handles, *index, read, need, pages, {language, groups}, std::min(most, most_asked), ranking_);
  } catch (const Xapian::Error&) {
    return {};
  }
}

Suggestions Matcher::suggest(std::string_view words, const domain::Person* person, domain::Language language,
                             std::size_t services, std::size_t articles) const {
  Suggestions suggestions;
  suggestions.abstains = true;
  std::shared_ptr<const Index> index;
  std::shared_ptr<const LearnedRouting> learned;
  {
    const std::lock_guard lock(holder_->mutex);
    index = holder_->index;
    learned = holder_->learned;
  }
  if (index == nullptr) return suggestions;
  suggestions.snapshot = index->shared_snapshot();

  const std::vector<std::size_t> groups = index->groups_of(person);
  const std::vector<NeedWord> read = read_need(cut_at_character(words, most_bytes), index->vocabulary(),
                                               index->readable(groups), &index->synonyms(), ranking_.corrects);
  std::vector<NeedWord> meant = read;
  std::erase_if(meant, [](const NeedWord& word) { return word.asking; });
  if (groups.empty()) return suggestions;
  if (meant.empty()) {
    put_those_that_say_so_first(suggestions.services, words, *index, groups);
    suggestions.offered = suggestions.services.size();
    suggestions.abstains = suggestions.services.empty();
    return suggestions;
  }
  try {
    const Index::Lease handles(*index);
    const Xapian::Query query = filtered(query_for(meant), groups);
    const WeighedNeed need = weigh(std::move(meant), *handles);
    const std::size_t wanted = std::min(services, most_asked);
    suggestions.services = services_for(*handles, *index, need, query, wanted);
    if (learned != nullptr) {
      suggestions.team = add_learned(suggestions.services, *learned, words, *index, groups, wanted);
    }
    put_those_that_say_so_first(suggestions.services, words, *index, groups);
    if (suggestions.services.size() > wanted)
      suggestions.services.erase(suggestions.services.begin() + static_cast<std::ptrdiff_t>(wanted),
                                 suggestions.services.end());
    if (articles > 0) {
      const Xapian::Query pages = filtered(query_for_articles(read, ranking_), groups);
      suggestions.articles = articles_for(*handles, *index, read, need, pages, {language, groups},
                                          std::min(articles, most_asked), ranking_);
    }
  } catch (const Xapian::Error&) {
    // The index is out of reach (disk): the free request stays open, which is what abstaining offers.
    suggestions.services.clear();
    suggestions.articles.clear();
  }
  std::erase_if(suggestions.articles, [](const ArticleMatch& match) { return match.confidence < least_shown; });
  std::vector<double> chances;
  for (const ServiceMatch& match : suggestions.services) chances.push_back(match.confidence);
  suggestions.offered = offered_count(chances);
  suggestions.abstains = suggestions.offered == 0;
  if (suggestions.abstains) {
    // One word of some sentence is no guess: "une fuite d'eau" is not the leak of data that people tell of.
    std::erase_if(suggestions.services, [](const ServiceMatch& match) {
      return match.confidence < least_chance || match.why.key == one_word;
    });
    std::erase_if(suggestions.articles, [](const ArticleMatch& match) { return match.confidence < article_floor; });
  }
  return suggestions;
}

}  // namespace guichet::matching
