// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/form.hpp"
#include "kernel/domain/person.hpp"
#include "kernel/domain/service.hpp"

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace guichet::domain {

/// What every condition may name: `answers.*`, `requester.*` and `request.words`. Null arguments give empty objects.
[[nodiscard]] nlohmann::json condition_variables(const Person* requester, const Answers* answers,
                                                 const std::string& words = {});

/// The first rule that holds; normal when none does.
[[nodiscard]] Urgency urgency_for(const std::vector<UrgencyRule>& rules, const nlohmann::json& variables);

}  // namespace guichet::domain
