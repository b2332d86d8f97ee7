// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/matching/vocabulary.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cstdlib>
#include <iterator>
#include <tuple>

namespace guichet::matching {
namespace {

constexpr std::size_t longest_compared = 48;

std::uint32_t letters_of(std::string_view word) {
  std::uint32_t letters = 0;
  for (const char letter : word) {
    if (letter >= 'a' && letter <= 'z') {
      letters |= 1U << (letter - 'a');
    } else {
      letters |= 1U << (26 + (static_cast<unsigned char>(letter) % 6));
    }
  }
  return letters;
}

void count(Vocabulary::Entry& entry, const Vocabulary::Entry::Share& change) {
  auto share = std::lower_bound(entry.shares.begin(), entry.shares.end(), change.group,
                                [](const Vocabulary::Entry::Share& one, Groups group) { return one.group < group; });
  if (share == entry.shares.end() || share->group != change.group)
    share = entry.shares.insert(share, {change.group, 0});
  share->count += change.count;
}

void sum_up(Vocabulary::Entry& entry) {
  std::erase_if(entry.shares, [](const Vocabulary::Entry::Share& share) { return share.count <= 0; });
  entry.count = 0;
  entry.groups = 0;
  for (const Vocabulary::Entry::Share& share : entry.shares) {
    entry.count += static_cast<std::uint32_t>(share.count);
    entry.groups |= share.group;
  }
}

bool before(const Vocabulary::Entry& entry, std::string_view word) {
  return entry.word < word;
}

}  // namespace

int distance(std::string_view first, std::string_view second, int most) {
  const std::size_t n = first.size(), m = second.size();
  if (n > longest_compared || m > longest_compared) return most + 1;
  if (std::abs(static_cast<int>(n) - static_cast<int>(m)) > most) return most + 1;
  std::array<std::array<int, longest_compared + 1>, 3> rows{};
  for (std::size_t j = 0; j <= m; ++j) rows[0][j] = static_cast<int>(j);
  for (std::size_t i = 1; i <= n; ++i) {
    auto& row = rows[i % 3];
    const auto& above = rows[(i + 2) % 3];
    const auto& two_above = rows[(i + 1) % 3];
    row[0] = static_cast<int>(i);
    int least = row[0];
    for (std::size_t j = 1; j <= m; ++j) {
      const int change = first[i - 1] == second[j - 1] ? 0 : 1;
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + change});
      if (i > 1 && j > 1 && first[i - 1] == second[j - 2] && first[i - 2] == second[j - 1]) {
        row[j] = std::min(row[j], two_above[j - 2] + 1);
      }
      least = std::min(least, row[j]);
    }
    if (least > most) return most + 1;
  }
  return std::min(rows[n % 3][m], most + 1);
}

void Vocabulary::seal() {
  if (changes_.empty()) return;
  std::stable_sort(changes_.begin(), changes_.end(), [](const Change& a, const Change& b) { return a.word < b.word; });
  std::vector<Entry> joined;
  joined.reserve(entries_.size() + changes_.size() / 4);
  auto entry = entries_.begin();
  for (auto change = changes_.begin(); change != changes_.end();) {
    while (entry != entries_.end() && entry->word < change->word) joined.push_back(std::move(*entry++));
    Entry changed;
    if (entry != entries_.end() && entry->word == change->word) {
      changed = std::move(*entry++);
    } else {
      changed.word = change->word;
      changed.letters = letters_of(changed.word);
    }
    for (; change != changes_.end() && change->word == changed.word; ++change) count(changed, change->share);
    sum_up(changed);
    if (changed.count > 0) joined.push_back(std::move(changed));
  }
  std::move(entry, entries_.end(), std::back_inserter(joined));
  entries_ = std::move(joined);
  changes_ = {};
}

bool Vocabulary::knows(std::string_view word, Groups readable) const {
  const auto found = std::lower_bound(entries_.begin(), entries_.end(), word, before);
  return found != entries_.end() && found->word == word && (found->groups & readable) != 0;
}

