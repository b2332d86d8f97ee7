// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <libxml/tree.h>

#include <string>
#include <string_view>

/// What the reader of imported pages asks of libxml2's tree. Nodes are borrowed; null where there is none.
namespace guichet::counter {

constexpr int deepest_element = 100;  ///< below the page's content

/// "p"; empty for what is no element.
[[nodiscard]] std::string_view name_of(const xmlNode* node);
[[nodiscard]] std::string attribute(const xmlNode* node, const char* name);
/// The first element of this name among `node`, what follows it, and what is in them.
[[nodiscard]] const xmlNode* first_named(const xmlNode* node, std::string_view name, int depth = 0);
/// All its text, as it stands there.
[[nodiscard]] std::string whole_text(const xmlNode* node);
[[nodiscard]] bool is_html_space(char c);

}  // namespace guichet::counter
