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
/// that this person could have read. Thread-safe once sealed, until something is added or removed.
class Vocabulary {
 public:
  struct Entry {
    /// How many documents of one group it occurs in.
    struct Share {
      Groups group = 0;  ///< one bit
      std::int32_t count = 0;
    };
    std::string word;         ///< folded; a root stands here with '=' before it
    std::uint32_t count = 0;  ///< documents it occurs in
    Groups groups = 0;
    std::uint32_t letters = 0;  ///< which letters it has: a quick bound on the distance
    std::vector<Share> shares;  ///< by group
  };

  /// `group` is one bit.
  void add(std::string_view word, Groups group) { changes_.push_back({std::string(word), {group, 1}}), join_many(); }
  void add_root(std::string_view root, Groups group) { add('=' + std::string(root), group); }
  /// What was added once is no longer there; the word is forgotten by the groups that have no other document with it.
  void remove(std::string_view word, Groups group) { changes_.push_back({std::string(word), {group, -1}}); }
  void remove_root(std::string_view root, Groups group) { remove('=' + std::string(root), group); }
  /// Sorts and joins what was added and removed. Called before anything is asked.
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
  struct Change {
    std::string word;
    Entry::Share share;
  };
  // A large corpus repeats its words: joined on the way, so that memory follows the vocabulary and not the texts.
  void join_many() {
    if (changes_.size() > 2 * entries_.size() + 100'000) seal();
  }

  std::vector<Entry> entries_;   // sorted by word
  std::vector<Change> changes_;  // not in the entries yet
};

/// How many single-letter slips (Damerau's, neighbours exchanged count as one) separate two words; more than `most`:
/// most + 1.
[[nodiscard]] int distance(std::string_view first, std::string_view second, int most);

}  // namespace guichet::matching
