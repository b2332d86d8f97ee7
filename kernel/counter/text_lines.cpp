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
    kept += std::string(line) + "\n";
  }
  return std::string(trimmed(kept));
}

}  // namespace guichet::counter
