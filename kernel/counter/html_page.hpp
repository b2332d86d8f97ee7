// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/result.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace guichet::counter {

/// Where a link or an image of an imported page leads, as our Markdown names it: "article:base/wifi", "image:ab12...";
/// empty: nowhere, and only its words are kept.
using TargetOf = std::function<std::string(std::string_view target, bool image)>;

inline constexpr std::size_t largest_html = 1'000'000;  ///< bytes

struct HtmlPage {
  std::string title;     ///< of the first heading, else of the head; may be empty
  std::string language;  ///< "fr", "en-GB", or empty
  std::vector<std::string> keywords;
  std::string markdown;
};

/// A page of somebody else's site as Markdown: headings, paragraphs, lists, links, tables and images of what stands in
/// <main> or <article>, else in the body. Scripts, styles, forms, menus and frames are left out; nothing is fetched.
/// Error{invalid} when it is too large, nests too deep, or holds no text.
[[nodiscard]] domain::Result<HtmlPage> read_html(std::string_view html, const TargetOf& target);

}  // namespace guichet::counter
