// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/text_lines.hpp"

#include "kernel/matching/text.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace guichet::counter {
namespace {

constexpr std::array<std::string_view, 12> openings{"bonjour", "bonsoir", "hello", "hi",     "dear",     "salut",
                                                    "cher",    "chere",   "chers", "madame", "monsieur", "mesdames"};
/// Folded words that begin the end of a letter.
constexpr std::array<std::string_view, 22> closings{"cordialement",
                                                    "bien cordialement",
                                                    "tres cordialement",
                                                    "bien a vous",
                                                    "cdlt",
                                                    "cdt",
                                                    "merci d avance",
                                                    "merci par avance",
                                                    "sinceres salutations",
                                                    "salutations",
                                                    "respectueusement",
                                                    "best regards",
                                                    "kind regards",
                                                    "regards",
                                                    "yours sincerely",
                                                    "en vous remerciant",
                                                    "en vous souhaitant",
                                                    "bonne journee",
                                                    "belle journee",
                                                    "bonne reception",
                                                    "veuillez agreer",
                                                    "excellente journee"};
constexpr std::size_t longest_opening = 6;  // words
constexpr std::size_t longest_closing = 12;

std::string folded(const std::vector<matching::Word>& words) {
  std::string joined;
  for (const auto& word : words) joined += (joined.empty() ? "" : " ") + word.folded;
  return joined;
}

/// Where what is said begins on a line that opens a letter: after « Bonjour Madame Perrin, ». The whole line is a
/// greeting when it is short and nothing follows.
std::size_t after_opening(std::string_view line) {
  const auto words = matching::words_of(line, longest_opening + 1);
  if (words.empty() || std::find(openings.begin(), openings.end(), words.front().folded) == openings.end()) return 0;
  const std::size_t comma = line.find_first_of(",!");
  if (comma != std::string_view::npos) {
    const auto before = std::count_if(words.begin(), words.end(), [&](const auto& word) { return word.end <= comma; });
    if (static_cast<std::size_t>(before) <= longest_opening) return comma + 1;
  }
  return words.size() <= longest_opening && comma == std::string_view::npos ? line.size() : 0;
}

bool is_closing(std::string_view line) {
  if (line == "--" || line == "-- ") return true;
  const auto words = matching::words_of(line, longest_closing + 1);
  if (words.empty() || words.size() > longest_closing) return false;
  const std::string said = folded(words) + " ";
  return std::any_of(closings.begin(), closings.end(),
                     [&](std::string_view closing) { return said.rfind(std::string(closing) + " ", 0) == 0; });
}

bool among_before(std::string_view word) {
  return word == "bien" || word == "tres" || word == "kind" || word == "best" || word == "sinceres";
}

/// Letters alone at the end of a letter, « JM » or « J.-M. », are whose it is. Well-known ones are things.
bool are_initials(std::string_view line) {
  constexpr std::array<std::string_view, 20> things{"PC",  "OK", "TP",  "TD",  "CM",  "HS", "IP", "ENT", "VPN", "USB",
                                                    "PDF", "RH", "UFR", "SMS", "MFA", "CD", "TV", "OS",  "BU",  "DSI"};
  std::string letters;
  for (const char c : line) {
    if (c >= 'A' && c <= 'Z')
      letters += c;
    else if (c != '.' && c != '-')
      return false;
  }
  return letters.size() >= 2 && letters.size() <= 3 && std::find(things.begin(), things.end(), letters) == things.end();
}

/// Where a signature begins inside a line: « C'est fait. Cordialement, Camille, Équipe Réseau ». The end: nowhere.
std::size_t signature_in(std::string_view line) {
  constexpr std::array<std::string_view, 9> signs{"cordialement",     "cdlt",          "cdt",
                                                  "respectueusement", "regards",       "salutations",
                                                  "bien a vous",      "bonne journee", "bonne reception"};
  const auto words = matching::words_of(line);
  for (std::size_t at = 1; at < words.size(); ++at) {
    if (words.size() - at > longest_closing) continue;
    for (const std::string_view sign : signs) {
      const std::size_t space = sign.find(' ');
      const bool two = space != std::string_view::npos;
      const std::string_view second = two ? sign.substr(sign.rfind(' ') + 1) : std::string_view();
      if (words[at].folded != sign.substr(0, space)) continue;
      const std::size_t last = at + static_cast<std::size_t>(std::count(sign.begin(), sign.end(), ' '));
      if (last >= words.size() || (two && words[last].folded != second)) continue;
      std::size_t first = at;  // « bien cordialement », « kind regards »
      if (among_before(words[first - 1].folded) &&
          line.substr(words[first - 1].end, words[first].begin - words[first - 1].end) == " ")
        --first;
      if (first == 0) continue;  // nothing was said before it
      const std::size_t before = line.find_last_not_of(" ", words[first].begin - 1);
      const bool begins =
          before == std::string_view::npos || std::string_view(".!?,;").find(line[before]) != std::string_view::npos;
      const std::size_t after = words[last].end;
      const bool ends = after >= line.size() || std::string_view(",.!-").find(line[after]) != std::string_view::npos ||
                        last + 1 >= words.size() ||
                        (line[words[last + 1].begin] >= 'A' && line[words[last + 1].begin] <= 'Z');
      if (begins && ends) return words[first].begin;
    }
  }
  return line.size();
}

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
}

}  // namespace

std::string without_greetings(std::string_view text) {
  std::string kept;
  bool opened = false;  // something was said already
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = trimmed(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (opened && is_closing(line)) break;
    if (!opened && !line.empty()) {
      line = trimmed(line.substr(after_opening(line)));
      if (line.empty()) continue;
      opened = true;
    }
    const std::size_t signature = opened ? signature_in(line) : line.size();
    kept += std::string(trimmed(line.substr(0, signature))) + "\n";
    if (signature < line.size()) break;
  }
  std::string_view said = trimmed(kept);
  const std::size_t last = said.find_last_of(" \n");
  const bool stands_alone =
      last != std::string_view::npos && last > 0 &&
      (said[last] == '\n' || std::string_view(".,!?").find(said[last - 1]) != std::string_view::npos);
  if (stands_alone && are_initials(said.substr(last + 1))) said = trimmed(said.substr(0, last));
  return std::string(said);
}

}  // namespace guichet::counter
