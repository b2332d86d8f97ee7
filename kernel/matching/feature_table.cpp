// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/matching/feature_table.hpp"

#include "kernel/matching/all_processors.hpp"

#include <algorithm>

namespace guichet::matching {
namespace {

constexpr std::size_t few = 5000;          // texts
constexpr std::size_t read_at_once = 256;  // rows
constexpr unsigned slices = 8;             // of all numbers, sorted one after the other: an eighth of the memory

struct Batch {
  std::size_t from = 0, to = 0;  // rows
  std::vector<std::uint32_t> numbers;
  std::vector<std::uint8_t> counts;
  std::vector<std::size_t> ends;  // of each row

  // Puts the places of those that are kept where the numbers stood; answers how many there are.
  std::size_t leave_out_all_but(const FeatureNumbers& kept) {
    std::size_t at = 0, i = 0;
    for (std::size_t& end : ends) {
      auto place = kept.begin();
      for (; i < end; ++i) {
        place = std::lower_bound(place, kept.end(), numbers[i]);  // they rise within a row
        if (place == kept.end() || *place != numbers[i]) continue;
        numbers[at] = static_cast<std::uint32_t>(place - kept.begin());
        counts[at++] = counts[i];
      }
      end = at;
    }
    numbers.resize(at);
    counts.resize(at);
    return at;
  }
};

// The numbers that occur in at least so many of the first `texts` rows, rising.
FeatureNumbers occurring(const std::vector<Batch>& batches, std::size_t texts, std::uint32_t least) {
  FeatureNumbers kept;
  std::vector<std::uint32_t> slice;
  for (std::uint32_t part = 0; part < slices; ++part) {
    slice.clear();
    for (const Batch& batch : batches) {
      if (batch.from >= texts) break;
      const std::size_t end = batch.ends[std::min(batch.to, texts) - batch.from - 1];
      for (std::size_t i = 0; i < end; ++i) {
        if (batch.numbers[i] / (0xFFFFFFFFU / slices + 1) == part) slice.push_back(batch.numbers[i]);
      }
    }
    std::sort(slice.begin(), slice.end());
    for (std::size_t from = 0, to = 0; from < slice.size(); from = to) {
      while (to < slice.size() && slice[to] == slice[from]) ++to;
      if (to - from >= least) kept.push_back(slice[from]);
    }
  }
  kept.shrink_to_fit();
  return kept;
}

}  // namespace

std::uint32_t least_occurrences(std::size_t texts) {
  return texts > few ? 2 : 1;
}

FeatureTable::FeatureTable(const std::vector<std::string_view>& texts, bool openings) {
  std::vector<Row> rows;
  std::vector<std::string_view> read;
  for (std::uint32_t i = 0; i < texts.size(); ++i) {
    rows.push_back({i, true, 0, 0});
    read.push_back(texts[i]);
  }
  for (std::uint32_t i = 0; openings && i < texts.size(); ++i) {
    const std::string_view opening = opening_of(texts[i]);
    if (opening.empty()) continue;
    rows.push_back({i, false, 0, 0});
    read.push_back(opening);
  }
  std::vector<Batch> batches;
  for (std::size_t from = 0; from < read.size(); from += read_at_once) {
    batches.push_back({from, std::min(read.size(), from + read_at_once), {}, {}, {}});
  }
  on_all_processors(batches.size(), [&batches, &read](std::size_t i) {
    Batch& batch = batches[i];
    for (std::size_t row = batch.from; row < batch.to; ++row) {
      for (const Feature& feature : learned_features(read[row])) {
        batch.numbers.push_back(feature.number);
        batch.counts.push_back(feature.count);
      }
      batch.ends.push_back(batch.numbers.size());
    }
  });

  FeatureNumbers numbers = occurring(batches, texts.size(), least_occurrences(texts.size()));
  std::size_t features = 0;
  for (Batch& batch : batches) features += batch.leave_out_all_but(numbers);
  indices_.reserve(features);
  counts_.reserve(features);
  for (Batch& batch : batches) {
    for (std::size_t row = batch.from; row < batch.to; ++row) {
      rows[row].begin = indices_.size() + (row == batch.from ? 0 : batch.ends[row - batch.from - 1]);
      rows[row].end = indices_.size() + batch.ends[row - batch.from];
    }
    indices_.insert(indices_.end(), batch.numbers.begin(), batch.numbers.end());
    counts_.insert(counts_.end(), batch.counts.begin(), batch.counts.end());
    batch = {};
  }
  rows_ = std::move(rows);
  numbers_ = std::make_shared<const FeatureNumbers>(std::move(numbers));
}

}  // namespace guichet::matching
