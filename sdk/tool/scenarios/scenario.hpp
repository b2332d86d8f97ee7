// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sdk/tool/checks/subject.hpp"

#include <map>
#include <string>
#include <vector>

namespace guichet::sdk_tool {

/// One situation a department describes: who asks for what with which answers, and what must come of it. Its shape has
/// been checked (read_scenarios); what it names has not.
struct Scenario {
  std::string file;  ///< "scenarios/book-loan.yaml"
  std::string name;
  nlohmann::json content;            ///< the keys as written, see docs/plugin-guide.md
  std::map<std::string, int> lines;  ///< by JSON pointer from `content`

  [[nodiscard]] int line(const std::string& pointer = "") const;
  [[nodiscard]] bool has(const char* key) const { return content.contains(key); }
  [[nodiscard]] std::string text(const char* key, const std::string& otherwise = "") const {
    return content.value(key, otherwise);
  }
  /// The short ids under a key.
  [[nodiscard]] std::vector<std::string> list(const char* key) const {
    return content.value(key, std::vector<std::string>{});
  }
};

struct Scenarios {
  std::vector<Scenario> all;
  Problems problems;  ///< what cannot be read, or is not the shape of a scenario
};

/// Reads FOLDER/scenarios/*.yaml in the order of their names. No folder: no scenarios.
[[nodiscard]] Scenarios read_scenarios(const std::string& folder);

/// The instant of "2026-11-24" (at nine in the morning) or "2026-11-24 14:30", on the university's clocks; nothing when
/// it is neither.
[[nodiscard]] std::optional<domain::Instant> instant_of(const std::string& text);
/// "2026-11-24 14:30" on the university's clocks.
[[nodiscard]] std::string written(domain::Instant instant);

}  // namespace guichet::sdk_tool
