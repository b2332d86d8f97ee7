// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/personal_data.hpp"

#include "kernel/counter/personal_spans.hpp"
#include "kernel/counter/text_lines.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace guichet::counter {
namespace {

using matching::Word;
using personal::among;
using personal::has_capital;
using personal::is_digit;
using personal::is_letter;
using personal::Reading;
using personal::Span;

constexpr std::size_t longest_text = 200'000;
constexpr std::size_t shortest_name = 3;    // shorter ones are words of the language when they have no capital
constexpr std::size_t safe_name = 5;        // of one that only the text knows: long enough to be no other word
constexpr std::size_t shortest_number = 6;  // a year, a price and a room have fewer digits
constexpr std::size_t phone_digits = 9;

constexpr std::array<std::string_view, 15> titles{"m",      "mr",           "mme", "mlle",    "monsieur",
                                                  "madame", "mademoiselle", "dr",  "docteur", "professeur",
                                                  "prof",   "pr",           "mrs", "ms",      "miss"};
constexpr std::array<std::string_view, 10> particles{"de", "du", "des", "la", "le", "d", "l", "van", "von", "el"};
constexpr std::array<std::string_view, 12> room_words{"salle", "bureau", "amphi",  "amphitheatre", "local",   "piece",
                                                      "porte", "room",   "office", "laboratoire",  "chambre", "studio"};

/// How many bytes the sign between two groups of digits has; 0: it is none. Spaces of every kind, points and hyphens.
std::size_t gap_at(std::string_view text, std::size_t at) {
  if (at >= text.size()) return 0;
  if (text[at] == ' ' || text[at] == '.' || text[at] == '-') return 1;
  if (text.substr(at, 2) == "\u00A0") return 2;
  if (text.substr(at, 3) == "\u202F" || text.substr(at, 3) == "\u2011") return 3;
  return 0;
}

struct Room {
  std::size_t begin = 0, named = 0, end = 0;  ///< the word for it, its number
};

/// « salle 2.14 », « amphi B », « bureau 203 »: a word for a room, and what names it; « en B204 » too.
std::vector<Room> rooms_in(const Reading& reading) {
  std::vector<Room> rooms;
  const auto& words = reading.words;
  const std::string_view text = reading.text;
  constexpr std::array<std::string_view, 3> within{"en", "au", "in"};
  for (std::size_t at = 0; at + 1 < words.size(); ++at) {
    const std::string_view between = reading.between(at);
    constexpr std::size_t longest = 4;
    if (between.size() > longest || between.find_first_of(".,;:!?()\n\"/") != std::string_view::npos) continue;
    const std::string_view name = reading.written(at + 1);
    const auto digits = static_cast<std::size_t>(std::count_if(name.begin(), name.end(), is_digit));
    const bool called = among(room_words, words[at].folded) && (digits > 0 || name.size() == 1) && name != "365";
    const bool coded = among(within, words[at].folded) && digits == 3 && name.size() == 4 && is_letter(name[0]);
    if (!called && !coded) continue;
    std::size_t end = words[at + 1].end;
    while (end + 1 < text.size() && (text[end] == '.' || text[end] == '-') && is_digit(text[end + 1])) {
      ++end;
      while (end < text.size() && is_digit(text[end])) ++end;
    }
    rooms.push_back({called ? words[at].begin : words[at + 1].begin, words[at + 1].begin, end});
  }
  return rooms;
}

class Search {
 public:
  Search(std::string_view text, const PersonalFacts& facts, const PersonalMarks& marks)
      : reading_(text), text_(text), facts_(facts), marks_(marks), words_(reading_.words) {}

  std::vector<Span> run() {
    addresses();
    numbers();
    names();
    logins();
    rooms();
    std::vector<std::string> logins;
    for (const domain::Person& person : facts_.people) logins.push_back(personal::lower_ascii(person.login));
    personal::find_announced(reading_, marks_, spans_);
    personal::find_postal(reading_, marks_, spans_);
    personal::find_technical(reading_, logins, marks_, spans_);
    for (const auto& [first, last] : personal::introduced(reading_))
      mark(words_[first].begin, words_[last].end, marks_.name);
    spans_.erase(std::remove_if(spans_.begin(), spans_.end(), [](const Span& span) { return span.mark->empty(); }),
                 spans_.end());
    std::sort(spans_.begin(), spans_.end(), [](const Span& left, const Span& right) {
      return left.begin != right.begin ? left.begin < right.begin : left.end > right.end;
    });
    return std::move(spans_);
  }

