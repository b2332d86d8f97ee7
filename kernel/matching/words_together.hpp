// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/matching/word_patterns.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace guichet::matching {

/// Patterns that must all be found near each other, in any order: a line of parts with `&` between them, each of
/// patterns with `|` between them. A part that begins with `!` must not be found there. For what is said in too many
/// ways to be one pattern. Thread-safe once made.
class WordsTogether {
 public:
  explicit WordsTogether(std::string_view lines);
  [[nodiscard]] bool find(const std::vector<Heard>& words) const;

 private:
  struct Rule {
    std::vector<std::unique_ptr<const WordPatterns>> wanted;
    std::unique_ptr<const WordPatterns> unwanted;  ///< null: nothing is
  };
  std::vector<std::unique_ptr<const std::string>> texts_;  // what the patterns borrow
  std::vector<Rule> rules_;
};

}  // namespace guichet::matching
