// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>

#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace guichet::domain {

/// Random rules with data for tests: every operation, with right and wrong operands. The same seed gives the same rules
/// on every machine.
class LogicGenerator {
 public:
  explicit LogicGenerator(std::uint64_t seed) : random_(seed) {}

  nlohmann::json rule(int depth = 4);
  nlohmann::json data();

 private:
  std::size_t below(std::size_t bound) { return static_cast<std::size_t>(random_() % bound); }
  template <typename Value>
  const Value& one_of(const std::vector<Value>& values) {
    return values[below(values.size())];
  }
  nlohmann::json scalar();
  nlohmann::json literal();
  nlohmann::json variable();
  nlohmann::json list_rule(int depth);
  nlohmann::json operation(int depth);

  std::mt19937_64 random_;
};

}  // namespace guichet::domain
