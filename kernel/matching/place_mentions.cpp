// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/matching/place_mentions.hpp"

#include "kernel/matching/lexicon.hpp"
#include "kernel/matching/text.hpp"
#include "kernel/matching/vocabulary.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace guichet::matching {
namespace {

using domain::Place;
using domain::PlaceKind;

constexpr std::size_t most_words_read = 200;
constexpr std::size_t longest_name = 6;      // words
constexpr std::size_t shortest_proper = 5;   // letters of a name that stands without its kind: "massiani"
constexpr std::size_t shortest_mended = 6;   // letters: a slip in a shorter word makes too many others
constexpr std::size_t most_namesakes = 400;  // "salle 101" of every building

constexpr std::array<std::pair<std::string_view, std::string_view>, 20> said_otherwise{
    {{"bat", "batiment"},  {"bt", "batiment"},        {"bati", "batiment"},        {"building", "batiment"},
     {"bldg", "batiment"}, {"amphi", "amphitheatre"}, {"theatre", "amphitheatre"}, {"hall", "amphitheatre"},
     {"room", "salle"},    {"salles", "salle"},       {"bureau", "salle"},         {"office", "salle"},
     {"st", "saint"},      {"ste", "sainte"},         {"floor", "etage"},          {"etages", "etage"},
     {"rdc", "rez"},       {"bibli", "bibliotheque"}, {"bu", "bibliotheque"},      {"labo", "laboratoire"}}};
constexpr std::array<std::string_view, 16> kinds{
    "batiment", "salle",   "amphitheatre", "etage",    "campus", "bibliotheque", "laboratoire", "site",
    "plateau",  "atelier", "gymnase",      "pavillon", "aile",   "bloc",         "tour",        "rez"};
constexpr std::array<std::string_view, 10> ordinals{"",          "premier", "deuxieme", "troisieme", "quatrieme",
                                                    "cinquieme", "sixieme", "septieme", "huitieme",  "neuvieme"};

bool is_kind(std::string_view word) {
  return std::find(kinds.begin(), kinds.end(), word) != kinds.end();
}

bool has_digit(std::string_view word) {
  return word.find_first_of("0123456789") != std::string_view::npos;
}

bool is_digits(std::string_view word) {
  return !word.empty() && word.find_first_not_of("0123456789") == std::string_view::npos;
}

std::string in_one_way(const std::string& word) {
  for (const auto& [said, meant] : said_otherwise) {
    if (word == said) return std::string(meant);
  }
  return word;
}

/// « batA », « bat5 », « amphi2 »: the kind and its number written together.
std::optional<std::pair<std::string, std::string>> glued(const std::string& word) {
  for (const std::string_view kind : {"bat", "bt", "amphi", "salle"}) {
    if (!word.starts_with(kind)) continue;
    const std::string rest = word.substr(kind.size());
    const bool letter = rest.size() == 1 && kind == "bat";
    if (rest.size() <= 4 && (letter || (!rest.empty() && is_digits(rest)))) {
      return std::pair(in_one_way(std::string(kind)), rest);
    }
  }
  return std::nullopt;
}

std::string joined(const std::vector<std::string>& words, std::size_t from, std::size_t count) {
  std::string name;
  for (std::size_t at = from; at < from + count; ++at) name += (name.empty() ? "" : " ") + words[at];
  return name;
}

/// « 3e », « 3eme », « 1er », « troisieme », « 3 ».
std::optional<int> number_of(const std::string& word) {
  const auto ordinal = std::find(ordinals.begin() + 1, ordinals.end(), word);
  if (ordinal != ordinals.end()) return static_cast<int>(ordinal - ordinals.begin());
  const std::size_t end = word.find_first_not_of("0123456789");
  const std::string_view ending = end == std::string::npos ? std::string_view() : std::string_view(word).substr(end);
  if (end == 0 || word.empty() || (end == std::string::npos ? word.size() : end) > 2) return std::nullopt;
  constexpr std::array<std::string_view, 9> endings{"", "e", "er", "eme", "ieme", "st", "nd", "rd", "th"};
  if (std::find(endings.begin(), endings.end(), ending) == endings.end()) return std::nullopt;
  return std::stoi(word.substr(0, end));
}

std::vector<std::string> name_words(const std::string& name) {
  std::vector<std::string> words;
  for (const Word& word : words_of(name, longest_name)) words.push_back(in_one_way(word.folded));
  return words;
}

}  // namespace

PlaceMentions::~PlaceMentions() = default;

PlaceMentions::PlaceMentions(const domain::Places& places) : places_(places), words_(std::make_unique<Vocabulary>()) {
  std::uint32_t number = 0;
  for (const Place& place : places.all()) add(place, number++);
  words_->seal();
}

void PlaceMentions::put(const std::string& name, std::uint32_t number) {
  auto& namesakes = by_name_[name];
  if (namesakes.size() < most_namesakes && (namesakes.empty() || namesakes.back() != number)) {
    namesakes.push_back(number);
  }
}

void PlaceMentions::add(const Place& place, std::uint32_t number) {
  if (place.kind == PlaceKind::floor) return;  // floors are counted within their building
  const std::vector<std::string> words = name_words(place.name);
  if (words.empty()) return;
  for (const auto& word : words) {
    if (word.size() >= shortest_mended && !has_digit(word)) words_->add(word, group_bit(0));
  }
  put(joined(words, 0, words.size()), number);
  if (words.size() == 1) return;
  if (place.kind == PlaceKind::campus) {
    std::string whole;
    for (const auto& word : words) whole += word;
    put(whole, number);
    return;
  }
  if (words.size() != 2 || !is_kind(words[0])) return;
  const std::string& own = words[1];
  const bool proper = own.size() >= shortest_proper && !has_digit(own) && !means_little(own);
  const bool code = own.size() >= 3 && has_digit(own) && !is_digits(own);
  if (proper || code) put(own, number);
  // « salle 204 » is said of A204: the letter is the building's.
  const std::size_t digits = own.find_first_of("0123456789");
  if (place.kind == PlaceKind::room && digits > 0 && digits <= 2 && is_digits(std::string_view(own).substr(digits))) {
    put(words[0] + " " + own.substr(digits), number);
  }
}

