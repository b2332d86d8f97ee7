// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/article.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace guichet::matching {

/// A word of an article that means something, ready to be compared with a need's.
struct ReadWord {
  std::uint32_t begin, end;  ///< bytes in the text
  std::uint32_t root;        ///< short_number() of its root
  std::uint32_t beginning;   ///< short_number() of its first letters
};

struct ReadPassage {
  std::vector<ReadWord> heading, text;  ///< in the order of the text
};

/// The words of one article, cut once: cutting and stemming cost far more than comparing. Immutable.
class ReadArticle {
 public:
  ReadArticle() = default;
  explicit ReadArticle(const domain::Article& article);

  [[nodiscard]] const std::vector<ReadWord>& title() const { return title_; }
  [[nodiscard]] const std::vector<ReadWord>& keywords() const { return keywords_; }
  /// Beside the article's passages; only the first `most_read` bytes are read, so there may be fewer.
  [[nodiscard]] const std::vector<ReadPassage>& passages() const { return passages_; }

  static constexpr std::size_t most_read = std::size_t{64} * 1024;

 private:
  std::vector<ReadWord> title_, keywords_;
  std::vector<ReadPassage> passages_;
};

}  // namespace guichet::matching
