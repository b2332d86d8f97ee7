// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/matching/text.hpp"
#include "kernel/plugins/registry.hpp"

#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace guichet::matching {

/// The university's synonyms, to be looked for in what somebody typed. Words are known by their roots, so that
/// "portables" finds "portable". Immutable and thread-safe.
class Synonyms {
 public:
  Synonyms() = default;
  explicit Synonyms(const std::vector<plugins::Synonym>& synonyms);

  struct Found {
    std::size_t words = 0;                            ///< how many typed words; 0: none
    const std::vector<std::string>* means = nullptr;  ///< folded words that they stand for
  };
  /// The longest one that begins at this word.
  [[nodiscard]] Found at(std::span<const Word> words, std::size_t begin) const;

 private:
  std::size_t longest_ = 0;
  std::unordered_map<std::string, std::vector<std::string>> means_;  // by roots, with spaces between them
};

/// Words with those that stand for others replaced by what they mean, which keeps the place of the whole: two who say
/// the same in other words say the same words then.
[[nodiscard]] std::vector<Word> with_meanings(const std::vector<Word>& words, const Synonyms& synonyms);

/// Words that a department keeps for one of its services, as more keywords of it. They live as long as the snapshot.
[[nodiscard]] std::vector<std::string_view> synonyms_of(const plugins::Snapshot& snapshot, const std::string& service);

}  // namespace guichet::matching
