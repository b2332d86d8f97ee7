// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/plugins/authoring/front_matter.hpp"

#include <algorithm>

namespace guichet::plugins::authoring {

FrontMatter split_front_matter(std::string_view text) {
  constexpr std::string_view fence = "---\n";
  FrontMatter page;
  if (text.substr(0, fence.size()) != fence) {
    page.header.problems.push_back(
        {1, "the page must start with its header: a line ---, then id, title and language, then a line ---"});
    return page;
  }
  const std::size_t end = text.find("\n---\n", fence.size() - 1);
  if (end == std::string_view::npos) {
    page.header.problems.push_back({1, "the header is not closed: end it with a line ---"});
    return page;
  }
  const std::size_t body = end + fence.size() + 1;
  page.header = read_yaml(text.substr(fence.size(), end + 1 - fence.size()), 2);
  page.body = text.substr(body);
  page.body_line =
      1 + static_cast<int>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(body), '\n'));
  return page;
}

}  // namespace guichet::plugins::authoring