 private:
  void mark(std::size_t begin, std::size_t end, const std::string& with) {
    if (!with.empty()) spans_.push_back({begin, end, &with});
  }

  void addresses() {
    const auto local = [](char c) {
      return is_letter(c) || is_digit(c) || c == '.' || c == '_' || c == '%' || c == '+' || c == '-';
    };
    const auto host = [](char c) { return is_letter(c) || is_digit(c) || c == '.' || c == '-'; };
    for (std::size_t at = text_.find('@'); at != std::string_view::npos; at = text_.find('@', at + 1)) {
      std::size_t begin = at, end = at + 1;
      while (begin > 0 && local(text_[begin - 1])) --begin;
      while (end < text_.size() && host(text_[end])) ++end;
      while (end > at + 1 && (text_[end - 1] == '.' || text_[end - 1] == '-')) --end;
      if (begin < at && text_.substr(at, end - at).find('.') != std::string_view::npos) mark(begin, end, marks_.mail);
    }
  }

  /// Groups of digits as telephones and account numbers are written, and long numbers.
  void numbers() {
    for (std::size_t at = 0; at < text_.size();) {
      const bool plus = text_[at] == '+' && at + 1 < text_.size() && is_digit(text_[at + 1]);
      if (!plus && !is_digit(text_[at])) {
        ++at;
        continue;
      }
      std::size_t begin = at, end = at + 1, digits = plus ? 0 : 1, longest = digits, group = digits;
      while (end < text_.size()) {
        if (is_digit(text_[end])) {
          ++digits;
          longest = std::max(longest, ++group);
          ++end;
          continue;
        }
        std::size_t gap = gap_at(text_, end);
        if (text_.substr(end + gap, 3) == "(0)") {  // +33 (0)4 91 ...
          gap += 3;
          gap += gap_at(text_, end + gap);
        }
        if (gap == 0 || end + gap >= text_.size() || !is_digit(text_[end + gap])) break;
        end += gap;
        group = 0;
      }
      at = end;
      // Four groups with points are a machine's address or a version: see find_technical.
      const std::string_view written = text_.substr(begin, end - begin);
      if (text_[begin] != '0' && std::count(written.begin(), written.end(), '.') == 3 &&
          written.find_first_not_of("0123456789.") == std::string_view::npos)
        continue;
      const bool dialled = plus || text_[begin] == '0';
      if (dialled && digits >= phone_digits) {
        mark(begin, end, marks_.phone);
      } else if (digits >= phone_digits || longest >= shortest_number) {
        // A letter beside it belongs to it: a student's national number ends with one, a login begins with one.
        while (begin > 0 && is_letter(text_[begin - 1])) --begin;
        if (end < text_.size() && is_letter(text_[end])) ++end;
        mark(begin, end, marks_.number);
      }
    }
  }

  void names() {
    std::set<std::string, std::less<>> known;
    for (const domain::Person& person : facts_.people) {
      for (const Word& part : matching::words_of(person.name(), 20)) {
        if (!among(particles, part.folded)) known.insert(part.folded);
      }
    }
    const auto is_name = [&](const Word& word) {
      if (among(facts_.names, word.folded)) return word.folded.size() >= safe_name || has_capital(text_, word);
      return known.count(word.folded) > 0 && (word.folded.size() >= shortest_name || has_capital(text_, word));
    };
    for (std::size_t at = 0; at < words_.size(); ++at) {
      const bool titled = among(titles, words_[at].folded) && at + 1 < words_.size() && stand_together(at) &&
                          has_capital(text_, words_[at + 1]) && words_[at].folded != words_[at + 1].folded;
      const std::size_t first = titled ? at + 1 : at;
      if (!titled && !is_name(words_[at])) continue;
      std::size_t last = first;
      for (std::size_t next = first + 1; next < words_.size() && stand_together(next - 1); ++next) {
        const bool goes_on = is_name(words_[next]) || (titled && next < first + 3 && has_capital(text_, words_[next]));
        if (goes_on) last = next;
        if (!goes_on && !among(particles, words_[next].folded)) break;
      }
      mark(words_[first].begin, words_[last].end, marks_.name);
      at = last;
    }
  }

