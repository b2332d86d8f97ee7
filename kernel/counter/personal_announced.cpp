// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/personal_spans.hpp"

#include <array>

namespace guichet::counter::personal {
namespace {

constexpr std::array<std::string_view, 13> secrets{
    "mot de passe", "mots de passe", "phrase de passe", "code secret", "code d acces", "code confidentiel",
    "code pin",     "mdp",           "password",        "passcode",    "passwd",       "pwd",
    "pin"};
constexpr std::array<std::string_view, 9> accounts{
    "nom d utilisateur", "login", "identifiant", "identifiants", "username", "user", "utilisateur", "pseudo", "uid"};
constexpr std::array<std::string_view, 5> extensions{"poste", "ext", "extension", "numero interne", "n interne"};
constexpr std::array<std::string_view, 19> numbered{"numero d etudiant",
                                                    "numero etudiant",
                                                    "n etudiant",
                                                    "no etudiant",
                                                    "code etudiant",
                                                    "student number",
                                                    "numero ine",
                                                    "ine",
                                                    "nne",
                                                    "matricule",
                                                    "numero de carte",
                                                    "carte d etudiant",
                                                    "securite sociale",
                                                    "numero de dossier",
                                                    "numero de candidat",
                                                    "numero apogee",
                                                    "apogee",
                                                    "numero",
                                                    "n etud"};
constexpr std::array<std::string_view, 8> births{"ne le",   "nee le", "nes le",        "ne e le",
                                                 "born on", "ddn",    "date of birth", "naissance"};
constexpr std::array<std::string_view, 25> months{
    "janvier", "fevrier",  "mars",      "avril",   "mai",      "juin",     "juillet", "aout", "septembre",
    "octobre", "novembre", "decembre",  "january", "february", "march",    "april",   "may",  "june",
    "july",    "august",   "september", "october", "november", "december", "sept"};
/// What is said of a password or of a sign-in name, and is none.
constexpr std::array<std::string_view, 66> said_of_it{"oublie",       "perdu",
                                                      "expire",       "refuse",
                                                      "invalide",     "incorrect",
                                                      "errone",       "faux",
                                                      "bloque",       "inconnu",
                                                      "change",       "changer",
                                                      "modifier",     "reinitialiser",
                                                      "reinitialise", "impossible",
                                                      "probleme",     "urgent",
                                                      "comment",      "pas",
                                                      "plus",         "ne",
                                                      "et",           "ou",
                                                      "de",           "du",
                                                      "des",          "pour",
                                                      "sur",          "est",
                                                      "avec",         "qui",
                                                      "que",          "dans",
                                                      "sans",         "par",
                                                      "mon",          "votre",
                                                      "son",          "le",
                                                      "la",           "les",
                                                      "un",           "une",
                                                      "unique",       "universitaire",
                                                      "univ",         "ent",
                                                      "windows",      "wifi",
                                                      "forgotten",    "lost",
                                                      "is",           "not",
                                                      "does",         "to",
                                                      "and",          "or",
                                                      "the",          "page",
                                                      "2fa",          "a",
                                                      "en",           "aussi",
                                                      "jamais",       "toujours"};
constexpr int latest_birth = 2012;  // whole dates up to this year are dates of birth, not of what happens here

std::size_t spoken(const Reading& reading, std::size_t at, const auto& phrases) {
  for (const std::string_view phrase : phrases) {
    if (const std::size_t words = reading.says(at, phrase)) return words;
  }
  return 0;
}

/// What stands after a label, up to the next space; `told`: a sign says that it is the value.
struct Value {
  std::size_t begin = 0, end = 0;
  bool told = false;  ///< by a colon
  bool said = false;  ///< by « est »
};

Value value_after(const Reading& reading, std::size_t word) {
  const std::string_view text = reading.text;
  Value value;
  std::size_t at = reading.words[word].end;
  const auto skip = [&](std::string_view sign) {
    if (text.substr(at, sign.size()) != sign) return false;
    at += sign.size();
    return true;
  };
  for (bool going = true; going;) {
    going =
        skip(" ") || skip("\u00A0") || skip("\u202F") || skip("«") || skip("\"") || skip("'") || skip("`") || skip("(");
    if (skip(":") || skip("=")) value.told = going = true;
    for (const std::string_view is : {"est ", "c'est ", "c’est ", "is "}) {
      if (!going && skip(is)) value.said = going = true;
    }
  }
  value.begin = at;
  value.end = std::min(text.find_first_of(" \t\r\n", at), text.size());
  for (const std::string_view space : {"\u00A0", "\u202F", "»"}) value.end = std::min(text.find(space, at), value.end);
  while (value.end > at && std::string_view(",;)\"'`").find(text[value.end - 1]) != std::string_view::npos) --value.end;
  return value;
}

/// As passwords are and words are not: digits, signs or capitals inside.
bool looks_secret(std::string_view value) {
  while (!value.empty() && std::string_view(".!?:").find(value.back()) != std::string_view::npos) {
    value.remove_suffix(1);
  }
  bool letter_before = false, small_before = false;
  for (const char c : value) {
    if (is_digit(c) || std::string_view("!@#$%&*_+=?^~\\|").find(c) != std::string_view::npos) return true;
    if (small_before && c >= 'A' && c <= 'Z') return true;
    letter_before = is_letter(c);
    small_before = letter_before && c >= 'a';
  }
  return false;
}

std::string folded(std::string_view value) {
  std::string joined;
  for (const auto& word : matching::words_of(value, 4)) joined += (joined.empty() ? "" : " ") + word.folded;
  return joined;
}

/// Whether nothing is said after it that would make a sentence of it.
bool ends_something(std::string_view text, std::size_t end) {
  while (end < text.size() && (text[end] == ' ' || text[end] == ')')) ++end;
  const std::string_view rest = text.substr(end);
  if (rest.empty() || std::string_view(",;.\r\n").find(rest.front()) != std::string_view::npos) return true;
  const auto next = matching::words_of(rest.substr(0, 40), 1);
  return !next.empty() && (next[0].folded == "et" || next[0].folded == "and" || among(secrets, next[0].folded));
}

void secret_at(const Reading& reading, std::size_t last, const PersonalMarks& marks, std::vector<Span>& spans) {
  const Value value = value_after(reading, last);
  const std::string_view written = reading.text.substr(value.begin, value.end - value.begin);
  const std::string word = folded(written);
  if (written.empty() || among(said_of_it, word)) return;
  if (!looks_secret(written) && !(value.told && ends_something(reading.text, value.end))) return;
  spans.push_back({value.begin, value.end, &marks.secret});
}

void account_at(const Reading& reading, std::size_t last, const PersonalMarks& marks, std::vector<Span>& spans) {
  Value value = value_after(reading, last);
  const std::string_view written = reading.text.substr(value.begin, value.end - value.begin);
  const std::string word = folded(written);
  if (word.empty() || among(said_of_it, word)) return;
  while (value.end > value.begin && std::string_view(".!?").find(reading.text[value.end - 1]) != std::string_view::npos)
    --value.end;
  // No sign-in name has accents or capitals inside a sentence.
  constexpr std::size_t shortest = 4;
  const bool plain = value.end - value.begin >= shortest && std::all_of(written.begin(), written.end(), [](char c) {
                       return (c >= 'a' && c <= 'z') || is_digit(c) || c == '.' || c == '-' || c == '_';
                     });
  const bool named = reading.words[last].folded == "login" && plain && !value.said;
  if (looks_secret(written) || named || (value.told && ends_something(reading.text, value.end)))
    spans.push_back({value.begin, value.end, &marks.login});
}

/// Digits in groups that begin within a few signs after a word: at least `least` of them.
void digits_after(const Reading& reading, std::size_t last, std::size_t least, const std::string& mark,
                  std::vector<Span>& spans) {
  const std::string_view text = reading.text;
  constexpr std::size_t near = 8;
  std::size_t at = reading.words[last].end;
  const std::size_t until = std::min(at + near, text.size());
  while (at < until && !is_digit(text[at]) && text[at] != '\n' && text[at] != ',') ++at;
  if (at >= until || !is_digit(text[at])) return;
  std::size_t begin = at, end = at, digits = 0;
  for (; at < text.size(); ++at) {
    if (is_digit(text[at])) {
      ++digits;
      end = at + 1;
    } else if (text[at] != ' ' && text[at] != '.' && text[at] != '-' && text.substr(at, 2) != "\u00A0" &&
               text[at] != '\xA0') {
      break;
    } else if (at > end) {
      break;  // two signs after each other
    }
  }
  while (begin > reading.words[last].end && is_letter(text[begin - 1])) --begin;
  if (end < text.size() && is_letter(text[end])) ++end;
  if (digits >= least) spans.push_back({begin, end, &mark});
}

/// Where a date ends that begins with this word, and its year; 0: none does. « 12/03/2001 », « 12 mars 2001 ».
std::pair<std::size_t, int> date_at(const Reading& reading, std::size_t at) {
  const auto& words = reading.words;
  if (at + 2 >= words.size()) return {0, 0};
  const auto number = [&](std::size_t word) {
    const std::string& digits = words[word].folded;
    const bool is = !digits.empty() && digits.size() <= 4 && std::all_of(digits.begin(), digits.end(), is_digit);
    return is ? std::stoi(digits) : (words[word].folded == "1er" ? 1 : -1);
  };
  const auto joined = [&](std::size_t word) {
    const std::string_view between = reading.between(word);
    return between.size() <= 2 && between.find_first_not_of("/.- ") == std::string_view::npos;
  };
  if (!joined(at) || !joined(at + 1)) return {0, 0};
  const int first = number(at), second = number(at + 1), third = number(at + 2);
  const bool month = among(months, words[at + 1].folded) || (second >= 1 && second <= 12);
  if (first >= 1900 && second >= 1 && second <= 12 && third >= 1 && third <= 31) return {words[at + 2].end, first};
  if (first < 1 || first > 31 || !month || third < 0) return {0, 0};
  return {words[at + 2].end, third};
}

}  // namespace

void find_announced(const Reading& reading, const PersonalMarks& marks, std::vector<Span>& spans) {
  for (std::size_t at = 0; at < reading.words.size(); ++at) {
    if (const std::size_t words = spoken(reading, at, secrets)) secret_at(reading, at + words - 1, marks, spans);
    if (const std::size_t words = spoken(reading, at, accounts)) account_at(reading, at + words - 1, marks, spans);
    if (const std::size_t words = spoken(reading, at, extensions))
      digits_after(reading, at + words - 1, 3, marks.phone, spans);
    if (const std::size_t words = spoken(reading, at, numbered))
      digits_after(reading, at + words - 1, 5, marks.number, spans);
    if (const std::size_t words = spoken(reading, at, births)) {
      for (std::size_t next = at + words; next < std::min(at + words + 3, reading.words.size()); ++next) {
        if (const auto [end, year] = date_at(reading, next); end > 0) {
          spans.push_back({reading.words[next].begin, end, &marks.date});
          break;
        }
      }
    }
    if (const auto [end, year] = date_at(reading, at); end > 0 && year >= 1920 && year <= latest_birth)
      spans.push_back({reading.words[at].begin, end, &marks.date});
  }
}

std::vector<std::pair<std::size_t, std::size_t>> introduced(const Reading& reading) {
  constexpr std::array<std::string_view, 10> openings{"je m appelle",  "mon nom est", "my name is", "moi c est",
                                                      "nom et prenom", "nom prenom",  "au nom de",  "nom de famille",
                                                      "je suis",       "i am"};
  constexpr std::array<std::string_view, 20> ends{"et",  "je",       "j",         "en",  "au",   "aux",  "a",
                                                  "qui", "etudiant", "etudiante", "mon", "mais", "pour", "and",
                                                  "the", "dans",     "sur",       "ne",  "nee",  "i"};
  constexpr std::size_t longest = 4;
  std::vector<std::pair<std::size_t, std::size_t>> names;
  for (std::size_t at = 0; at < reading.words.size(); ++at) {
    const std::size_t spoken_words = spoken(reading, at, openings);
    if (spoken_words == 0) continue;
    const std::size_t first = at + spoken_words;
    const std::string_view opening = reading.words[at].folded;
    // These are followed by other things than names as well: two words with capitals are one.
    const bool careful = reading.says(at, "je suis") > 0 || reading.says(at, "i am") > 0 ||
                         reading.says(at, "moi c est") > 0 || opening == "au";
    if (first >= reading.words.size() || among(ends, reading.words[first].folded)) continue;
    const bool capital = has_capital(reading.text, reading.words[first]);
    if (careful && !capital) continue;
    std::size_t count = 1;
    while (count < longest && first + count < reading.words.size()) {
      const std::string_view between = reading.between(first + count - 1);
      const auto& next = reading.words[first + count];
      if (between != " " && between != "-" && between != "'") break;
      if (among(ends, next.folded) || (capital && !has_capital(reading.text, next) && between != "-")) break;
      if (!capital && count >= 2) break;
      ++count;
    }
    if (careful && count < 2) continue;
    names.emplace_back(first, first + count - 1);
  }
  return names;
}

}  // namespace guichet::counter::personal
