// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace guichet::matching {

/// Where a word stands in a service.
struct Standing {
  bool title = false, keywords = false, summary = false, linked = false;
  std::vector<std::uint32_t> sentences;  ///< of those people say, rising

  [[nodiscard]] bool anywhere() const { return title || keywords || summary || linked || !sentences.empty(); }
};

/// The words of one service, as root_number()s: kept in memory to say how near a need is, and why. Immutable once
/// sealed, and then thread-safe.
class ServiceWords {
 public:
  enum class Field : std::uint32_t { title, keywords, summary, linked };

  void add(Field field, std::uint64_t root) { entries_.push_back({root, static_cast<std::uint32_t>(field)}); }
  /// A sentence that people say; its words count once each. `whole`: its sentence_number().
  void add_sentence(std::vector<std::uint64_t> roots, std::uint64_t whole = 0);
  void seal();

  /// Where any of these roots stands.
  [[nodiscard]] Standing find(std::span<const std::uint64_t> roots) const;
  /// Whether people say just this, by its sentence_number().
  [[nodiscard]] bool says(std::uint64_t whole) const;
  /// How many different words each sentence has.
  [[nodiscard]] const std::vector<std::uint32_t>& sentence_lengths() const { return lengths_; }

 private:
  static constexpr std::uint32_t fields = 4;
  struct Entry {
    std::uint64_t root;
    std::uint32_t place;  // a Field, or `fields` + the number of a sentence
  };
  std::vector<Entry> entries_;  // by root, then place
  std::vector<std::uint32_t> lengths_;
  std::vector<std::uint64_t> whole_;  // one a sentence, rising once sealed
};

}  // namespace guichet::matching
