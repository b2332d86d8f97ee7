// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/plugins/rules/suggestion.hpp"

#include <algorithm>

namespace guichet::plugins {
namespace {

constexpr std::size_t longest_compared = 64;

/// Edits (insert, delete, replace, swap of neighbours) between two short words.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
    }
    before = last;
    last = row;
  }
  return last[b.size()];
}

}  // namespace

std::string closest(std::string_view word, const std::vector<std::string>& known,
                    const std::map<std::string, std::string>& aliases) {
  if (word.empty() || word.size() > longest_compared) return "";
  if (const auto alias = aliases.find(std::string(word)); alias != aliases.end()) return alias->second;
  std::size_t best = std::max<std::size_t>(1, word.size() / 3) + 1;
  std::string found;
  const auto consider = [&](const std::string& candidate, const std::string& meaning) {
    if (candidate.size() > longest_compared) return;
    if (const std::size_t edits = distance(word, candidate); edits < best) {
      best = edits;
      found = meaning;
    }
  };
  for (const std::string& candidate : known) consider(candidate, candidate);
  for (const auto& [alias, meaning] : aliases) consider(alias, meaning);
  return found;
}

std::string did_you_mean(std::string_view word, const std::vector<std::string>& known,
                         const std::map<std::string, std::string>& aliases) {
  const std::string found = closest(word, known, aliases);
  return found.empty() ? "" : "; did you mean " + in_quotes(found) + "?";
}

std::string in_quotes(std::string_view text) {
  constexpr std::size_t shown = 80;
  if (text.size() <= shown) return "\"" + std::string(text) + "\"";
  std::size_t end = shown;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;  // whole characters only
  return "\"" + std::string(text.substr(0, end)) + "...\"";
}

std::string one_of(const std::vector<std::string>& words) {
  constexpr std::size_t shown = 30;
  std::string list;
  for (std::size_t i = 0; i < words.size() && i < shown; ++i) {
    if (i > 0) list += i + 1 == words.size() ? " or " : ", ";
    list += in_quotes(words[i]);
  }
  return words.size() > shown ? list + " ..." : list;
}

}  // namespace guichet::plugins
