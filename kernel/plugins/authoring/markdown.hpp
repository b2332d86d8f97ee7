// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/article.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace guichet::plugins::authoring {

/// Something in a page that an author must mend. The page is rendered without it all the same.
struct MarkdownProblem {
  enum class Kind { image, html, link, size, table, nesting, brackets, address };
  int line = 1;  ///< of the Markdown text, from 1
  std::string text;
  Kind kind = Kind::link;
};

/// A link to another page or service, as "article:eduroam-connexion" or "service:facilities/event-desk" names it.
struct Link {
  bool to_service = false;
  std::string id;  ///< full: "it/eduroam-connexion"
  int line = 1;
};

/// Whether a page may show images. Those of a plugin may not: a bundle brings none. Those of the documentation base are
/// named by their SHA-256, "![Le bouton](image:ab12...)", and served by the counter from /fiches/images.
enum class Images { left_out, of_the_base };

struct RenderedPage {
  std::string html;                       ///< safe to put into a page as it is; headings from h2, each with an id
  std::vector<domain::Passage> passages;  ///< one a heading; together with its headings the outline of the page
  std::vector<Link> links;
  std::vector<std::string> images;  ///< SHA-256 of those that are shown
  std::vector<MarkdownProblem> problems;
};

constexpr std::size_t longest_page = 128 * 1024;  ///< bytes of Markdown

/// Renders GitHub-flavoured Markdown (tables, autolinks) from a stranger. Raw HTML and images are left out and
/// reported; links may be http, https, mailto, tel, "#heading", "article:ID" and "service:ID" (short ids are of
/// `plugin`, rewritten to /fiches and /services), any other loses its target and is reported. `text` must be clean
/// UTF-8; a page over `longest_page` is not rendered, nor one that first_excess finds too costly: its only problem says
/// so. Never throws but for want of memory.
[[nodiscard]] RenderedPage render_markdown(std::string_view text, std::string_view plugin,
                                           Images images = Images::left_out);

/// "image:ab12..." names this image; empty for anything else.
[[nodiscard]] std::string image_named(std::string_view target);

/// "Si cela ne marche pas" as a fragment: "si-cela-ne-marche-pas". Accents are folded; "section" when nothing is left.
[[nodiscard]] std::string slug_of(std::string_view heading);

}  // namespace guichet::plugins::authoring
