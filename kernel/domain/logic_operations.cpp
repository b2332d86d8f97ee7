// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/domain/javascript_number.hpp"
#include "kernel/domain/javascript_text.hpp"
#include "kernel/domain/logic_evaluation.hpp"

#include <cmath>
#include <limits>
#include <unordered_map>

namespace guichet::domain {
namespace {

using javascript::Order;
using javascript::Undefined;
using javascript::Value;

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();

const Value& at(Operands operands, std::size_t index) {
  static const Value none = Undefined{};
  return index < operands.size() ? operands[index] : none;
}

/// Where the reference itself would throw a TypeError.
[[noreturn]] void fail(const char* why) {
  throw LogicFailure{"error.logic.failed", why};
}

double parsed(const Value& value, Effort& effort) {
  // parseFloat reads the number's own text: the same number, but that "-0" is written "0".
  if (const double* number = std::get_if<double>(&value)) return *number == 0 ? 0 : *number;
  const javascript::Text text = javascript::text_of(value, effort);
  effort.read_text(text->size());
  return javascript::parse_float(*text);
}

/// ToIntegerOrInfinity.
double whole(double number) {
  return std::isnan(number) ? 0 : std::trunc(number);
}

Value variable(Operands operands, const Value& data, Evaluation& evaluation) {
  Effort& effort = evaluation.effort();
  const Value& name = at(operands, 0);
  if (javascript::is_nullish(name)) return data;
  const javascript::Text path = javascript::text_of(name, effort);
  if (path->empty() && std::holds_alternative<javascript::Text>(name)) return data;
  Value missing = javascript::is_undefined(at(operands, 1)) ? Value(javascript::Null{}) : at(operands, 1);
  effort.read_text(path->size());
  Value found = data;
  std::string_view rest = *path;
  for (bool more = true; more;) {
    if (javascript::is_nullish(found)) return missing;
    const std::size_t dot = rest.find('.');
    more = dot != std::string_view::npos;
    found = javascript::property_of(found, rest.substr(0, dot), effort);
    if (javascript::is_undefined(found)) return missing;
    if (more) rest.remove_prefix(dot + 1);
  }
  return found;
}

/// The values of a list, or the value alone: how the reference reads what follows an operation's name.
std::vector<Value> spread(const Value& value, Effort& effort) {
  if (!javascript::is_list(value)) return {value};
  std::vector<Value> items;
  const std::size_t size = javascript::size_of(value);
  effort.spend(size);
  for (std::size_t index = 0; index < size; ++index) items.push_back(javascript::element_of(value, index));
  return items;
}

/// An operation asked for from within another: its operands, computed once, are taken as rules again.
Value again(Operation operation, const Value& operands, const Value& data, Evaluation& evaluation) {
  std::vector<Value> values = spread(operands, evaluation.effort());
  for (Value& value : values) value = evaluation.apply_again(value, data);
  return operation(values, data, evaluation);
}

Value missing(Operands operands, const Value& data, Evaluation& evaluation) {
  std::vector<Value> keys;
  if (javascript::is_list(at(operands, 0))) {
    keys = spread(operands[0], evaluation.effort());
  } else {
    keys.assign(operands.begin(), operands.end());
  }
  std::vector<Value> absent;
  for (Value& key : keys) {
    const Value value = again(variable, key, data, evaluation);
    const auto* text = std::get_if<javascript::Text>(&value);
    const bool empty = text != nullptr && (*text)->empty();
    if (std::holds_alternative<javascript::Null>(value) || empty) absent.push_back(std::move(key));
  }
  return javascript::list_of(std::move(absent), evaluation.effort());
}

Value missing_some(Operands operands, const Value& data, Evaluation& evaluation) {
  Effort& effort = evaluation.effort();
  const Value& options = at(operands, 1);
  Value absent = again(missing, options, data, evaluation);
  if (javascript::is_nullish(options)) fail("missing_some without options");
  const double count = javascript::number_of(javascript::property_of(options, "length", effort), effort);
  const Value present = count - static_cast<double>(javascript::size_of(absent));
  const Order order = javascript::order_of(present, at(operands, 0), effort);
  if (order == Order::greater || order == Order::equal) return javascript::list_of({}, effort);
  return absent;
}

Value equal(Operands o, const Value&, Evaluation& e) {
  return javascript::loosely_equal(at(o, 0), at(o, 1), e.effort());
}
Value same(Operands o, const Value&, Evaluation& e) {
  return javascript::strictly_equal(at(o, 0), at(o, 1), e.effort());
}
Value unequal(Operands o, const Value&, Evaluation& e) {
  return !javascript::loosely_equal(at(o, 0), at(o, 1), e.effort());
}
Value different(Operands o, const Value&, Evaluation& e) {
  return !javascript::strictly_equal(at(o, 0), at(o, 1), e.effort());
}
Value negation(Operands o, const Value&, Evaluation&) {
  return !javascript::is_true(at(o, 0));
}
Value truth(Operands o, const Value&, Evaluation&) {
  return javascript::is_true(at(o, 0));
}

bool is_less(const Value& left, const Value& right, Effort& effort) {
  return javascript::order_of(left, right, effort) == Order::less;
}
bool is_at_most(const Value& left, const Value& right, Effort& effort) {
  const Order order = javascript::order_of(left, right, effort);
  return order == Order::less || order == Order::equal;
}
Value greater(Operands o, const Value&, Evaluation& e) {
  return javascript::order_of(at(o, 0), at(o, 1), e.effort()) == Order::greater;
}
Value at_least(Operands o, const Value&, Evaluation& e) {
  const Order order = javascript::order_of(at(o, 0), at(o, 1), e.effort());
  return order == Order::greater || order == Order::equal;
}
Value less(Operands o, const Value&, Evaluation& e) {
  const bool first = is_less(at(o, 0), at(o, 1), e.effort());
  return javascript::is_undefined(at(o, 2)) ? first : first && is_less(o[1], o[2], e.effort());
}
Value at_most(Operands o, const Value&, Evaluation& e) {
  const bool first = is_at_most(at(o, 0), at(o, 1), e.effort());
  return javascript::is_undefined(at(o, 2)) ? first : first && is_at_most(o[1], o[2], e.effort());
}

Value sum(Operands operands, const Value&, Evaluation& evaluation) {
  double total = 0;
  for (const Value& operand : operands)
    total = parsed(total, evaluation.effort()) + parsed(operand, evaluation.effort());
  return total;
}

Value product(Operands operands, const Value&, Evaluation& evaluation) {
  if (operands.empty()) fail("a product of nothing");
  Value total = operands[0];  // alone, it is not even read as a number
  for (const Value& operand : operands.subspan(1)) {
    total = parsed(total, evaluation.effort()) * parsed(operand, evaluation.effort());
  }
  return total;
}

Value difference(Operands o, const Value&, Evaluation& e) {
  const double left = javascript::number_of(at(o, 0), e.effort());
  return javascript::is_undefined(at(o, 1)) ? -left : left - javascript::number_of(o[1], e.effort());
}
Value quotient(Operands o, const Value&, Evaluation& e) {
  const double left = javascript::number_of(at(o, 0), e.effort());
  const double right = javascript::number_of(at(o, 1), e.effort());
  // Division by zero is defined in JavaScript; written out because C++ leaves it open.
  if (right == 0) {
    if (left == 0 || std::isnan(left)) return nan;
    return std::signbit(left) == std::signbit(right) ? infinity : -infinity;
  }
  return left / right;
}
Value remainder(Operands o, const Value&, Evaluation& e) {
  const double left = javascript::number_of(at(o, 0), e.effort());
  return std::fmod(left, javascript::number_of(at(o, 1), e.effort()));
}

/// Math.min and Math.max: anything that is not a number wins, and -0 is below 0.
Value extreme(Operands operands, Evaluation& evaluation, bool smallest) {
  double best = smallest ? infinity : -infinity;
  for (const Value& operand : operands) {
    const double number = javascript::number_of(operand, evaluation.effort());
    const bool below = number < best || (number == best && std::signbit(number) && !std::signbit(best));
    if (std::isnan(number) || std::isnan(best)) {
      best = nan;
    } else if (below == smallest) {
      best = number;
    }
  }
  return best;
}
Value minimum(Operands o, const Value&, Evaluation& e) {
  return extreme(o, e, true);
}
Value maximum(Operands o, const Value&, Evaluation& e) {
  return extreme(o, e, false);
}

Value merge(Operands operands, const Value&, Evaluation& evaluation) {
  std::vector<Value> merged;
  for (const Value& operand : operands) {
    for (Value& item : spread(operand, evaluation.effort())) merged.push_back(std::move(item));
  }
  return javascript::list_of(std::move(merged), evaluation.effort());
}

Value within(Operands operands, const Value&, Evaluation& evaluation) {
  Effort& effort = evaluation.effort();
  const Value& whole = at(operands, 1);
  if (const auto* text = std::get_if<javascript::Text>(&whole)) {
    if ((*text)->empty()) return false;
    const javascript::Text part = javascript::text_of(at(operands, 0), effort);
    effort.read_text((*text)->size() + part->size());
    return javascript::contains(**text, *part);
  }
  if (javascript::is_list(whole)) {
    for (std::size_t index = 0; index < javascript::size_of(whole); ++index) {
      effort.spend(1);
      if (javascript::strictly_equal(javascript::element_of(whole, index), at(operands, 0), effort)) return true;
    }
    return false;
  }
  if (javascript::is_true(whole) && !javascript::is_undefined(javascript::property_of(whole, "indexOf", effort))) {
    fail("an indexOf that is not a function");
  }
  return false;
}

Value concatenation(Operands operands, const Value&, Evaluation& evaluation) {
  return javascript::text_value(javascript::join({operands.begin(), operands.end()}, "", evaluation.effort()));
}

/// String.prototype.substr on code units.
std::u16string_view cut(std::u16string_view units, double start, double length) {
  const auto size = static_cast<double>(units.size());
  start = start < 0 ? std::max(size + start, 0.0) : std::min(start, size);
  length = std::min(std::max(length, 0.0), size - start);
  return units.substr(static_cast<std::size_t>(start), static_cast<std::size_t>(length));
}

Value substring(Operands operands, const Value&, Evaluation& evaluation) {
  Effort& effort = evaluation.effort();
  const Value& end = at(operands, 2);
  const bool from_the_end = is_less(end, 0.0, effort);
  const javascript::Text text = javascript::text_of(at(operands, 0), effort);
  effort.build_text(text->size());
  const std::u16string units = javascript::to_units(*text);
  const double start = whole(javascript::number_of(at(operands, 1), effort));
  if (!from_the_end) {
    const double length = javascript::is_undefined(end) ? infinity : whole(javascript::number_of(end, effort));
    return javascript::text_value(javascript::from_units(cut(units, start, length)));
  }
  const std::u16string_view tail = cut(units, start, infinity);
  // The reference adds the end to a length: to a text it would be appended, which is no number, which cuts everything.
  const double* number = std::get_if<double>(&end);
  const double length = number != nullptr ? whole(static_cast<double>(tail.size()) + *number) : 0;
  return javascript::text_value(javascript::from_units(cut(tail, 0, length)));
}

Value log(Operands operands, const Value&, Evaluation&) {
  return at(operands, 0);
}

}  // namespace

Operation plain_operation(std::string_view name) {
  static const std::unordered_map<std::string_view, Operation> operations{{"var", variable},
                                                                          {"missing", missing},
                                                                          {"missing_some", missing_some},
                                                                          {"==", equal},
                                                                          {"===", same},
                                                                          {"!=", unequal},
                                                                          {"!==", different},
                                                                          {"!", negation},
                                                                          {"!!", truth},
                                                                          {">", greater},
                                                                          {">=", at_least},
                                                                          {"<", less},
                                                                          {"<=", at_most},
                                                                          {"+", sum},
                                                                          {"*", product},
                                                                          {"-", difference},
                                                                          {"/", quotient},
                                                                          {"%", remainder},
                                                                          {"min", minimum},
                                                                          {"max", maximum},
                                                                          {"merge", merge},
                                                                          {"in", within},
                                                                          {"cat", concatenation},
                                                                          {"substr", substring},
                                                                          {"log", log}};
  const auto found = operations.find(name);
  return found == operations.end() ? nullptr : found->second;
}

}  // namespace guichet::domain
