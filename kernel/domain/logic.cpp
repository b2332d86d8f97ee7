// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/domain/logic.hpp"

#include "kernel/domain/logic_evaluation.hpp"

#include <algorithm>
#include <array>

namespace guichet::domain {

using javascript::Value;
using nlohmann::json;

namespace {

constexpr std::array<std::string_view, 10> structural{"if",     "?:",  "and",  "or",   "map",
                                                      "filter", "all", "none", "some", "reduce"};

bool is_rule(const json& value) {
  return value.is_object() && value.size() == 1;
}

class Deeper {
 public:
  Deeper(std::size_t& depth, Effort& effort) : depth_(depth) {
    effort.spend(1);
    effort.reach_depth(depth + 1);
    ++depth_;
  }
  ~Deeper() { --depth_; }
  Deeper(const Deeper&) = delete;
  Deeper& operator=(const Deeper&) = delete;

 private:
  std::size_t& depth_;
};

}  // namespace

bool is_structural(std::string_view name) {
  return std::find(structural.begin(), structural.end(), name) != structural.end();
}

Value Evaluation::apply(const json& rule, const Value& data) {
  const Deeper deeper(depth_, effort_);
  if (rule.is_array()) {
    std::vector<Value> items;
    items.reserve(std::min<std::size_t>(rule.size(), 64));
    for (const json& item : rule) items.push_back(apply(item, data));
    return javascript::list_of(std::move(items), effort_);
  }
  if (!is_rule(rule)) return javascript::value_of(rule);
  const auto operation = rule.begin();
  const json& operands = operation.value();
  if (!operands.is_array()) return apply_operation(operation.key(), {&operands, 1}, data);
  const auto* list = operands.get_ptr<const json::array_t*>();
  return apply_operation(operation.key(), {list->data(), list->size()}, data);
}

Value Evaluation::apply_again(const Value& rule, const Value& data) {
  if (const auto* const* borrowed = std::get_if<const json*>(&rule)) return apply(**borrowed, data);
  if (!javascript::is_list(rule)) return rule;
  const Deeper deeper(depth_, effort_);
  std::vector<Value> items;
  for (std::size_t index = 0; index < javascript::size_of(rule); ++index) {
    items.push_back(apply_again(javascript::element_of(rule, index), data));
  }
  return javascript::list_of(std::move(items), effort_);
}

Value Evaluation::apply_operation(const std::string& name, std::span<const json> operands, const Value& data) {
  if (const Operation operation = plain_operation(name)) {
    std::vector<Value> values;
    values.reserve(std::min<std::size_t>(operands.size(), 64));
    for (const json& operand : operands) values.push_back(apply(operand, data));
    return operation(values, data, *this);
  }
  if (name == "if" || name == "?:") return choose(operands, data);
  if (name == "and") return first_that(false, operands, data);
  if (name == "or") return first_that(true, operands, data);
  if (name == "map") return map(operands, data);
  if (name == "filter") return filter(operands, data);
  if (name == "reduce") return reduce(operands, data);
  if (is_structural(name)) return quantify(name, operands, data);
  throw LogicFailure{"error.logic.unknown-operation", name};
}

Value Evaluation::choose(std::span<const json> operands, const Value& data) {
  std::size_t index = 0;
  for (; index + 1 < operands.size(); index += 2) {
    if (javascript::is_true(apply(operands[index], data))) return apply(operands[index + 1], data);
  }
  return index < operands.size() ? apply(operands[index], data) : Value(javascript::Null{});
}

/// `or` is the first that is true, `and` the first that is not; each the last when there is none.
Value Evaluation::first_that(bool truth, std::span<const json> operands, const Value& data) {
  Value current = javascript::Undefined{};
  for (const json& operand : operands) {
    current = apply(operand, data);
    if (javascript::is_true(current) == truth) return current;
  }
  return current;
}

Value Evaluation::map(std::span<const json> operands, const Value& data) {
  std::vector<Value> results;
  const Value list = operands.empty() ? Value(javascript::Undefined{}) : apply(operands[0], data);
  const std::size_t size = javascript::is_list(list) ? javascript::size_of(list) : 0;
  for (std::size_t index = 0; index < size; ++index) {
    effort_.spend(1);
    const Value element = javascript::element_of(list, index);
    results.push_back(operands.size() < 2 ? Value(javascript::Undefined{}) : apply(operands[1], element));
  }
  return javascript::list_of(std::move(results), effort_);
}

Value Evaluation::filter(std::span<const json> operands, const Value& data) {
  std::vector<Value> kept;
  const Value list = operands.empty() ? Value(javascript::Undefined{}) : apply(operands[0], data);
  const std::size_t size = javascript::is_list(list) && operands.size() > 1 ? javascript::size_of(list) : 0;
  for (std::size_t index = 0; index < size; ++index) {
    Value element = javascript::element_of(list, index);
    if (javascript::is_true(apply(operands[1], element))) kept.push_back(std::move(element));
  }
  return javascript::list_of(std::move(kept), effort_);
}

Value Evaluation::reduce(std::span<const json> operands, const Value& data) {
  const Value list = operands.empty() ? Value(javascript::Undefined{}) : apply(operands[0], data);
  Value accumulator = operands.size() > 2 ? apply(operands[2], data) : Value(javascript::Null{});
  if (!javascript::is_list(list)) return accumulator;
  for (std::size_t index = 0; index < javascript::size_of(list); ++index) {
    effort_.spend(1);
    const Value scope = javascript::scope_of(javascript::element_of(list, index), std::move(accumulator), effort_);
    accumulator = operands.size() > 1 ? apply(operands[1], scope) : Value(javascript::Undefined{});
  }
  return accumulator;
}

/// Whether the body is `truth` for some element.
bool Evaluation::any(bool truth, const Value& list, const json* body) {
  for (std::size_t index = 0; index < javascript::size_of(list); ++index) {
    effort_.spend(1);
    const bool holds = body != nullptr && javascript::is_true(apply(*body, javascript::element_of(list, index)));
    if (holds == truth) return true;
  }
  return false;
}

/// Of an empty list nothing is true of all, nor of some, and so it is true of none.
Value Evaluation::quantify(const std::string& name, std::span<const json> operands, const Value& data) {
  const Value list = operands.empty() ? Value(javascript::Undefined{}) : apply(operands[0], data);
  if (!javascript::is_list(list) || javascript::size_of(list) == 0) return name == "none";
  const json* body = operands.size() > 1 ? &operands[1] : nullptr;
  if (name == "all") return !any(false, list, body);
  return any(true, list, body) == (name == "some");
}

Result<json> evaluate(const json& rule, const json& data, const LogicLimits& limits) {
  const auto failed = [](const char* key, std::string detail) {
    return Error{ErrorKind::invalid, key, json::object(), {}, std::move(detail)};
  };
  try {
    Evaluation evaluation(limits);
    const Value result = evaluation.apply(rule, javascript::value_of(data));
    return javascript::json_of(result, evaluation.effort());
  } catch (const LogicFailure& failure) {
    return failed(failure.key, failure.detail);
  } catch (const std::exception& exception) {
    return failed("error.logic.failed", exception.what());
  }
}

bool truthy(const json& value) {
  return javascript::is_true(javascript::value_of(value));
}

bool holds(const json& rule, const json& data) {
  if (rule.is_null()) return true;
  try {
    Evaluation evaluation(LogicLimits{});
    return javascript::is_true(evaluation.apply(rule, javascript::value_of(data)));
  } catch (const LogicFailure&) {
    return false;
  } catch (const std::exception&) {
    return false;
  }
}

}  // namespace guichet::domain
