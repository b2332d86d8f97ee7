// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/matching/bounded_source.hpp"

#include <algorithm>

namespace guichet::matching {

void BoundedSource::init(const Xapian::Database& database) {
  last_ = database.get_lastdocid();
  most_ = first_ > last_ ? 0 : std::min<Xapian::doccount>(database.get_doccount(), last_ - first_ + 1);
  at_ = 0;
  steps_ = 0;
  ended_ = false;
  set_maxweight(0);
}

void BoundedSource::next(double) {
  move_to(at_ == 0 ? first_ : at_ + 1);
}

void BoundedSource::skip_to(Xapian::docid document, double) {
  move_to(std::max({document, first_, at_}));
}

bool BoundedSource::check(Xapian::docid document, double) {
  move_to(std::max({document, first_, at_}));
  return true;
}

void BoundedSource::move_to(Xapian::docid document) {
  at_ = document;
  // The clock is read now and then: it costs more than a step.
  const bool late = (++steps_ & 255U) == 0 && std::chrono::steady_clock::now() >= until_;
  ended_ = document > last_ || late;
}

}  // namespace guichet::matching
