// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/personal_spans.hpp"

#include <array>

namespace guichet::counter::personal {
namespace {

constexpr std::array<std::string_view, 22> roads{
    "rue",         "avenue",    "av",      "ave",     "bd",       "bld",    "blvd",     "boulevard",
    "chemin",      "allee",     "allees",  "impasse", "quai",     "square", "traverse", "montee",
    "lotissement", "esplanade", "passage", "sentier", "faubourg", "street"};
/// Of the language as well: « 2 places », « 3 cours ». A name with a capital follows where it is a road.
constexpr std::array<std::string_view, 3> roads_too{"place", "cours", "route"};
constexpr std::array<std::string_view, 13> little{"de", "du", "des",   "la",     "le", "les",    "l",
                                                  "d",  "et", "saint", "sainte", "st", "docteur"};
constexpr std::array<std::string_view, 8> not_towns{"erreur", "error",   "port", "code",
                                                    "ticket", "version", "kb",   "numero"};
constexpr std::array<std::string_view, 3> halls{"residence", "cite", "foyer"};
constexpr std::array<std::string_view, 9> hall_words{"universitaire", "etudiante", "crous", "u", "du", "de", "la",
                                                     "des",           "les"};
constexpr std::size_t most_words = 7;

class Postal {
 public:
  Postal(const Reading& reading, const PersonalMarks& marks, std::vector<Span>& spans)
      : reading_(reading), marks_(marks), spans_(spans) {}

  void run() {
    for (std::size_t at = 0; at < reading_.words.size(); ++at) {
      std::size_t last = street(at);
      if (last == 0) last = town(at, false);
      if (last == 0) last = hall(at);
      if (last == 0) continue;
      spans_.push_back({reading_.words[at].begin, reading_.words[last].end, &marks_.address});
      at = last;
    }
  }

 private:
  [[nodiscard]] bool has(std::size_t word) const { return word < reading_.words.size(); }
  [[nodiscard]] const std::string& folded(std::size_t word) const { return reading_.words[word].folded; }
  [[nodiscard]] bool capital(std::size_t word) const { return has_capital(reading_.text, reading_.words[word]); }
  [[nodiscard]] bool digits(std::size_t word, std::size_t least, std::size_t most) const {
    const std::string& each = folded(word);
    return each.size() >= least && each.size() <= most && std::all_of(each.begin(), each.end(), is_digit);
  }
  /// Nothing but spaces, a hyphen, an apostrophe or, when `comma`, a comma or the end of a line.
  [[nodiscard]] bool beside(std::size_t word, bool comma = false) const {
    if (!has(word + 1)) return false;
    const std::string_view between = reading_.between(word);
    constexpr std::size_t longest = 4;
    return between.size() <= longest &&
           between.find_first_of(comma ? ".;:!?()\"/" : ",.;:!?()\n\"/") == std::string_view::npos;
  }

  /// The last word of « 5 bis avenue Jean Jaurès, 13100 Aix-en-Provence »; 0: no street begins here.
  std::size_t street(std::size_t at) const {
    if (!digits(at, 1, 4) && !(folded(at).size() <= 5 && is_digit(folded(at)[0]) &&
                               folded(at).find_first_not_of("0123456789") >= folded(at).size() - 1))
      return 0;
    std::size_t road = at + 1;
    if (has(road) && beside(at, true)) {
      if (among(std::array<std::string_view, 5>{"bis", "ter", "quater", "a", "b"}, folded(road)) && beside(road, true))
        ++road;
    } else {
      return 0;
    }
    const bool may_be = has(road) && among(roads_too, folded(road));
    if (!has(road) || (!may_be && !among(roads, folded(road)))) return 0;
    std::size_t last = road;
    bool named = false, by_capital = false;
    for (std::size_t next = road + 1; has(next) && next - road <= most_words && joined(next - 1, next == road + 1);
         ++next) {
      if (among(little, folded(next))) continue;
      const bool upper = capital(next);
      if (named && !upper) break;
      named = true;
      by_capital = by_capital || upper;
      last = next;
    }
    if (!named || (may_be && !by_capital)) return 0;
    if (has(last + 1) && beside(last, true)) {
      if (const std::size_t end = town(last + 1, true)) last = end;
    }
    return last;
  }

  /// « av. Jean »: a point may follow the road when it is cut short.
  [[nodiscard]] bool joined(std::size_t word, bool after_road) const {
    return beside(word) || (after_road && has(word + 1) && reading_.between(word) == ". ");
  }

  /// « 13100 Aix-en-Provence ».
  std::size_t town(std::size_t at, bool after_street) const {
    if (!digits(at, 5, 5) || !beside(at) || (at > 0 && among(not_towns, folded(at - 1)))) return 0;
    const std::size_t first = at + 1;
    if (!is_letter(reading_.text[reading_.words[first].begin]) && !capital(first)) return 0;
    if (!after_street && (!capital(first) || folded(at) > "98999")) return 0;
    std::size_t last = first;
    while (has(last + 1) && (reading_.between(last) == "-" || (beside(last) && capital(last + 1))) &&
           last - at < most_words)
      ++last;
    return last;
  }

  /// « résidence Cuques », « cité universitaire Lucien Cornil ».
  std::size_t hall(std::size_t at) const {
    if (!among(halls, folded(at))) return 0;
    std::size_t next = at + 1, last = 0;
    while (has(next) && beside(next - 1) && among(hall_words, folded(next))) ++next;
    while (has(next) && beside(next - 1) && capital(next) && next - at < most_words) last = next++;
    return last;
  }

  const Reading& reading_;
  const PersonalMarks& marks_;
  std::vector<Span>& spans_;
};

}  // namespace

void find_postal(const Reading& reading, const PersonalMarks& marks, std::vector<Span>& spans) {
  Postal(reading, marks, spans).run();
}

}  // namespace guichet::counter::personal
