// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

namespace guichet::domain {

enum class PlaceKind { campus, building, floor, room };

/// A campus, building, floor or room. Ids are paths: "luminy", "luminy/bat-a", "luminy/bat-a/3/a301".
struct Place {
  std::string id;
  std::string parent;  ///< empty for a campus
  PlaceKind kind = PlaceKind::campus;
  std::string name;  ///< "Bâtiment A"
};

/// All places of the university, read once and shared; small enough for memory.
class Places {
 public:
  Places() = default;
  explicit Places(std::vector<Place> places);
  /// Null when there is none. The pointer lives as long as this object.
  [[nodiscard]] const Place* find(const std::string& id) const;
  /// "luminy" for "luminy/bat-a/3/a301"; empty when unknown.
  [[nodiscard]] std::string campus_of(const std::string& id) const;
  /// Every place from the campus down to `id`, itself last; empty when unknown.
  [[nodiscard]] std::vector<const Place*> path_to(const std::string& id) const;
  /// "Luminy, Bâtiment A, salle A301".
  [[nodiscard]] std::string label(const std::string& id) const;
  [[nodiscard]] const std::vector<Place>& all() const { return places_; }
  [[nodiscard]] std::vector<const Place*> children_of(const std::string& id) const;

 private:
  std::vector<Place> places_;
  std::unordered_map<std::string, std::size_t> by_id_;
  std::unordered_map<std::string, std::vector<std::size_t>> children_;
};

}  // namespace guichet::domain
