// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace guichet::matching {

/// Groups of documents with the same audience, one bit each. The last bit stands for every group from the 64th on.
using Groups = std::uint64_t;
[[nodiscard]] constexpr Groups group_bit(std::size_t group) {
  return Groups{1} << (group < 63 ? group : 63);
}

/// The words of what may be read, each with the groups it occurs in: a correction or a completion is only ever a word
/// that this person could have read. Immutable once sealed; then thread-safe.
class Vocabulary {
 public:
  struct Entry {
    std::string word;         ///< folded; a root stands here with '=' before it
    std::uint32_t count = 0;  ///< documents it occurs in
    Groups groups = 0;
    std::uint32_t letters = 0;  ///< which letters it has: a quick bound on the distance
  };

  void add(std::string_view word, Groups group);
  void add_root(std::string_view root, Groups group);
  /// Sorts and joins what was added. Called once before anything is asked.
  void seal();

  [[nodiscard]] bool knows(std::string_view word, Groups readable) const;
  [[nodiscard]] bool knows_root(std::string_view root, Groups readable) const;
  /// Words that a letter added, dropped, changed or exchanged with its neighbour away from this one (twice for words of
  /// nine letters or more); the nearest and most frequent first, `most` at most. Nothing for words under four letters.
  [[nodiscard]] std::vector<std::string> nearest(std::string_view word, Groups readable, std::size_t most) const;
  /// The most frequent words that begin so.
  [[nodiscard]] std::vector<std::string> completions(std::string_view beginning, Groups readable,
                                                     std::size_t most) const;

  [[nodiscard]] std::size_t size() const { return entries_.size(); }
  [[nodiscard]] std::string to_text() const;
  /// An empty vocabulary when the text is not one of ours.
  [[nodiscard]] static Vocabulary from_text(std::string_view text);

 private:
  std::vector<Entry> entries_;  // sorted by word once sealed
  std::size_t sealed_ = 0;      // how many of them are
};

/// How many single-letter slips (Damerau's, neighbours exchanged count as one) separate two words; more than `most`:
/// most + 1.
[[nodiscard]] int distance(std::string_view first, std::string_view second, int most);

}  // namespace guichet::matching
