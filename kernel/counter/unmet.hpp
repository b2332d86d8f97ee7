// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/counter.hpp"

#include <string>
#include <vector>

namespace guichet::counter {

/// Needs that are alike, and what would answer them. Who said them is never part of it.
struct UnmetGroup {
  enum class Advice {
    article,  ///< most were solved by one message: a page would have said it
    service,  ///< one team does the same work again and again: a request of its own
    words,    ///< most ended in a service that is there: it lacks the words people use
    watch,    ///< nothing can be said yet
  };
  std::int64_t people = 0;  ///< different ones; all those signed out count as one
  std::int64_t requests = 0;
  std::int64_t solved = 0;
  /// Words of one that says it best, those that fewer than five different people used left out (an empty piece stands
  /// for them).
  std::vector<std::string> wording;
  std::string words;  ///< the words that most of them share, for the page of synonyms
  Advice advice = Advice::watch;
  const domain::Service* service = nullptr;  ///< of Advice::words
  const domain::Team* team = nullptr;        ///< of Advice::service
};

/// A page that people said did not answer.
struct UnansweringArticle {
  const domain::Article* article = nullptr;
  std::int64_t times = 0;
  std::int64_t solved = 0;  ///< how often it did answer
};

struct UnmetNeeds {
  plugins::SnapshotPtr snapshot;             ///< keeps what is pointed to alive
  std::vector<UnmetGroup> groups;            ///< of five different people at least, the largest first, at most 50
  std::int64_t considered = 0;               ///< requests of the period
  std::int64_t in_small_groups = 0;          ///< of them, in groups of fewer people: nothing more is said of those
  bool all = true;                           ///< false: there were more than the latest 2,000
  std::vector<UnansweringArticle> articles;  ///< at most 20
};

/// What people looked for and did not find in the last `days`: free requests, requests that went to another team first,
/// pages that did not answer. Never a confidential request, nor words that tell of distress. forbidden unless
/// identity::may_see_unmet_needs. A few hundred milliseconds at most.
[[nodiscard]] domain::Result<UnmetNeeds> unmet_needs(const Counter& counter, const Asker& asker, int days);

}  // namespace guichet::counter
