// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/domain/place.hpp"

#include <algorithm>

namespace guichet::domain {
namespace {

// Campus, building, floor, room, with room to spare: what stops a directory whose parents form a ring.
constexpr std::size_t deepest = 8;

}  // namespace

Places::Places(std::vector<Place> places) : places_(std::move(places)) {
  by_id_.reserve(places_.size());
  for (std::size_t index = 0; index < places_.size(); ++index) {
    if (!by_id_.emplace(places_[index].id, index).second) continue;
    children_[places_[index].parent].push_back(index);
  }
}

const Place* Places::find(const std::string& id) const {
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? nullptr : &places_[found->second];
}

std::vector<const Place*> Places::path_to(const std::string& id) const {
  std::vector<const Place*> path;
  for (const Place* place = find(id); place != nullptr && path.size() < deepest; place = find(place->parent)) {
    path.push_back(place);
  }
  std::reverse(path.begin(), path.end());
  return path;
}

std::string Places::campus_of(const std::string& id) const {
  const std::vector<const Place*> path = path_to(id);
  return path.empty() || path.front()->kind != PlaceKind::campus ? std::string{} : path.front()->id;
}

std::string Places::label(const std::string& id) const {
  std::string label;
  for (const Place* place : path_to(id)) {
    if (!label.empty()) label += ", ";
    label += place->name;
  }
  return label;
}

std::vector<const Place*> Places::children_of(const std::string& id) const {
  std::vector<const Place*> children;
  const auto found = children_.find(id);
  if (found == children_.end()) return children;
  for (const std::size_t index : found->second) children.push_back(&places_[index]);
  return children;
}

}  // namespace guichet::domain
