// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/person.hpp"
#include "kernel/domain/place.hpp"
#include "kernel/domain/result.hpp"
#include "kernel/matching/article_ranking.hpp"
#include "kernel/matching/distress.hpp"
#include "kernel/plugins/registry.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace guichet::matching {

class Index;
class LearnedRouting;

/// One service that fits the words. Borrowed from the snapshot the index was built over.
struct ServiceMatch {
  const domain::Service* service = nullptr;
  double confidence = 0;    ///< 0 to 1, calibrated: of ten said with .8, eight are right
  domain::Explanation why;  ///< key "match.says" {"words": ["liste", "diffusion"]}, "match.title", ...
};

struct ArticleMatch {
  const domain::Article* article = nullptr;
  double confidence = 0;
  std::string anchor;  ///< of the passage that answers; empty: the whole page
  std::string heading;
  /// The passage in pieces, to be escaped by the template; `marked` pieces are words that matched.
  struct Piece {
    std::string text;
    bool marked = false;
  };
  std::vector<Piece> excerpt;  ///< at most about 240 characters
};

/// The team that solved requests like this one when no service did.
struct LearnedTeam {
  std::string id;  ///< full
  double confidence = 0;
};

struct Suggestions {
  std::vector<ServiceMatch> services;  ///< best first, only those whose audience includes the person
  std::vector<ArticleMatch> articles;  ///< best first, in the person's language when there is one
  std::size_t offered = 0;             ///< how many of the services are worth showing (offering.hpp): 0, 1 or 3
  bool abstains = false;               ///< none is: offer the free request first, and the services as a guess at most
  std::optional<LearnedTeam> team;     ///< for a free request
  Distress distress = Distress::none;  ///< set by counter::ask: help comes first, and nothing else is suggested
  plugins::SnapshotPtr snapshot;       ///< keeps what is borrowed alive
};

/// Index of what the counter offers: services and articles of one snapshot. In-process, no plugin code runs here.
/// Thread-safe: any number of threads suggest while another one rebuilds.
class Matcher {
 public:
  /// `folder` keeps the index on disk between starts (reused when its fingerprint is the snapshot's).
  explicit Matcher(std::string folder, ArticleRanking ranking = {});
  ~Matcher();
  Matcher(const Matcher&) = delete;
  Matcher& operator=(const Matcher&) = delete;

  /// Builds or reopens the index for this snapshot, then swaps it in.
  [[nodiscard]] domain::Result<domain::Done> rebuild(plugins::SnapshotPtr snapshot);

  /// What fits these words for this person (null: signed out). Words over 2,000 bytes are cut at a character. Never
  /// logs or keeps the words. Microseconds to a few milliseconds.
  [[nodiscard]] Suggestions suggest(std::string_view words, const domain::Person* person, domain::Language language,
                                    std::size_t services = 5, std::size_t articles = 5) const;

  /// From now on services are ranked by what was learned as well; null: by their words alone. Any thread.
  void use(std::shared_ptr<const LearnedRouting> learned);

  /// The articles nearest to these words however unsure, best first, at most 50: what suggest() shows the surest of.
  [[nodiscard]] std::vector<ArticleMatch> rank_articles(std::string_view words, const domain::Person* person,
                                                        domain::Language language, std::size_t most) const;

 private:
  [[nodiscard]] std::shared_ptr<const Index> index() const;

  std::string folder_;
  ArticleRanking ranking_;
  struct Holder;
  std::unique_ptr<Holder> holder_;
};

/// Above it, a free request follows its best service's route; below, people of the triage team sort it: what a
/// decision costs that is wrong one time in five is what sorting it by hand costs (DecisionCost).
inline constexpr double routing_threshold = 0.8;

}  // namespace guichet::matching
