// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/matching/sheet.hpp"
#include "kernel/matching/vocabulary.hpp"

#include <xapian.h>

#include <cstddef>

namespace guichet::matching {

/// How much a word counts by where it stands. Later learning changes these, and nothing else.
struct FieldWeights {
  unsigned title, keywords, says, summary, linked, text;
};
inline constexpr FieldWeights service_weights{4, 4, 3, 2, 1, 1};
inline constexpr FieldWeights article_weights{1, 4, 1, 1, 1, 1};

/// Writes sheets into a database and their words into a vocabulary, and takes them out again. Borrows both. Throws
/// Xapian::Error.
class IndexWriter {
 public:
  enum class Kind { services, articles };
  IndexWriter(Kind kind, Xapian::WritableDatabase& database, Vocabulary& vocabulary)
      : kind_(kind), database_(database), vocabulary_(vocabulary) {}

  [[nodiscard]] Xapian::docid add(const Sheet& sheet);
  /// `sheet` is what was added under this number.
  void remove(Xapian::docid document, const Sheet& sheet);

 private:
  Kind kind_;
  Xapian::WritableDatabase& database_;
  Vocabulary& vocabulary_;
  std::size_t since_flush_ = 0;
};

}  // namespace guichet::matching
