// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/matching/service_words.hpp"

#include <algorithm>
#include <tuple>

namespace guichet::matching {

void ServiceWords::add_sentence(std::vector<std::uint64_t> roots, std::uint64_t whole) {
  whole_.push_back(whole);
  std::sort(roots.begin(), roots.end());
  roots.erase(std::unique(roots.begin(), roots.end()), roots.end());
  const auto number = static_cast<std::uint32_t>(lengths_.size());
  for (const std::uint64_t root : roots) entries_.push_back({root, fields + number});
  lengths_.push_back(static_cast<std::uint32_t>(roots.size()));
}

void ServiceWords::seal() {
  std::sort(whole_.begin(), whole_.end());
  const auto key = [](const Entry& entry) { return std::tie(entry.root, entry.place); };
  std::sort(entries_.begin(), entries_.end(), [key](const Entry& a, const Entry& b) { return key(a) < key(b); });
  const auto same = [key](const Entry& a, const Entry& b) { return key(a) == key(b); };
  entries_.erase(std::unique(entries_.begin(), entries_.end(), same), entries_.end());
  entries_.shrink_to_fit();
}

Standing ServiceWords::find(std::span<const std::uint64_t> roots) const {
  Standing standing;
  for (const std::uint64_t root : roots) {
    auto entry = std::lower_bound(entries_.begin(), entries_.end(), root,
                                  [](const Entry& one, std::uint64_t wanted) { return one.root < wanted; });
    for (; entry != entries_.end() && entry->root == root; ++entry) {
      switch (entry->place) {
        case static_cast<std::uint32_t>(Field::title):
          standing.title = true;
          break;
        case static_cast<std::uint32_t>(Field::keywords):
          standing.keywords = true;
          break;
        case static_cast<std::uint32_t>(Field::summary):
          standing.summary = true;
          break;
        case static_cast<std::uint32_t>(Field::linked):
          standing.linked = true;
          break;
        default:
          standing.sentences.push_back(entry->place - fields);
      }
    }
  }
  if (roots.size() > 1) {
    std::sort(standing.sentences.begin(), standing.sentences.end());
    standing.sentences.erase(std::unique(standing.sentences.begin(), standing.sentences.end()),
                             standing.sentences.end());
  }
  return standing;
}

bool ServiceWords::says(std::uint64_t whole) const {
  return std::binary_search(whole_.begin(), whole_.end(), whole);
}

}  // namespace guichet::matching
