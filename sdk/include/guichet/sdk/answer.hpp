// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <guichet/error.h>

#include <nlohmann/json.hpp>

#include <cstdint>
#include <string>

namespace guichet::sdk {

/// What the counter answered. True when it is yes.
struct Answer {
  std::int32_t code = GUICHET_E_UNSUPPORTED;  ///< of guichet/error.h
  nlohmann::json value;                       ///< what was read; or, when it is no, {"message", "parameters"}; or null

  explicit operator bool() const { return code == GUICHET_OK; }

  /// Why not, as a key of the counter's texts: "error.account.unknown". Empty when it did not say.
  [[nodiscard]] std::string message() const {
    const auto found = value.find("message");
    return found != value.end() && found->is_string() ? found->get<std::string>() : std::string();
  }
};

}  // namespace guichet::sdk
