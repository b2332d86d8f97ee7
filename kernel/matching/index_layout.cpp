// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/matching/index_layout.hpp"

#include <nlohmann/json.hpp>

namespace guichet::matching {

std::string IndexLayout::to_text() const {
  nlohmann::json layout{{"services", services}, {"articles", articles}, {"audiences", nlohmann::json::array()}};
  for (const domain::Audience& audience : audiences) {
    layout["audiences"].push_back({{"affiliation", audience.affiliation},
                                   {"campus", audience.campus},
                                   {"component", audience.component},
                                   {"public", audience.open_to_all}});
  }
  return layout.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::optional<IndexLayout> IndexLayout::from_text(std::string_view text) {
  try {
    const nlohmann::json read = nlohmann::json::parse(text);
    IndexLayout layout;
    read.at("services").get_to(layout.services);
    read.at("articles").get_to(layout.articles);
    for (const nlohmann::json& one : read.at("audiences")) {
      domain::Audience& audience = layout.audiences.emplace_back();
      one.at("affiliation").get_to(audience.affiliation);
      one.at("campus").get_to(audience.campus);
      one.at("component").get_to(audience.component);
      one.at("public").get_to(audience.open_to_all);
    }
    return layout;
  } catch (const nlohmann::json::exception&) {
    return std::nullopt;
  }
}

}  // namespace guichet::matching
