// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <xapian.h>

#include <chrono>

namespace guichet::matching {

/// Every document from `first` on, until time is up: then a search ends with the best it has found so far. Without it
/// a word that stands in every request would be walked through to the end.
class BoundedSource : public Xapian::PostingSource {
 public:
  BoundedSource(Xapian::docid first, std::chrono::steady_clock::time_point until) : first_(first), until_(until) {}

  [[nodiscard]] Xapian::doccount get_termfreq_min() const override { return 0; }
  [[nodiscard]] Xapian::doccount get_termfreq_est() const override { return most_; }
  [[nodiscard]] Xapian::doccount get_termfreq_max() const override { return most_; }
  [[nodiscard]] Xapian::docid get_docid() const override { return at_; }
  [[nodiscard]] bool at_end() const override { return ended_; }
  void init(const Xapian::Database& database) override;
  void next(double least_weight) override;
  void skip_to(Xapian::docid document, double least_weight) override;
  bool check(Xapian::docid document, double least_weight) override;
  [[nodiscard]] BoundedSource* clone() const override { return new BoundedSource(first_, until_); }

 private:
  void move_to(Xapian::docid document);

  Xapian::docid first_, at_ = 0, last_ = 0;
  Xapian::doccount most_ = 0;
  unsigned steps_ = 0;
  bool ended_ = false;
  std::chrono::steady_clock::time_point until_;
};

}  // namespace guichet::matching
