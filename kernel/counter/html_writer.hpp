// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/html_page.hpp"
#include "kernel/counter/html_tree.hpp"

#include <optional>

namespace guichet::counter {

/// What is inside `content` as Markdown; nothing when it nests too deep or becomes too long.
[[nodiscard]] std::optional<std::string> markdown_of(const xmlNode* content, const TargetOf& target);

}  // namespace guichet::counter
