// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/logic.hpp"

namespace guichet::domain {

/// Thrown inside an evaluation, caught by evaluate(): a limit was reached or the reference would throw too.
struct LogicFailure {
  const char* key;     ///< "error.logic.too-deep"
  std::string detail;  ///< for the log
};

/// What one evaluation has used of its limits. Owned by it, one thread.
class Effort {
 public:
  explicit Effort(const LogicLimits& limits) : limits_(limits) {}

  void spend(std::size_t steps) {
    used_ += steps;
    if (used_ > limits_.steps) throw LogicFailure{"error.logic.too-long", "more steps than allowed"};
  }
  /// Reading a text costs by its length, so that many long texts are as much work as many steps.
  void read_text(std::size_t bytes) { spend(1 + bytes / 64); }
  void build_text(std::size_t bytes) {
    if (bytes > limits_.text) throw LogicFailure{"error.logic.too-long", "longer text than allowed"};
    read_text(bytes);
  }
  void reach_depth(std::size_t depth) const {
    if (depth > limits_.depth) throw LogicFailure{"error.logic.too-deep", "deeper than allowed"};
  }

 private:
  LogicLimits limits_;
  std::size_t used_ = 0;
};

}  // namespace guichet::domain
