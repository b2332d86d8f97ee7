// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/place.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace guichet::matching {

class Vocabulary;

/// What a sentence says of where it is.
struct PlaceMention {
  std::string place;                ///< id of the most precise place that is sure; empty: none is
  std::vector<std::string> folded;  ///< the words that name places, as `words_of` gives them
};

/// Finds the places that people name as they say them: « bât A », « Bt. 5 », « amphi Massiani », « salle 204 à
/// Luminy », « st charles », with a slip in long names. Built once over the university's places, which must outlive it;
/// then immutable, and thread-safe. Asked about a sentence it answers in microseconds, whatever the number of places.
class PlaceMentions {
 public:
  explicit PlaceMentions(const domain::Places& places);
  ~PlaceMentions();
  PlaceMentions(const PlaceMentions&) = delete;
  PlaceMentions& operator=(const PlaceMentions&) = delete;

  /// When several places have the name, it is the one within what else the words name, else the one on `home` (the
  /// campus of who writes, may be empty); else only what is sure is answered.
  [[nodiscard]] PlaceMention find(std::string_view words, const std::string& home) const;

 private:
  struct Token {
    std::string word;        ///< in the one way that places are indexed under
    std::size_t source = 0;  ///< which word of the sentence
  };
  struct Found {
    std::vector<std::uint32_t> places;  ///< of one kind; in `Places::all`
    domain::PlaceKind kind = domain::PlaceKind::campus;
  };

  void add(const domain::Place& place, std::uint32_t number);
  void put(const std::string& name, std::uint32_t number);
  [[nodiscard]] std::string corrected(const std::string& word) const;
  [[nodiscard]] bool lies_in(std::uint32_t place, const std::string& outer) const;
  [[nodiscard]] std::string chosen(const Found& found, const std::string& within, const std::string& home) const;
  [[nodiscard]] std::string floor_in(const std::string& building, int floor) const;

  const domain::Places& places_;
  std::unordered_map<std::string, std::vector<std::uint32_t>> by_name_;  ///< words joined by spaces
  std::unique_ptr<Vocabulary> words_;                                    ///< of names, long ones only
};

}  // namespace guichet::matching
