// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/result.hpp"

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace guichet::domain {

struct LogicLimits {
  std::size_t depth = 64;      ///< nesting of the rule
  std::size_t steps = 20'000;  ///< operations and elements visited in one evaluation
  std::size_t text = 100'000;  ///< bytes of any text built
};

/// Evaluates a JsonLogic rule exactly as the reference implementation (npm json-logic-js 2.0) does, with JavaScript's
/// coercions. Never throws; Error{invalid, "error.logic.*"} over a limit or on an unknown operation.
/// Source: jsonlogic.com/operations.html.
[[nodiscard]] Result<nlohmann::json> evaluate(const nlohmann::json& rule, const nlohmann::json& data,
                                              const LogicLimits& limits = {});

/// JsonLogic's truth: "" , 0, null, [] and false are false; "0" is true.
[[nodiscard]] bool truthy(const nlohmann::json& value);

/// A null rule holds; a rule that cannot be evaluated does not.
[[nodiscard]] bool holds(const nlohmann::json& rule, const nlohmann::json& data);

/// What is wrong with a rule before it is ever run: unknown operations, depth, `var` names not starting with one of
/// `roots` ("answers", "requester", "request", "steps"). Empty when sound. Sentences in English, for authors.
[[nodiscard]] std::vector<std::string> problems_of(const nlohmann::json& rule, const std::vector<std::string>& roots);

}  // namespace guichet::domain
