// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/pages/desk_address.hpp"

#include "web/pages/visit.hpp"
#include "web/server/text.hpp"

#include <algorithm>

namespace guichet::web::pages {

std::string desk_seen_in(std::string_view page) {
  constexpr std::string_view desk = "/bureau?";
  constexpr std::size_t longest = 500;
  const auto query = page.find(desk);
  if (query == std::string_view::npos) return {};
  page.remove_prefix(query + desk.size());
  page = page.substr(0, std::min(page.find('#'), longest));
  std::string kept;
  while (!page.empty()) {
    const std::string_view pair = page.substr(0, page.find('&'));
    page.remove_prefix(std::min(page.size(), pair.size() + 1));
    const auto name = pair.substr(0, pair.find('='));
    if (name.size() == pair.size() || (name != "vue" && name != "equipe")) continue;
    // From a browser: written anew, so that it adds nothing else.
    const auto value = server::decode_percent(pair.substr(name.size() + 1));
    if (value) kept += "&" + std::string(name) + "=" + url_encoded(*value);
  }
  return kept;
}

}  // namespace guichet::web::pages
