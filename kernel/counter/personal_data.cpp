// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/personal_data.hpp"

#include "kernel/counter/text_lines.hpp"
#include "kernel/matching/text.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace guichet::counter {
namespace {

using matching::Word;

constexpr std::size_t longest_text = 200'000;
constexpr std::size_t shortest_name = 3;    // shorter ones are words of the language when they have no capital
constexpr std::size_t shortest_number = 6;  // a year, a price and a room have fewer digits
constexpr std::size_t phone_digits = 9;

constexpr std::array<std::string_view, 15> titles{"m",      "mr",           "mme", "mlle",    "monsieur",
                                                  "madame", "mademoiselle", "dr",  "docteur", "professeur",
                                                  "prof",   "pr",           "mrs", "ms",      "miss"};
constexpr std::array<std::string_view, 10> particles{"de", "du", "des", "la", "le", "d", "l", "van", "von", "el"};
constexpr std::array<std::string_view, 12> room_words{"salle", "bureau", "amphi",  "amphitheatre", "local",   "piece",
                                                      "porte", "room",   "office", "laboratoire",  "chambre", "studio"};

/// Part of the text that a mark takes the place of.
struct Span {
  std::size_t begin = 0, end = 0;
  const std::string* mark = nullptr;
};

template <typename List>
bool among(const List& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// Of Latin letters, accented ones too: U+00C0 to U+00DE are C3 80 to C3 9E.
bool has_capital(std::string_view text, const Word& word) {
  const auto first = static_cast<unsigned char>(text[word.begin]);
  if (first >= 'A' && first <= 'Z') return true;
  constexpr unsigned char lead = 0xC3, from = 0x80, to = 0x9E;
  if (first != lead || word.begin + 1 >= text.size()) return first == 0xC5;  // Œ, Ÿ, Š
  const auto next = static_cast<unsigned char>(text[word.begin + 1]);
  return next >= from && next <= to;
}

/// How many bytes the sign between two groups of digits has; 0: it is none. Spaces of every kind, points and hyphens.
std::size_t gap_at(std::string_view text, std::size_t at) {
  if (at >= text.size()) return 0;
  if (text[at] == ' ' || text[at] == '.' || text[at] == '-') return 1;
  if (text.substr(at, 2) == "\u00A0") return 2;
  if (text.substr(at, 3) == "\u202F" || text.substr(at, 3) == "\u2011") return 3;
  return 0;
}

class Search {
 public:
  Search(std::string_view text, const PersonalFacts& facts, const PersonalMarks& marks)
      : text_(text), facts_(facts), marks_(marks), words_(matching::words_of(text)) {}

  std::vector<Span> run() {
    addresses();
    numbers();
    names();
    logins();
    rooms();
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
      if (person.login.size() >= shortest_name) exact.insert(lower(person.login));
    }
    for (const std::string& identifier : facts_.identifiers) {
      if (!identifier.empty()) exact.insert(lower(identifier));
    }
    const std::string in = lower(text_);
    const auto part = [](char c) { return is_letter(c) || is_digit(c) || static_cast<unsigned char>(c) >= 0x80; };
    for (const std::string& login : exact) {
      for (std::size_t at = in.find(login); at != std::string::npos; at = in.find(login, at + 1)) {
        const std::size_t end = at + login.size();
        if ((at > 0 && part(in[at - 1])) || (end < in.size() && part(in[end]))) continue;
        mark(at, end, marks_.login);
      }
    }
  }

  /// « salle 2.14 », « amphi B », « bureau 203 »: a word for a room, and what names it.
  void rooms() {
    for (std::size_t at = 0; at + 1 < words_.size(); ++at) {
      if (!among(room_words, words_[at].folded) || !stand_together(at)) continue;
      std::size_t end = words_[at + 1].end;
      const std::string_view name = text_.substr(words_[at + 1].begin, end - words_[at + 1].begin);
      const bool numbered = std::any_of(name.begin(), name.end(), is_digit) || name.size() == 1;
      if (!numbered) continue;
      while (end + 1 < text_.size() && (text_[end] == '.' || text_[end] == '-') && is_digit(text_[end + 1])) {
        ++end;
        while (end < text_.size() && is_digit(text_[end])) ++end;
      }
      mark(words_[at].begin, end, marks_.room);
    }
  }

  static std::string lower(std::string_view text) {
    std::string lowered(text);
    std::transform(lowered.begin(), lowered.end(), lowered.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return lowered;
  }

  std::string_view text_;
  const PersonalFacts& facts_;
  const PersonalMarks& marks_;
  std::vector<Word> words_;
  std::vector<Span> spans_;
};

}  // namespace

std::string without_personal_data(std::string_view text, const PersonalFacts& facts, const PersonalMarks& marks) {
  const std::string body = without_greetings(matching::cut_at_character(text, longest_text));
  std::string cleaned;
  std::size_t from = 0;
  for (const Span& span : Search(body, facts, marks).run()) {
    if (span.begin < from) continue;  // inside one that was taken out already
    cleaned.append(body, from, span.begin - from);
    cleaned += *span.mark;
    from = span.end;
  }
  cleaned.append(body, from, std::string::npos);
  return cleaned;
}

std::vector<std::string> possible_names(std::string_view text, std::size_t most) {
  std::vector<std::string> found;
  const auto words = matching::words_of(text);
  for (std::size_t at = 0; at + 1 < words.size() && found.size() < most; ++at) {
    const std::string_view between = text.substr(words[at].end, words[at + 1].begin - words[at].end);
    if (between != " " || !has_capital(text, words[at]) || !has_capital(text, words[at + 1])) continue;
    std::string pair = words[at].folded + " " + words[at + 1].folded;
    if (std::find(found.begin(), found.end(), pair) == found.end()) found.push_back(std::move(pair));
  }
  return found;
}

}  // namespace guichet::counter
