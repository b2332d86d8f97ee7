// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/request.hpp"
#include "kernel/domain/result.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace guichet::matching {

/// What the search over requests knows of one of them. Confidential requests never come here.
struct SearchDocument {
  domain::RequestId id = 0;
  std::string reference;
  std::string title;
  std::string text;  ///< words, answers' text, public messages
  std::string requester_name;
  domain::PersonId requester = 0;
  std::vector<std::string> readers;  ///< "person:42" (requester, watchers, approvers), "team:it/network"
  domain::Instant created = 0;
  bool over = false;
};

struct SearchHits {
  std::vector<domain::RequestId> ids;  ///< open ones first, then by relevance and recency
  std::size_t about = 0;               ///< estimate of all
};

/// Full-text search over requests, on disk (Xapian), following the event log. One writer thread, many readers.
class RequestSearch {
 public:
  explicit RequestSearch(std::string folder);
  ~RequestSearch();
  RequestSearch(const RequestSearch&) = delete;
  RequestSearch& operator=(const RequestSearch&) = delete;

  /// Replaces or adds; durable and visible at the next commit(). Called by one thread at a time.
  void put(const SearchDocument& document);
  void remove(domain::RequestId id);
  /// Commits and records up to which event the index is true.
  void commit(std::int64_t event_number);
  [[nodiscard]] std::int64_t indexed_up_to() const;

  /// Requests whose readers include one of `readers` ("person:42", "team:it/network"), matching the words (French
  /// stemming, accents folded, last word as a prefix, a reference in any case). `offset` + `limit` <= 500.
  [[nodiscard]] SearchHits search(std::string_view words, const std::vector<std::string>& readers, std::size_t offset,
                                  std::size_t limit) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace guichet::matching
