// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <guichet/error.h>

#include <nlohmann/json.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace guichet::sdk::testing {

/// Something the plugin asked the counter to change.
struct FakeEffect {
  std::string extension;
  std::string function;
  nlohmann::json payload;  ///< members called like the parameters of the C function
};

/// How one call ended.
struct FakeRun {
  std::int32_t code = GUICHET_OK;   ///< anything else: see guichet/error.h
  std::string why;                  ///< of that
  nlohmann::json outcome;           ///< what the call answered, as its header describes it; discarded when no JSON
  std::vector<FakeEffect> effects;  ///< what the counter would commit with the outcome
};

}  // namespace guichet::sdk::testing
