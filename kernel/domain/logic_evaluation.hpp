// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/javascript_value.hpp"

#include <span>
#include <string_view>

/// The inside of logic.hpp; not for others.
namespace guichet::domain {

/// One evaluation of one rule: how rules nest. What a plain operation computes is in logic_operations.cpp.
class Evaluation {
 public:
  explicit Evaluation(const LogicLimits& limits) : effort_(limits) {}

  javascript::Value apply(const nlohmann::json& rule, const javascript::Value& data);
  /// A computed value taken as a rule once more, which is what the reference does with the keys of `missing`.
  javascript::Value apply_again(const javascript::Value& rule, const javascript::Value& data);
  Effort& effort() { return effort_; }

 private:
  javascript::Value apply_operation(const std::string& name, std::span<const nlohmann::json> operands,
                                    const javascript::Value& data);
  javascript::Value choose(std::span<const nlohmann::json> operands, const javascript::Value& data);
  javascript::Value first_that(bool truth, std::span<const nlohmann::json> operands, const javascript::Value& data);
  javascript::Value map(std::span<const nlohmann::json> operands, const javascript::Value& data);
  javascript::Value filter(std::span<const nlohmann::json> operands, const javascript::Value& data);
  javascript::Value reduce(std::span<const nlohmann::json> operands, const javascript::Value& data);
  bool any(bool truth, const javascript::Value& list, const nlohmann::json* body);
  javascript::Value quantify(const std::string& name, std::span<const nlohmann::json> operands,
                             const javascript::Value& data);

  Effort effort_;
  std::size_t depth_ = 0;
};

using Operands = std::span<const javascript::Value>;
using Operation = javascript::Value (*)(Operands, const javascript::Value& data, Evaluation&);

/// The operation whose operands are all evaluated first, or null when there is none of that name.
[[nodiscard]] Operation plain_operation(std::string_view name);
/// Whether the name is one that decides itself what of its operands is evaluated: "if", "and", "map"...
[[nodiscard]] bool is_structural(std::string_view name);

}  // namespace guichet::domain
