// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/guichet/evaluation_report.hpp"

#include <nlohmann/json.hpp>
#include <sys/resource.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <iostream>

namespace guichet::web {
namespace {

using nlohmann::json;

double rounded(double value, double places = 1e4) {
  return std::round(value * places) / places;
}

double at_share(std::vector<double> times, double share) {
  if (times.empty()) return 0;
  std::sort(times.begin(), times.end());
  return times[std::min(times.size() - 1, static_cast<std::size_t>(share * static_cast<double>(times.size())))];
}

/// The most memory this process has held, in megabytes.
double peak_memory() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

struct Kept {
  double coverage = 0, accuracy = 0;
};
Kept above(const std::vector<matching::Judged>& judged, double threshold) {
  double kept = 0, right = 0;
  for (const auto& one : judged) {
    if (one.confidence < threshold) continue;
    ++kept;
    right += one.right ? 1 : 0;
  }
  const auto all = static_cast<double>(judged.size());
  return {all > 0 ? kept / all : 0, kept > 0 ? right / kept : 0};
}

std::string theme_of(const std::string& label) {
  return label.substr(0, label.find(" / "));
}

void line(const char* name, double value, const char* what) {
  std::printf("  %-28s %8.4f   %s\n", name, value, what);
}

/// How much is decided from a confidence on, and how much of that is right.
void coverage_line(const char* name, const std::vector<matching::Judged>& judged, double threshold, const char* why) {
  const Kept kept = above(judged, threshold);
  if (threshold > 1 || kept.coverage == 0) {
    std::printf("  %-28s %8.4f   none reaches it (%s)\n", name, 0.0, why);
  } else {
    std::printf("  %-28s %8.4f   %.2f %% of them right, from %.3f on (%s)\n", name, kept.coverage, 100 * kept.accuracy,
                threshold, why);
  }
}

void times_line(const std::vector<double>& times) {
  std::printf("  %-28s %8.3f   median; %.3f at the 99th percentile\n", "milliseconds a query", at_share(times, 0.5),
              at_share(times, 0.99));
}

json times_json(const std::vector<double>& times) {
  return {{"median", rounded(at_share(times, 0.5))}, {"p99", rounded(at_share(times, 0.99))}};
}

/// Without a threshold when none is high enough, and without an accuracy when nothing is decided.
json coverage_json(const std::vector<matching::Judged>& judged, double threshold) {
  const Kept kept = above(judged, threshold);
  return {{"threshold", threshold > 1 ? json() : json(rounded(threshold))},
          {"coverage", rounded(kept.coverage)},
          {"accuracy", kept.coverage > 0 ? json(rounded(kept.accuracy)) : json()}};
}

json figures_json(const matching::RoutingFigures& figures) {
  return {{"accuracy", rounded(figures.accuracy)},
          {"macro_f1", rounded(figures.macro_f1)},
          {"top_3", rounded(figures.among_three)}};
}

}  // namespace

std::size_t RoutingReport::number_of(const std::string& label) {
  return numbers_.emplace(label, numbers_.size()).first->second;
}

void RoutingReport::add_never_learned(const std::string& label) {
  ++never_learned;
  labels_never_learned.insert(label);
}

void RoutingReport::add(const std::string& label, const std::vector<matching::LearnedLabel>& ranked) {
  const auto place = std::find_if(ranked.begin(), ranked.end(), [&](const auto& one) { return one.label == label; });
  const std::string said = ranked.empty() ? std::string() : ranked.front().label;
  decisions.push_back({number_of(label), number_of(said), place != ranked.end() && place - ranked.begin() < 3});
  judged.push_back({ranked.empty() ? 0 : ranked.front().probability, said == label});

  if (label.find(" / ") != std::string::npos) has_themes = true;
  std::map<std::string, double> themes;
  for (const auto& one : ranked) themes[theme_of(one.label)] += one.probability;
  std::vector<std::pair<double, std::string>> order;
  for (const auto& [theme, chance] : themes) order.emplace_back(-chance, theme);
  std::sort(order.begin(), order.end());
  matching::Decision decision{number_of("/" + theme_of(label)), number_of(order.empty() ? "" : "/" + order[0].second)};
  for (std::size_t i = 0; i < std::min<std::size_t>(3, order.size()); ++i) {
    decision.among_three = decision.among_three || order[i].second == theme_of(label);
  }
  decisions_by_theme.push_back(decision);
}

void print_table(const RetrievalReport& report) {
  std::printf("%zu documents, indexed in %.1f s; %zu questions\n", report.documents, report.building, report.queries);
  if (report.judged_elsewhere > 0) {
    std::printf("%zu judgements are about questions or documents that were not given: left out\n",
                report.judged_elsewhere);
  }
  std::printf("\n");
  line("P@1", report.figures.first, "the right one comes first");
  line("S@3", report.figures.among_three, "it is among the first three");
  line("S@5", report.figures.among_five, "it is among the first five");
  line("MRR@10", report.figures.reciprocal, "mean of 1 / rank within ten");
  times_line(report.times);
}

void print_json(const RetrievalReport& report) {
  std::cout << json{{"documents", report.documents},
                    {"queries", report.queries},
                    {"judged_elsewhere", report.judged_elsewhere},
                    {"indexing_seconds", rounded(report.building)},
                    {"p_at_1", rounded(report.figures.first)},
                    {"s_at_3", rounded(report.figures.among_three)},
                    {"s_at_5", rounded(report.figures.among_five)},
                    {"mrr_at_10", rounded(report.figures.reciprocal)},
                    {"milliseconds", times_json(report.times)}}
                   .dump(2)
            << '\n';
}

void print_table(const RoutingReport& report) {
  std::printf("learned from %zu in %.1f s (%.1f s of it indexing), %.0f MB at most; %zu tested\n", report.learned_from,
              report.learning, report.indexing, peak_memory(), report.tested);
  if (report.never_learned > 0) {
    std::printf("%zu of them have a label that nothing was learned of (%zu such labels)\n", report.never_learned,
                report.labels_never_learned.size());
  }
  std::printf("found on what was held out: temperature %.2f, the nearest count %.2f\n\n", report.temperature,
              report.weight_of_nearest);
  const auto figures = matching::routing_figures(report.decisions);
  line("accuracy", figures.accuracy, "the right label comes first");
  line("macro-F1", figures.macro_f1, "mean over the labels, small ones as well");
  line("top-3", figures.among_three, "the right label is among the first three");
  if (report.has_themes) {
    const auto themes = matching::routing_figures(report.decisions_by_theme);
    line("accuracy of the theme", themes.accuracy, "what stands before the slash");
    line("macro-F1 of the theme", themes.macro_f1, "");
  }
  char name[40];
  std::snprintf(name, sizeof(name), "coverage at %g %% accuracy", 100 * report.wanted_accuracy);
  coverage_line(name, report.judged, report.threshold_for_accuracy, "as seen on what was held out");
  char costs[80];
  std::snprintf(costs, sizeof(costs), "wrong costs %g, asking %g", report.cost.wrong, report.cost.asked);
  coverage_line("coverage at the threshold", report.judged, report.threshold, costs);
  line("expected calibration error", matching::expected_calibration_error(report.judged), "of the confidence said");
  times_line(report.times);
  std::printf("\n  confidence said    how many   mean said   right\n");
  for (const auto& row : matching::reliability(report.judged)) {
    if (row.count == 0) continue;
    std::printf("  %.1f to %.1f         %8zu     %7.3f   %5.3f\n", row.from, row.to, row.count, row.said, row.right);
  }
}

void print_json(const RoutingReport& report) {
  json all = figures_json(matching::routing_figures(report.decisions));
  all["learned_from"] = report.learned_from;
  all["tested"] = report.tested;
  all["learning_seconds"] = rounded(report.learning);
  all["peak_memory_megabytes"] = rounded(peak_memory(), 10);
  if (report.has_themes) all["theme"] = figures_json(matching::routing_figures(report.decisions_by_theme));
  all["never_learned"] = {{"tested", report.never_learned}, {"labels", report.labels_never_learned.size()}};
  all["at_accuracy"] = coverage_json(report.judged, report.threshold_for_accuracy);
  all["at_accuracy"]["wanted"] = rounded(report.wanted_accuracy);
  all["at_threshold"] = coverage_json(report.judged, report.threshold);
  all["at_threshold"]["cost_wrong"] = report.cost.wrong;
  all["at_threshold"]["cost_asked"] = report.cost.asked;
  all["expected_calibration_error"] = rounded(matching::expected_calibration_error(report.judged));
  all["milliseconds"] = times_json(report.times);
  all["reliability"] = json::array();
  for (const auto& row : matching::reliability(report.judged)) {
    all["reliability"].push_back({{"from", rounded(row.from)},
                                  {"to", rounded(row.to)},
                                  {"count", row.count},
                                  {"said", rounded(row.said)},
                                  {"right", rounded(row.right)}});
  }
  std::cout << all.dump(2, ' ', false, json::error_handler_t::replace) << '\n';
}

}  // namespace guichet::web
