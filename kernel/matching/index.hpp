// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/result.hpp"
#include "kernel/matching/read_article.hpp"
#include "kernel/matching/service_words.hpp"
#include "kernel/matching/synonyms.hpp"
#include "kernel/matching/vocabulary.hpp"
#include "kernel/plugins/registry.hpp"

#include <xapian.h>

#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace guichet::matching {

/// How much a word counts by where it stands. Later learning changes these, and nothing else.
struct FieldWeights {
  unsigned title, keywords, says, summary, linked;
};
inline constexpr FieldWeights service_weights{4, 4, 3, 2, 1};
inline constexpr FieldWeights article_weights{1, 4, 0, 1, 0};  ///< `summary` is the text of the passages

/// The two databases, opened together. Xapian's handles belong to one thread at a time.
struct Handles {
  Xapian::Database services;  ///< document n + 1 is snapshot.services[n]
  Xapian::Database articles;  ///< document n + 1 is snapshot.articles[n]
};

/// The index of one snapshot. Immutable and thread-safe.
class Index {
 public:
  /// Opens the index that `folder` keeps for this snapshot, or builds it there; older ones are removed.
  [[nodiscard]] static domain::Result<std::shared_ptr<const Index>> open(const std::string& folder,
                                                                         plugins::SnapshotPtr snapshot);

  /// A pair of handles for one search; waits while all are in use. Gives them back when destroyed.
  class Lease {
   public:
    explicit Lease(const Index& index);
    ~Lease();
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;
    [[nodiscard]] Handles& operator*() const { return *handles_; }
    [[nodiscard]] Handles* operator->() const { return handles_; }

   private:
    const Index& index_;
    Handles* handles_;
  };

  [[nodiscard]] const plugins::Snapshot& snapshot() const { return *snapshot_; }
  [[nodiscard]] const plugins::SnapshotPtr& shared_snapshot() const { return snapshot_; }
  [[nodiscard]] const Vocabulary& vocabulary() const { return vocabulary_; }
  [[nodiscard]] const Synonyms& synonyms() const { return synonyms_; }
  [[nodiscard]] const ServiceWords& words_of(std::size_t service) const { return service_words_[service]; }

  [[nodiscard]] const ReadArticle& read_article(std::size_t article) const { return read_articles_[article]; }

  /// Whether one of the services of the snapshot is in one of these groups.
  [[nodiscard]] bool is_for(const domain::Service& service, const std::vector<std::size_t>& groups) const;

  /// The numbers of the groups of documents this person may read.
  [[nodiscard]] std::vector<std::size_t> groups_of(const domain::Person* person) const;
  /// The same as bits, for the vocabulary.
  [[nodiscard]] Groups readable(const std::vector<std::size_t>& groups) const;

 private:
  Index() = default;
  void read_groups();
  void read_service_words();
  [[nodiscard]] bool reopen(const std::string& path);
  void build(const std::string& path);
  void open_handles(const std::string& path);

  plugins::SnapshotPtr snapshot_;
  Vocabulary vocabulary_;
  Synonyms synonyms_;
  std::vector<domain::Audience> audiences_;  // one a group
  std::vector<std::size_t> service_group_, article_group_;
  std::vector<ServiceWords> service_words_;
  std::vector<ReadArticle> read_articles_;

  mutable std::mutex mutex_;
  mutable std::condition_variable returned_;
  mutable std::vector<std::unique_ptr<Handles>> handles_;
  mutable std::vector<Handles*> free_;
};

/// Boolean terms.
[[nodiscard]] std::string group_term(std::size_t group);
[[nodiscard]] std::string language_term(domain::Language language);

}  // namespace guichet::matching
