// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/article.hpp"

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <vector>

namespace guichet::matching {

/// A word of an article that means something, ready to be compared with a need's.
struct ReadWord {
  std::uint32_t begin, end;  ///< bytes in the text
  std::uint64_t root;        ///< root_number() of its root
};

struct ReadPassage {
  std::vector<ReadWord> heading, text;  ///< in the order of the text
};

/// The words of one article. Cutting and stemming cost far more than comparing, so it is done once, when a need first
/// finds the article. Thread-safe.
class ReadArticle {
 public:
  /// Beside `article.passages`; only the first `most_read` bytes are read, so there may be fewer.
  [[nodiscard]] const std::vector<ReadPassage>& passages(const domain::Article& article) const;

  static constexpr std::size_t most_read = std::size_t{64} * 1024;

 private:
  mutable std::once_flag once_;
  mutable std::vector<ReadPassage> passages_;
};

}  // namespace guichet::matching