bool Vocabulary::knows_root(std::string_view root, Groups readable) const {
  return knows('=' + std::string(root), readable);
}

std::vector<std::string> Vocabulary::nearest(std::string_view word, Groups readable, std::size_t most) const {
  const bool has_digit =
      std::any_of(word.begin(), word.end(), [](char letter) { return letter >= '0' && letter <= '9'; });
  if (word.size() < 4 || has_digit) return {};  // "b12" is not "b13", and three letters are near everything
  const int allowed = word.size() >= 9 ? 2 : 1;
  const std::uint32_t letters = letters_of(word);
  using Found = std::tuple<int, bool, std::uint32_t, const Entry*>;  // distance, other first letter, rarity, entry
  std::vector<Found> found;
  for (const Entry& entry : entries_) {
    if ((entry.groups & readable) == 0 || entry.word.size() < 3 || entry.word[0] == '=') continue;
    if (std::popcount(entry.letters ^ letters) > 2 * allowed) continue;
    const int far = distance(word, entry.word, allowed);
    // People seldom miss the first letter of a word, and short words differ by little else.
    const bool begins_alike = entry.word[0] == word[0];
    if (!begins_alike && (far > 1 || word.size() < 7)) continue;
    if (far <= allowed) found.emplace_back(far, !begins_alike, UINT32_MAX - entry.count, &entry);
  }
  std::sort(found.begin(), found.end());
  std::vector<std::string> words;
  for (const Found& one : found) {
    // A word one slip away leaves no room for those two slips away.
    if (words.size() == most || std::get<0>(one) > std::get<0>(found.front())) break;
    words.push_back(std::get<3>(one)->word);
  }
  return words;
}

std::vector<std::string> Vocabulary::completions(std::string_view beginning, Groups readable, std::size_t most) const {
  std::vector<const Entry*> found;
  for (auto it = std::lower_bound(entries_.begin(), entries_.end(), beginning, before);
       it != entries_.end() && it->word.starts_with(beginning); ++it) {
    if ((it->groups & readable) != 0) found.push_back(&*it);
  }
  const std::size_t kept = std::min(most, found.size());
  std::partial_sort(
      found.begin(), found.begin() + static_cast<std::ptrdiff_t>(kept), found.end(),
      [](const Entry* a, const Entry* b) { return std::tie(b->count, a->word) < std::tie(a->count, b->word); });
  std::vector<std::string> words;
  for (std::size_t i = 0; i < kept; ++i) words.push_back(found[i]->word);
  return words;
}

// "word 2:5 3:1": of each group, the number of its bit and of its documents.
std::string Vocabulary::to_text() const {
  std::string text;
  for (const Entry& entry : entries_) {
    text += entry.word;
    for (const Entry::Share& share : entry.shares) {
      text += ' ';
      text += std::to_string(std::countr_zero(share.group));
      text += ':';
      text += std::to_string(share.count);
    }
    text += '\n';
  }
  return text;
}

Vocabulary Vocabulary::from_text(std::string_view text) {
  Vocabulary vocabulary;
  const auto cut = [](std::string_view& rest, char end) {
    const std::string_view part = rest.substr(0, rest.find(end));
    rest.remove_prefix(std::min(rest.size(), part.size() + 1));
    return part;
  };
  while (!text.empty()) {
    std::string_view line = cut(text, '\n');
    Entry entry;
    entry.word = cut(line, ' ');
    while (!line.empty()) {
      std::string_view share = cut(line, ' ');
      const std::string_view bit = cut(share, ':');
      std::size_t group = 0;
      std::int32_t documents = 0;
      std::from_chars(bit.data(), bit.data() + bit.size(), group);
      std::from_chars(share.data(), share.data() + share.size(), documents);
      count(entry, {group_bit(group), documents});
    }
    sum_up(entry);
    if (entry.count == 0 || (!vocabulary.entries_.empty() && !(vocabulary.entries_.back().word < entry.word)))
      return {};
    entry.letters = letters_of(entry.word);
    vocabulary.entries_.push_back(std::move(entry));
  }
  return vocabulary;
}

}  // namespace guichet::matching
