// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/plugins/authoring/markdown.hpp"

#include <optional>
#include <string_view>

namespace guichet::plugins::authoring {

constexpr std::size_t most_bars_a_line = 100;      ///< "|", of which a table's cells are made
constexpr std::size_t most_cells = 10'000;         ///< of all tables, those that short rows leave out counted in
constexpr std::size_t deepest_nesting = 20;        ///< quotes and lists that begin on one line
constexpr std::size_t widest_nesting = 80;         ///< columns that they take up, what is before them counted in
constexpr std::size_t most_open_brackets = 100;    ///< "[" that were not closed, of one paragraph
constexpr std::size_t longest_address = 2'000;     ///< bytes without a space that hold "://", "www." or "@"
constexpr std::size_t most_repeated = 1'000'000;   ///< brackets times the longest definition, "[a]: https://..."
constexpr double most_table_search = 500'000'000;  ///< squared bytes of the lines above what may begin a table

/// What makes a page too costly to render, whoever wrote it: cmark-gfm takes time that grows with the square of some
/// of these, and output that grows with their product. Looks at the text alone, once, in linear time.
[[nodiscard]] std::optional<MarkdownProblem> first_excess(std::string_view text);

}  // namespace guichet::plugins::authoring
