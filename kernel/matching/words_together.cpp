// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/matching/words_together.hpp"

#include <algorithm>

namespace guichet::matching {
namespace {

constexpr std::size_t near = 12;  // words, to each side of the first

bool stands_within(const WordPatterns& pattern, const std::vector<Heard>& words, std::size_t begin, std::size_t end) {
  for (std::size_t at = begin; at < end; ++at) {
    if (pattern.longest(words, at) > at) return true;
  }
  return false;
}

}  // namespace

WordsTogether::WordsTogether(std::string_view lines) {
  each_part(lines, '\n', [this](std::string_view line) {
    Rule rule;
    each_part(line, '&', [this, &rule](std::string_view part) {
      while (part.starts_with(' ')) part.remove_prefix(1);
      const bool unwanted = part.starts_with('!');
      if (unwanted) part.remove_prefix(1);
      // Here `|` stands between whole phrases, each a pattern of its own.
      auto text = std::make_unique<std::string>(part);
      std::replace(text->begin(), text->end(), '|', '\n');
      auto pattern = std::make_unique<const WordPatterns>(std::initializer_list<std::string_view>{*text});
      texts_.push_back(std::move(text));
      if (unwanted) {
        rule.unwanted = std::move(pattern);
      } else {
        rule.wanted.push_back(std::move(pattern));
      }
    });
    rules_.push_back(std::move(rule));
  });
}

bool WordsTogether::find(const std::vector<Heard>& words) const {
  return std::any_of(rules_.begin(), rules_.end(), [&words](const Rule& rule) {
    for (std::size_t at = 0; at < words.size(); ++at) {
      if (rule.wanted.front()->longest(words, at) == at) continue;
      const std::size_t begin = at > near ? at - near : 0, end = std::min(words.size(), at + near);
      const bool all = std::all_of(rule.wanted.begin() + 1, rule.wanted.end(),
                                   [&](const auto& pattern) { return stands_within(*pattern, words, begin, end); });
      if (all && (!rule.unwanted || !stands_within(*rule.unwanted, words, begin, end))) return true;
    }
    return false;
  });
}

}  // namespace guichet::matching
