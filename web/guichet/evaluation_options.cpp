// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/guichet/options.hpp"

#include <boost/program_options.hpp>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <sstream>
#include <string_view>

namespace guichet::web {
namespace {

namespace po = boost::program_options;
using domain::Done;
using domain::Result;

constexpr std::array parts{"roots", "beginnings", "opening", "pairs", "corrections"};

po::options_description described(Options& options) {
  EvaluationOptions& asked = options.evaluation;
  po::options_description all("Options");
  auto add = all.add_options();
  add("documents", po::value(&asked.documents), "retrieval: JSON lines with id, title, description, text");
  add("queries", po::value(&asked.queries), "retrieval: QUERY<TAB>words lines");
  add("judgements", po::value(&asked.judgements), "retrieval: QUERY<TAB>DOCUMENT<TAB>relevance lines");
  add("misspell", po::value(&asked.misspell)->default_value(0), "retrieval: chance that a long word is misspelt");
  add("seed", po::value(&asked.seed)->default_value(1), "retrieval: of what is misspelt, and how");
  add("without", po::value(&asked.without)->composing(),
      "retrieval: leave out roots, beginnings, opening, pairs or corrections, to see what they are worth");
  add("train", po::value(&asked.train), "routing: LABEL<TAB>text lines to learn from");
  add("test", po::value(&asked.test), "routing: LABEL<TAB>text lines to be judged by");
  add("threshold", po::value(&asked.threshold), "routing: confidence to decide from; auto: from the two costs");
  add("accuracy", po::value(&asked.accuracy)->default_value(0.92, "0.92"),
      "routing: the accuracy to tell the coverage at");
  add("cost-wrong", po::value(&asked.cost_wrong)->default_value(5), "routing: what a wrong decision costs");
  add("cost-asked", po::value(&asked.cost_asked)->default_value(1), "routing: what asking a person costs");
  add("json", po::bool_switch(&options.json), "print JSON");
  return all;
}

domain::Error wrong(std::string detail) {
  return {domain::ErrorKind::invalid, "error.command-line", {}, {}, std::move(detail)};
}

bool is_confidence(const std::string& text) {
  char* end = nullptr;
  const double value = std::strtod(text.c_str(), &end);
  return !text.empty() && *end == '\0' && value >= 0 && value <= 1;
}

Result<Done> check(const EvaluationOptions& asked) {
  if (asked.what == "retrieval" && (asked.documents.empty() || asked.queries.empty() || asked.judgements.empty())) {
    return wrong("guichet evaluate retrieval --documents F.jsonl --queries F.tsv --judgements F.tsv");
  }
  if (asked.what == "routing" && (asked.train.empty() || asked.test.empty())) {
    return wrong("guichet evaluate routing --train F.tsv --test F.tsv");
  }
  if (!(asked.misspell >= 0 && asked.misspell <= 1)) return wrong("--misspell is a chance between 0 and 1");
  if (!(asked.accuracy > 0 && asked.accuracy <= 1)) return wrong("--accuracy is above 0, and 1 at most");
  if (!(asked.cost_wrong > 0 && asked.cost_asked >= 0)) return wrong("--cost-wrong and --cost-asked are above 0");
  if (!asked.threshold.empty() && asked.threshold != "auto" && !is_confidence(asked.threshold)) {
    return wrong("--threshold is \"auto\" or a confidence between 0 and 1");
  }
  for (const std::string& part : asked.without) {
    if (std::find(parts.begin(), parts.end(), part) == parts.end()) {
      return wrong("--without knows roots, beginnings, opening, pairs and corrections, not \"" + part + "\"");
    }
  }
  return Done{};
}

}  // namespace

std::string evaluation_usage() {
  Options defaults;
  std::ostringstream text;
  text << "guichet evaluate: how well needs are understood, on files of yours\n\n"
          "  guichet evaluate retrieval --documents F.jsonl --queries F.tsv --judgements F.tsv\n"
          "  guichet evaluate routing   --train F.tsv --test F.tsv [--threshold auto]\n\n"
       << described(defaults);
  return text.str();
}

Result<Done> read_evaluation_options(Options& options, const std::vector<std::string>& arguments) {
  const bool helped = std::any_of(arguments.begin(), arguments.end(),
                                  [](const std::string& word) { return word == "--help" || word == "-h"; });
  if (arguments.empty() || helped || arguments.front() == "help") {
    options.evaluation.what = "help";
    return Done{};
  }
  options.evaluation.what = arguments.front();
  if (options.evaluation.what != "retrieval" && options.evaluation.what != "routing") {
    return wrong("guichet evaluate takes retrieval or routing, not \"" + options.evaluation.what + "\"");
  }
  try {
    po::variables_map values;
    const std::vector<std::string> given(arguments.begin() + 1, arguments.end());
    const po::options_description known = described(options);
    po::store(po::command_line_parser(given).options(known).positional({}).run(), values);
    po::notify(values);
  } catch (const po::error& failure) {
    return wrong(failure.what());
  }
  return check(options.evaluation);
}

}  // namespace guichet::web
