// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/html_page.hpp"
#include "kernel/counter/write_article.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace guichet::counter {

/// What a file says; parts it does not say are empty.
struct ImportedPage {
  ArticleText text;
  std::optional<domain::Language> language;
};

/// Markdown with an optional header between two lines "---": title, language, audience, keywords, services, review,
/// source, licence. Error{invalid} with a message's key and {"line", "problem"}.
[[nodiscard]] domain::Result<ImportedPage> read_markdown_page(std::string_view file, const TargetOf& target);
[[nodiscard]] domain::Result<ImportedPage> read_html_page(std::string_view file, const TargetOf& target);

/// The Markdown with the targets of its links and images replaced; those that lead nowhere leave their words.
[[nodiscard]] std::string with_targets(std::string_view markdown, const TargetOf& target);

}  // namespace guichet::counter
