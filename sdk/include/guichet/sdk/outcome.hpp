// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <guichet/sdk/text.hpp>

#include <nlohmann/json.hpp>

#include <chrono>
#include <cstdint>
#include <utility>

namespace guichet::sdk {

/// How an automation ended; made by the four functions below.
class Outcome {
 public:
  explicit Outcome(nlohmann::json value) : value_(std::move(value)) {}

  /// As guichet/ext/automation.h describes it.
  [[nodiscard]] const nlohmann::json& json() const { return value_; }

 private:
  nlohmann::json value_;
};

/// It is done. Later steps of the workflow read the result.
[[nodiscard]] inline Outcome done(nlohmann::json result = nlohmann::json::object()) {
  return Outcome({{"outcome", "done"}, {"result", std::move(result)}});
}

/// It cannot be done, and trying again would not help.
[[nodiscard]] inline Outcome failed(const Text& reason) {
  return Outcome({{"outcome", "failed"}, {"reason", to_json_value(reason)}});
}

/// A person of the team has to look.
[[nodiscard]] inline Outcome hand_over(const Text& reason) {
  return Outcome({{"outcome", "hand-over"}, {"reason", to_json_value(reason)}});
}

/// Not now: the counter calls again then, with the same job and the next attempt.
[[nodiscard]] inline Outcome retry_at(std::chrono::system_clock::time_point when, const Text& reason) {
  const auto since_1970 = std::chrono::duration_cast<std::chrono::milliseconds>(when.time_since_epoch());
  return Outcome({{"outcome", "retry"}, {"at", since_1970.count()}, {"reason", to_json_value(reason)}});
}

[[nodiscard]] inline Outcome retry_in(std::chrono::milliseconds wait, const Text& reason) {
  return retry_at(std::chrono::system_clock::now() + wait, reason);
}

}  // namespace guichet::sdk
