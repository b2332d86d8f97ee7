// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/matching/evaluation.hpp"
#include "kernel/matching/matcher.hpp"
#include "web/guichet/commands.hpp"
#include "web/guichet/evaluation_report.hpp"
#include "web/guichet/labelled_files.hpp"

#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <iostream>
#include <map>
#include <set>

namespace guichet::web {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

/// A folder for an index that lasts as long as the evaluation.
class WorkingFolder {
 public:
  WorkingFolder() : path_(std::filesystem::temp_directory_path() / ("guichet-evaluate-" + std::to_string(::getpid()))) {
    std::filesystem::remove_all(path_);
    std::filesystem::create_directories(path_);
  }
  ~WorkingFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  WorkingFolder(const WorkingFolder&) = delete;
  WorkingFolder& operator=(const WorkingFolder&) = delete;
  [[nodiscard]] std::string in(const char* name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_;
};

matching::ArticleRanking ranking_without(const std::vector<std::string>& without) {
  matching::ArticleRanking ranking;
  for (const std::string& name : without) {
    if (name == "beginnings") ranking.roots = 1, ranking.beginnings = 0;
    if (name == "roots") ranking.roots = 0, ranking.beginnings = 1;
    if (name == "opening") ranking.opening = 0;
    if (name == "pairs") ranking.pairs = 0;
    if (name == "corrections") ranking.corrects = false;
  }
  return ranking;
}

plugins::SnapshotPtr snapshot_of(const std::vector<Document>& documents) {
  auto snapshot = std::make_shared<plugins::Snapshot>();
  for (const Document& document : documents) {
    domain::Article article;
    article.id = document.id;
    article.title = document.title;
    article.audience.open_to_all = true;
    if (!document.description.empty()) article.passages.push_back({"", "", document.description});
    if (document.text != document.description) article.passages.push_back({"", "", document.text});
    snapshot->articles.push_back(std::move(article));
  }
  snapshot->index();
  return snapshot;
}

int evaluate_retrieval(const Options& options, const Terminal& terminal) {
  const EvaluationOptions& asked = options.evaluation;
  const auto documents = read_documents(asked.documents);
  if (!documents) return terminal.fail(documents.error());
  const auto queries = read_queries(asked.queries);
  if (!queries) return terminal.fail(queries.error());
  const auto judgements = read_judgements(asked.judgements, *documents, *queries);
  if (!judgements) return terminal.fail(judgements.error());

  const WorkingFolder folder;
  matching::Matcher matcher(folder.in("index"), ranking_without(asked.without));
  RetrievalReport report;
  report.documents = documents->size();
  const auto building = Clock::now();
  if (auto built = matcher.rebuild(snapshot_of(*documents)); !built) return terminal.fail(built.error());
  report.building = seconds_since(building);

  std::vector<std::size_t> ranks;
  std::vector<double> times;
  std::uint32_t number = 0;
  for (const auto& [id, words] : *queries) {
    const auto right = judgements->right.find(id);
    if (right == judgements->right.end()) continue;
    const std::string typed =
        asked.misspell > 0 ? matching::misspelt(words, asked.misspell, asked.seed * 1'000'003U + number) : words;
    ++number;
    const auto start = Clock::now();
    const auto found = matcher.rank_articles(typed, nullptr, domain::Language::fr, 10);
    times.push_back(1000 * seconds_since(start));
    std::size_t rank = 0;
    for (std::size_t i = 0; i < found.size() && rank == 0; ++i) {
      if (right->second.contains(found[i].article->id)) rank = i + 1;
    }
    ranks.push_back(rank);
  }
  if (ranks.empty()) return terminal.fail(no_common_line(asked.queries, asked.judgements));
  report.queries = ranks.size();
  report.judged_elsewhere = judgements->elsewhere;
  report.figures = matching::retrieval_figures(ranks);
  report.times = std::move(times);
  options.json ? print_json(report) : print_table(report);
  return 0;
}

std::vector<matching::PastNeed> needs_of(LabelledTexts texts) {
  std::vector<matching::PastNeed> needs;
  needs.reserve(texts.size());
  for (auto& [label, text] : texts) {
    needs.push_back({static_cast<std::uint32_t>(needs.size() + 1), std::move(label), std::move(text)});
  }
  return needs;
}

int evaluate_routing(const Options& options, const Terminal& terminal) {
  const EvaluationOptions& asked = options.evaluation;
  auto train = read_pairs(asked.train);
  if (!train) return terminal.fail(train.error());
  const auto test = read_pairs(asked.test);
  if (!test) return terminal.fail(test.error());

  const WorkingFolder folder;
  const std::vector<matching::PastNeed> needs = needs_of(std::move(*train));
  RoutingReport report;
  report.learned_from = needs.size();
  report.tested = test->size();
  const auto learning = Clock::now();
  matching::PastNeeds past(folder.in("past"));
  for (const auto& need : needs) past.put(need);
  past.commit(0);
  report.indexing = seconds_since(learning);
  const auto learned = matching::LearnedRouting::learn(past, needs);
  report.learning = seconds_since(learning);
  report.weight_of_nearest = learned->weight_of_nearest();
  report.temperature = learned->temperature();
  report.wanted_accuracy = asked.accuracy;
  report.threshold_for_accuracy = matching::threshold_for_accuracy(learned->held_out(), asked.accuracy);
  report.cost = {asked.cost_wrong, asked.cost_asked};
  report.threshold = asked.threshold.empty() || asked.threshold == "auto" ? matching::threshold_for(report.cost)
                                                                          : std::stod(asked.threshold);
  std::set<std::string> labels;
  for (const auto& need : needs) labels.insert(need.label);
  for (const auto& [label, text] : *test) {
    if (!labels.contains(label)) report.add_never_learned(label);
    const auto start = Clock::now();
    const auto ranked = learned->rank(text);
    report.times.push_back(1000 * seconds_since(start));
    report.add(label, ranked);
  }
  options.json ? print_json(report) : print_table(report);
  return 0;
}

}  // namespace

int run_evaluate(const Options& options, const Terminal& terminal) {
  return options.evaluation.what == "retrieval" ? evaluate_retrieval(options, terminal)
                                                : evaluate_routing(options, terminal);
}

}  // namespace guichet::web
