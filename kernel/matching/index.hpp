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

/// The two databases, opened together. Xapian's handles belong to one thread at a time.
struct Handles {
  Xapian::Database services;
  Xapian::Database articles;
};

/// The index of one snapshot. Immutable and thread-safe.
class Index {
 public:
  /// Opens the index that `folder` keeps for this snapshot; or makes it there, from what differs when most of the one
  /// `before` stays; or builds it. Others in that folder are removed.
  [[nodiscard]] static domain::Result<std::shared_ptr<const Index>> open(const std::string& folder,
                                                                         plugins::SnapshotPtr snapshot,
                                                                         const Index* before = nullptr);

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

  /// The number of what a document is, in the snapshot's services or articles.
  [[nodiscard]] std::size_t service_at(Xapian::docid document) const { return services_.at[document]; }
  [[nodiscard]] std::size_t article_at(Xapian::docid document) const { return articles_.at[document]; }
  [[nodiscard]] const ServiceWords& words_of(std::size_t service) const { return *service_words_[service]; }
  [[nodiscard]] const ReadArticle& read_article(std::size_t article) const { return *read_articles_[article]; }

  /// Whether one of the services of the snapshot is in one of these groups.
  [[nodiscard]] bool is_for(const domain::Service& service, const std::vector<std::size_t>& groups) const;

  [[nodiscard]] bool article_is_for(std::size_t article, const std::vector<std::size_t>& groups) const;

  /// The numbers of the groups of documents this person may read.
  [[nodiscard]] std::vector<std::size_t> groups_of(const domain::Person* person) const;
  /// The same as bits, for the vocabulary.
  [[nodiscard]] Groups readable(const std::vector<std::size_t>& groups) const;

 private:
  /// The services, or the articles: beside the snapshot's their groups, fingerprints and documents.
  struct Shelf {
    std::vector<std::size_t> groups;
    std::vector<std::uint64_t> fingerprints;
    std::vector<std::uint32_t> documents;  // 0: not in the database yet
    std::vector<std::uint32_t> at;         // by document: the number
    void number_documents();
    /// Takes over the documents of what is the same in `before`; answers the numbers in `before` of what is not here.
    std::vector<std::size_t> take_over(const Shelf& before);
    [[nodiscard]] std::size_t missing() const;
  };

  Index() = default;
  void prepare(std::vector<domain::Audience> audiences);
  void read_words(const Index* before);
  [[nodiscard]] bool reopen(const std::string& path);
  [[nodiscard]] bool follow(const std::string& path, const Index& before);
  void build(const std::string& path);
  void write_missing(const std::string& path, const Index* before, const std::vector<std::size_t>& gone_services,
                     const std::vector<std::size_t>& gone_articles);
  void open_handles(const std::string& path);

  plugins::SnapshotPtr snapshot_;
  std::string path_;
  Vocabulary vocabulary_;
  Synonyms synonyms_;
  std::vector<domain::Audience> audiences_;  // one a group
  Shelf services_, articles_;
  std::vector<std::shared_ptr<const ServiceWords>> service_words_;
  std::vector<std::shared_ptr<const ReadArticle>> read_articles_;

  mutable std::mutex mutex_;
  mutable std::condition_variable returned_;
  mutable std::vector<std::unique_ptr<Handles>> handles_;
  mutable std::vector<Handles*> free_;
};

}  // namespace guichet::matching