  /// Nothing but a space, a point after a title, a hyphen or an apostrophe stands between this word and the next.
  bool stand_together(std::size_t word) const {
    std::string_view between = text_.substr(words_[word].end, words_[word + 1].begin - words_[word].end);
    if (!between.empty() && between.front() == '.' && among(titles, words_[word].folded)) between.remove_prefix(1);
    constexpr std::size_t longest = 4;
    return between.size() <= longest && between.find_first_of(".,;:!?()\n\"/") == std::string_view::npos;
  }

  void logins() {
    std::set<std::string, std::less<>> exact;
    for (const domain::Person& person : facts_.people) {
      if (person.login.size() >= shortest_name) exact.insert(personal::lower_ascii(person.login));
    }
    for (const std::string& identifier : facts_.identifiers) {
      if (!identifier.empty()) exact.insert(personal::lower_ascii(identifier));
    }
    all_of(exact, marks_.login);
    all_of({facts_.rooms.begin(), facts_.rooms.end()}, marks_.room);
  }

  /// Wherever one of these stands as a word, in any case.
  void all_of(const std::set<std::string, std::less<>>& exact, const std::string& with) {
    const std::string in = personal::lower_ascii(text_);
    const auto part = [](char c) { return is_letter(c) || is_digit(c) || static_cast<unsigned char>(c) >= 0x80; };
    for (const std::string& login : exact) {
      for (std::size_t at = in.find(login); at != std::string::npos; at = in.find(login, at + 1)) {
        const std::size_t end = at + login.size();
        if ((at > 0 && part(in[at - 1])) || (end < in.size() && part(in[end]))) continue;
        mark(at, end, with);
      }
    }
  }

  void rooms() {
    for (const auto& [begin, named, end] : rooms_in(reading_)) mark(begin, end, marks_.room);
  }

  Reading reading_;
  std::string_view text_;
  const PersonalFacts& facts_;
  const PersonalMarks& marks_;
  const std::vector<Word>& words_;
  std::vector<Span> spans_;
};

}  // namespace

std::string without_personal_data(std::string_view text, const PersonalFacts& facts, const PersonalMarks& marks) {
  const std::string body = without_greetings(matching::cut_at_character(text, longest_text));
  std::string cleaned;
  std::size_t from = 0;
  for (const Span& span : Search(body, facts, marks).run()) {
    if (span.begin < from) {  // it overlaps one that was taken out already
      from = std::max(from, span.end);
      continue;
    }
    cleaned.append(body, from, span.begin - from);
    cleaned += *span.mark;
    from = span.end;
  }
  cleaned.append(body, from, std::string::npos);
  return cleaned;
}

void learn_from(std::string_view text, PersonalFacts& facts) {
  const Reading reading(matching::cut_at_character(text, longest_text));
  for (const auto& [first, last] : personal::introduced(reading)) {
    for (std::size_t at = first; at <= last; ++at) {
      if (!among(particles, reading.words[at].folded)) facts.names.push_back(reading.words[at].folded);
    }
  }
  for (const Room& room : rooms_in(reading)) {
    const std::string_view code = reading.text.substr(room.named, room.end - room.named);
    constexpr std::size_t shortest = 3;  // « 12 » and « B » are other things as well
    const bool sure = code.size() >= shortest && is_letter(code[0]) && std::any_of(code.begin(), code.end(), is_digit);
    if (sure) facts.rooms.push_back(personal::lower_ascii(code));
  }
}

std::vector<NamePair> name_pairs(std::string_view text, std::size_t most) {
  const Reading reading(matching::cut_at_character(text, longest_text));
  std::vector<NamePair> pairs;
  std::set<std::pair<std::string, std::string>> seen;
  const auto is_word = [](const std::string& word) {
    return word.size() >= shortest_name && std::none_of(word.begin(), word.end(), is_digit);
  };
  for (const bool capitals : {true, false}) {
    for (std::size_t at = 0; at + 1 < reading.words.size() && pairs.size() < most; ++at) {
      const Word &first = reading.words[at], &second = reading.words[at + 1];
      const std::string_view between = reading.between(at);
      if ((between != " " && between != "-") || !is_word(first.folded) || !is_word(second.folded)) continue;
      const bool both = has_capital(reading.text, first) && has_capital(reading.text, second);
      if (both == capitals && seen.emplace(first.folded, second.folded).second)
        pairs.push_back({first.folded, second.folded, both});
    }
  }
  return pairs;
}

}  // namespace guichet::counter
