// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/matching/learned_features.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace guichet::matching {

/// The features that texts to learn from have, rising; a feature's place among them is its index.
using FeatureNumbers = std::vector<std::uint32_t>;

/// The features of many texts, read once however often they are learned from: 5 bytes a feature of a text. Of more than
/// 5,000 texts, features that occur in one alone are left out. Immutable. Copies what it needs of the texts.
class FeatureTable {
 public:
  /// One text as it is learned from: the whole of it, or what it opens with.
  struct Row {
    std::uint32_t text = 0;  ///< its place in what was read
    bool whole = true;
    std::size_t begin = 0, end = 0;  ///< of its features
  };

  /// On all processors; the same texts give the same table. The openings of long texts are rows only when wanted.
  FeatureTable(const std::vector<std::string_view>& texts, bool openings);

  /// The whole texts first, in their order; then the openings of the long ones.
  [[nodiscard]] const std::vector<Row>& rows() const { return rows_; }
  [[nodiscard]] std::span<const std::uint32_t> indices(const Row& row) const {
    return std::span(indices_).subspan(row.begin, row.end - row.begin);
  }
  [[nodiscard]] std::span<const std::uint8_t> counts(const Row& row) const {
    return std::span(counts_).subspan(row.begin, row.end - row.begin);
  }
  /// Shared with what is learned from the table, and outlives it.
  [[nodiscard]] const std::shared_ptr<const FeatureNumbers>& numbers() const { return numbers_; }

 private:
  std::vector<Row> rows_;
  std::vector<std::uint32_t> indices_;
  std::vector<std::uint8_t> counts_;
  std::shared_ptr<const FeatureNumbers> numbers_;
};

/// In how many whole texts a feature occurs at least to be learned from.
[[nodiscard]] std::uint32_t least_occurrences(std::size_t texts);

}  // namespace guichet::matching
