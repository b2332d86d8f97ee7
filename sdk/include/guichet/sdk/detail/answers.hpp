// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <guichet/error.h>
#include <guichet/sdk/offers.hpp>

#include <nlohmann/json.hpp>

#include <optional>
#include <utility>
#include <vector>

/// What a plugin's functions give back, as the headers describe it.
namespace guichet::sdk::detail {

inline nlohmann::json identity(const std::optional<Identity>& who) {
  if (!who) throw Refusal(GUICHET_E_FORBIDDEN, "it proves nothing");
  nlohmann::json value = {{"login", who->login}};
  if (!who->name.empty()) value["name"] = who->name;
  if (!who->mail.empty()) value["mail"] = who->mail;
  if (!who->assurance.empty()) value["assurance"] = who->assurance;
  return value;
}

inline nlohmann::json proposals(const std::vector<Proposal>& given) {
  nlohmann::json services = nlohmann::json::array();
  for (const Proposal& each : given) {
    nlohmann::json service = {{"id", each.service}};
    if (each.why) service["why"] = to_json_value(*each.why);
    if (!each.answers.empty()) service["answers"] = each.answers;
    services.push_back(std::move(service));
  }
  return {{"services", std::move(services)}};
}

}  // namespace guichet::sdk::detail
