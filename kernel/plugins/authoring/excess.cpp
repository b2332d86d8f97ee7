// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/plugins/authoring/excess.hpp"

#include <algorithm>

namespace guichet::plugins::authoring {
namespace {

using Kind = MarkdownProblem::Kind;

constexpr std::string_view blanks = " \t\v\f";

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// "- - -" or "* * *": a line across the page, not a list in a list.
bool is_rule(std::string_view rest) {
  const char sign = rest.front();
  return sign != '+' && std::all_of(rest.begin(), rest.end(),
                                    [&](char c) { return c == sign || blanks.find(c) != std::string_view::npos; });
}

/// How many bytes the sign has that opens a quote or an item here; 0: there is none.
std::size_t opening_at(std::string_view line, std::size_t at) {
  if (line[at] == '>') return 1;
  std::size_t end = at;
  if (line[at] == '-' || line[at] == '*' || line[at] == '+') {
    end = at + 1;
  } else {
    while (end < line.size() && is_digit(line[end])) ++end;
    if (end == at || end == line.size() || (line[end] != '.' && line[end] != ')')) return 0;
    ++end;
  }
  return end == line.size() || blanks.find(line[end]) != std::string_view::npos ? end - at : 0;
}

/// Reads a page line by line. Conservative: what stands in a block of code counts like the rest.
class Reading {
 public:
  std::optional<MarkdownProblem> run(std::string_view text) {
    std::string_view rest = text;
    while (!rest.empty() && !problem_) {
      ++number_;
      const std::size_t end = std::min(rest.find_first_of("\r\n"), rest.size());
      read(rest.substr(0, end));
      const bool two = rest.substr(end, 2) == "\r\n";
      rest.remove_prefix(std::min(end + (two ? 2 : 1), rest.size()));
    }
    end_definition();
    if (!problem_ && brackets_ * longest_definition_ > most_repeated) {
      refuse(definition_line_, Kind::brackets, "the definition of this link is long and the page has many links");
    }
    return problem_;
  }

 private:
  void refuse(int line, Kind kind, const char* text) {
    if (!problem_) problem_ = MarkdownProblem{line, text, kind};
  }

  void read(std::string_view line) {
    if (line.find_first_not_of(" \t") == std::string_view::npos) {
      columns_ = above_ = open_ = 0;
      end_definition();
      return;
    }
    nesting(line);
    table(line);
    links(line);
    addresses(line);
    above_ += line.size() + 1;
  }

  void nesting(std::string_view line) {
    std::size_t depth = 0, column = 0;
    for (std::size_t at = 0; at < line.size();) {
      if (blanks.find(line[at]) != std::string_view::npos) {
        column += line[at] == '\t' ? 4 : 1;
        ++at;
        continue;
      }
      const std::size_t length = opening_at(line, at);
      if (length == 0) return;
      if (line[at] != '>' && !is_digit(line[at]) && is_rule(line.substr(at))) return;
      if (++depth > deepest_nesting || column > widest_nesting) {
        return refuse(number_, Kind::nesting, "quotes and lists are too deep in each other: say it with headings");
      }
      at += length;
      column += length;
    }
  }

  void table(std::string_view line) {
    const auto bars = static_cast<std::size_t>(std::count(line.begin(), line.end(), '|'));
    if (bars > most_bars_a_line) return refuse(number_, Kind::table, "the table has too many columns");
    const bool may_begin = bars > 0 && line.find('-') != std::string_view::npos &&
                           line.find_first_not_of(" \t\v\f|:->*+0123456789.)") == std::string_view::npos;
    if (may_begin) {
      columns_ = std::max(columns_, bars + 1);
      const auto above = static_cast<double>(above_);
      searched_ += above * above;
      if (searched_ > most_table_search)
        return refuse(number_, Kind::table, "much text is just above the table: leave an empty line before it");
    }
    if (columns_ == 0) return;
    // The header that was read before is counted with the line below it.
    cells_ += std::max(columns_, bars + 1) * (may_begin ? 2 : 1);
    if (cells_ > most_cells) refuse(number_, Kind::table, "the tables have too many cells: make several pages");
  }

  void links(std::string_view line) {
    for (std::size_t at = 0; at < line.size(); ++at) {
      if (line[at] == '[') {
        ++brackets_;
        if (++open_ > most_open_brackets)
          return refuse(number_, Kind::brackets, "too many square brackets are open here");
      } else if (line[at] == ']') {
        if (open_ > 0) --open_;
        if (at + 1 < line.size() && line[at + 1] == ':') {
          end_definition();
          in_definition_ = true;
          definition_at_ = number_;
          definition_ = 0;
        }
      }
      ++definition_;
    }
  }

  void end_definition() {
    if (in_definition_ && definition_ > longest_definition_) {
      longest_definition_ = definition_;
      definition_line_ = definition_at_;
    }
    in_definition_ = false;
  }

  void addresses(std::string_view line) {
    for (std::size_t at = 0; at < line.size();) {
      const std::size_t end = std::min(line.find_first_of(blanks, at), line.size());
      const std::string_view word = line.substr(at, end - at);
      if (word.size() > longest_address) {
        for (const std::string_view sign : {"://", "www.", "@"}) {
          if (word.find(sign) != std::string_view::npos)
            return refuse(number_, Kind::address, "this address is too long");
        }
      }
      at = end + 1;
    }
  }

  std::optional<MarkdownProblem> problem_;
  int number_ = 0;
  std::size_t columns_ = 0;  ///< of the table that may be open
  std::size_t above_ = 0;    ///< bytes since the last empty line
  std::size_t open_ = 0;
  std::size_t cells_ = 0;
  double searched_ = 0;
  std::size_t brackets_ = 0;
  bool in_definition_ = false;
  int definition_at_ = 1, definition_line_ = 1;
  std::size_t definition_ = 0, longest_definition_ = 0;
};

}  // namespace

std::optional<MarkdownProblem> first_excess(std::string_view text) {
  return Reading().run(text);
}

}  // namespace guichet::plugins::authoring
