// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/domain/condition.hpp"

#include "kernel/domain/logic.hpp"

namespace guichet::domain {

nlohmann::json condition_variables(const Person* requester, const Answers* answers, const std::string& words) {
  nlohmann::json variables = nlohmann::json::object();
  variables["answers"] = answers != nullptr ? *answers : nlohmann::json::object();
  variables["requester"] = requester != nullptr ? variables_of(*requester) : nlohmann::json::object();
  variables["request"] = {{"words", words}};
  return variables;
}

Urgency urgency_for(const std::vector<UrgencyRule>& rules, const nlohmann::json& variables) {
  for (const UrgencyRule& rule : rules) {
    if (holds(rule.when, variables)) return rule.urgency;
  }
  return Urgency::normal;
}

}  // namespace guichet::domain