std::string PlaceMentions::corrected(const std::string& word) const {
  if (word.size() < shortest_mended - 1 || has_digit(word) || carries_no_meaning(word) || means_little(word)) {
    return {};
  }
  if (words_->knows(word, group_bit(0))) return {};
  const auto near = words_->nearest(word, group_bit(0), 1);
  // A slip rarely is in the first letter; a word that begins otherwise is another word.
  return near.empty() || near.front().front() != word.front() ? std::string() : near.front();
}

bool PlaceMentions::lies_in(std::uint32_t place, const std::string& outer) const {
  const auto path = places_.path_to(places_.all()[place].id);
  return std::any_of(path.begin(), path.end(), [&](const Place* each) { return each->id == outer; });
}

std::string PlaceMentions::chosen(const Found& found, const std::string& within, const std::string& home) const {
  const auto only_in = [&](const std::string& outer) -> std::optional<std::string> {
    std::optional<std::string> only;
    for (const std::uint32_t place : found.places) {
      if (!outer.empty() && !lies_in(place, outer)) continue;
      if (only) return std::string();  // two of them: none is sure
      only = places_.all()[place].id;
    }
    return only;
  };
  if (!within.empty()) return only_in(within).value_or("");
  if (found.places.size() == 1) return places_.all()[found.places.front()].id;
  return home.empty() ? std::string() : only_in(home).value_or("");
}

std::string PlaceMentions::floor_in(const std::string& building, int floor) const {
  for (const Place* place : places_.children_of(building)) {
    if (place->kind != PlaceKind::floor) continue;
    const auto words = name_words(place->name);
    const bool ground = !words.empty() && words.front() == "rez";
    const bool has_number =
        std::any_of(words.begin(), words.end(), [&](const auto& word) { return number_of(word) == floor; });
    if (floor == 0 ? ground || has_number : has_number) return place->id;
  }
  return {};
}

PlaceMention PlaceMentions::find(std::string_view text, const std::string& home) const {
  const std::vector<Word> sentence = words_of(text, most_words_read);
  std::vector<Token> tokens;
  for (std::size_t at = 0; at < sentence.size(); ++at) {
    const std::string word = in_one_way(sentence[at].folded);
    if (const auto two = glued(word)) {
      tokens.push_back({two->first, at});
      tokens.push_back({two->second, at});
      continue;
    }
    const std::string mended = corrected(word);
    tokens.push_back({mended.empty() ? word : mended, at});
  }
  std::vector<std::string> words;
  for (const auto& token : tokens) words.push_back(token.word);

  PlaceMention mention;
  std::vector<Found> campuses, buildings, rooms;
  std::optional<int> floor;
  const auto names_it = [&](std::size_t from, std::size_t count) {
    for (std::size_t at = from; at < from + count; ++at) {
      const std::string& folded = sentence[tokens[at].source].folded;
      if (mention.folded.empty() || mention.folded.back() != folded) mention.folded.push_back(folded);
    }
  };
  for (std::size_t at = 0; at < words.size();) {
    std::size_t taken = 0;
    for (std::size_t count = std::min(longest_name, words.size() - at); count > 0 && taken == 0; --count) {
      const auto named = by_name_.find(joined(words, at, count));
      if (named == by_name_.end()) continue;
      for (const PlaceKind kind : {PlaceKind::campus, PlaceKind::building, PlaceKind::room}) {
        Found found{{}, kind};
        for (const std::uint32_t place : named->second) {
          if (places_.all()[place].kind == kind) found.places.push_back(place);
        }
        if (found.places.empty()) continue;
        (kind == PlaceKind::campus ? campuses : kind == PlaceKind::building ? buildings : rooms).push_back(found);
      }
      taken = count;
    }
    if (taken == 0 && words[at] == "rez") {
      floor = 0;
      taken = 1;
    }
    if (taken == 0 && at + 1 < words.size()) {
      const bool after = words[at] == "etage";
      const auto number = after                      ? number_of(words[at + 1])
                          : words[at + 1] == "etage" ? number_of(words[at])
                                                     : std::nullopt;
      if (number) {
        floor = number;
        taken = 2;
      }
    }
    if (taken > 0) names_it(at, taken);
    at += std::max<std::size_t>(1, taken);
  }

  // From the largest to the smallest; what contradicts a larger one, or is not sure, is left out.
  const auto one_of = [&](const std::vector<Found>& named, const std::string& within) -> std::string {
    std::string only;
    for (const Found& found : named) {
      const std::string place = chosen(found, within, home);
      if (place.empty() || place == only) continue;
      if (!only.empty()) return {};
      only = place;
    }
    return only;
  };
  const std::string campus = one_of(campuses, "");
  if (campuses.size() > 1 && campus.empty()) return mention;  // from one campus to another: neither is the place
  const std::string building = one_of(buildings, campus);
  const std::string& outer = building.empty() ? campus : building;
  const std::string room = one_of(rooms, outer);
  if (!room.empty()) {
    mention.place = room;
  } else if (const std::string level = floor && !building.empty() ? floor_in(building, *floor) : ""; !level.empty()) {
    mention.place = level;
  } else {
    mention.place = outer;
  }
  return mention;
}

}  // namespace guichet::matching
