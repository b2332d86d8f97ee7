// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/demonstration/university.hpp"

#include <array>
#include <string>

namespace guichet::demonstration {
namespace {

using domain::Place;
using domain::PlaceKind;

struct Campus {
  const char* id;
  const char* name;
  int buildings;
};
constexpr std::array campuses{
    Campus{"aix", "Aix", 6},       Campus{"saint-charles", "Saint-Charles", 5},
    Campus{"etoile", "Étoile", 4}, Campus{"luminy", "Luminy", 6},
    Campus{"timone", "Timone", 5}, Campus{"pharo", "Pharo", 2},
};
constexpr int floors = 4;
constexpr int rooms_a_floor = 10;

void add_floor(std::vector<Place>& places, const std::string& building, char letter, int floor) {
  const std::string id = building + "/" + std::to_string(floor);
  places.push_back({id, building, PlaceKind::floor, floor == 0 ? "Rez-de-chaussée" : "Étage " + std::to_string(floor)});
  for (int number = 1; number <= rooms_a_floor; ++number) {
    const std::string code = std::to_string(floor * 100 + number + 1000).substr(1);  // "304", "004"
    const bool hall = floor == 0 && number <= 2;
    const std::string name = hall ? "Amphithéâtre " + std::string(1, letter) + std::to_string(number)
                                  : "Salle " + std::string(1, letter) + code;
    places.push_back({id + "/" + static_cast<char>(letter - 'A' + 'a') + code, id, PlaceKind::room, name});
  }
}

}  // namespace

std::vector<Place> places() {
  std::vector<Place> all;
  for (const auto& campus : campuses) {
    all.push_back({campus.id, "", PlaceKind::campus, campus.name});
    for (int number = 0; number < campus.buildings; ++number) {
      const char letter = static_cast<char>('A' + number);
      const std::string id = std::string(campus.id) + "/bat-" + static_cast<char>('a' + number);
      all.push_back({id, campus.id, PlaceKind::building, std::string("Bâtiment ") + letter});
      for (int floor = 0; floor < floors; ++floor) add_floor(all, id, letter, floor);
    }
  }
  return all;
}

std::vector<storage::Component> components() {
  return {
      {"sciences", {"Faculté des sciences", "Faculty of Science"}},
      {"allsh", {"Faculté des arts, lettres, langues et sciences humaines", "Faculty of Arts and Humanities"}},
      {"fdsp", {"Faculté de droit et de science politique", "Faculty of Law and Political Science"}},
      {"feg", {"Faculté d’économie et de gestion", "Faculty of Economics and Management"}},
      {"smpm", {"Faculté des sciences médicales et paramédicales", "Faculty of Medicine"}},
      {"fss", {"Faculté des sciences du sport", "Faculty of Sport Sciences"}},
      {"inspe", {"Institut du professorat et de l’éducation", "School of Education"}},
      {"iut", {"Institut universitaire de technologie", "Institute of Technology"}},
      {"polytech", {"École d’ingénieurs Polytech", "Polytech School of Engineering"}},
      {"services-centraux", {"Services centraux", "Central services"}},
  };
}

}  // namespace guichet::demonstration
