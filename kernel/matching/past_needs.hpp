// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace guichet::matching {

/// What somebody said, and where it was really solved: "it/printing", or "team:it/desk" when no service did.
struct PastNeed {
  std::uint32_t id = 0;
  std::string label;
  std::string text;  ///< at most the first 2,000 bytes are kept
};

/// A past need near to some words. `nearness` has no unit; comparable among those of one question.
struct NearNeed {
  std::uint32_t id = 0;
  std::string label;
  double nearness = 0;
};

/// The words of a text that several past needs have.
struct CommonWords {
  std::string text;  ///< folded, in their order
  double share = 0;  ///< of its words that have a meaning, 0 to 1
};

/// Earlier requests by their words, on disk (Xapian), following the event log. What is in it never leaves it but as a
/// label: nobody is shown another one's words. Confidential needs never come here. One writer thread, many readers.
class PastNeeds {
 public:
  /// Error when the folder cannot be written: std::runtime_error in words. A damaged index is begun anew.
  explicit PastNeeds(std::string folder);
  ~PastNeeds();
  PastNeeds(const PastNeeds&) = delete;
  PastNeeds& operator=(const PastNeeds&) = delete;

  /// Replaces or adds; visible at the next commit(). Called by one thread at a time.
  void put(const PastNeed& need);
  bool remove(std::uint32_t id);  ///< false when it never came here
  void commit(std::int64_t event_number);
  [[nodiscard]] std::int64_t indexed_up_to() const;
  [[nodiscard]] std::size_t size() const;

  /// The `most` nearest, best first. Rare words are looked at first and common ones only as far as their lists are
  /// short, so that a million needs cost little more than a thousand. Empty when the index is out of reach.
  [[nodiscard]] std::vector<NearNeed> nearest(std::string_view text, std::size_t most) const;

  /// What of these words at least so many needs have. Nothing when the index is out of reach.
  [[nodiscard]] CommonWords common_words(std::string_view text, std::size_t least) const;

  /// The latest `most` of them, oldest first; for learning.
  void each(std::size_t most, const std::function<void(PastNeed)>& take) const;

 private:
  [[nodiscard]] std::vector<NearNeed> nearest_now(std::string_view text, std::size_t most) const;

  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace guichet::matching
