// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/matching/calibration.hpp"
#include "kernel/matching/evaluation.hpp"
#include "kernel/matching/learned_routing.hpp"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace guichet::web {

/// What `guichet evaluate retrieval` tells. Times are milliseconds a query, `building` seconds.
struct RetrievalReport {
  std::size_t documents = 0, queries = 0;
  std::size_t judged_elsewhere = 0;  ///< judgements of queries or documents that were not given
  double building = 0;
  matching::RetrievalFigures figures;
  std::vector<double> times;
};

/// What `guichet evaluate routing` tells. Labels such as "theme / sub-theme" are judged by their theme as well.
struct RoutingReport {
  std::size_t learned_from = 0, tested = 0;
  double indexing = 0, learning = 0;  ///< seconds; learning includes indexing
  double weight_of_nearest = 0, temperature = 0;
  double wanted_accuracy = 0, threshold_for_accuracy = 0;
  matching::DecisionCost cost;
  double threshold = 0;
  std::vector<double> times;

  /// Of a label that nothing was learned of: none of them can be right.
  void add_never_learned(const std::string& label);
  void add(const std::string& label, const std::vector<matching::LearnedLabel>& ranked);

  std::vector<matching::Decision> decisions, decisions_by_theme;
  std::vector<matching::Judged> judged;
  bool has_themes = false;
  std::size_t never_learned = 0;               ///< texts...
  std::set<std::string> labels_never_learned;  ///< ... of these

 private:
  std::size_t number_of(const std::string& label);
  std::map<std::string, std::size_t> numbers_;
};

void print_table(const RetrievalReport& report);
void print_json(const RetrievalReport& report);
void print_table(const RoutingReport& report);
void print_json(const RoutingReport& report);

}  // namespace guichet::web
