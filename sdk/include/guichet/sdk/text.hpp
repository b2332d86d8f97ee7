// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>

#include <string>

namespace guichet::sdk {

/// Words for people, in both languages of the counter: neither may be empty.
struct Text {
  std::string fr;
  std::string en;
};

inline nlohmann::json to_json_value(const Text& text) {
  return {{"fr", text.fr}, {"en", text.en}};
}

}  // namespace guichet::sdk
