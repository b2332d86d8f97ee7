// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/plugins/worker/counter_side.hpp"
#include "kernel/plugins/worker/running_call.hpp"

#include <guichet/plugin.h>

#include <nlohmann/json.hpp>

#include <cstdint>
#include <string>

namespace guichet::plugins::worker {

/// A text of the plugin, copied: it is borrowed for the call only.
[[nodiscard]] inline std::string text(guichet_str from) {
  return from.ptr == nullptr ? std::string() : std::string(from.ptr, from.len);
}

/// Asks the counter on behalf of a call and waits for its answer. A code of guichet/error.h.
inline std::int32_t ask(const guichet_call* call, const char* extension, const char* function,
                        const nlohmann::json& payload, const guichet_sink* answer = nullptr,
                        std::int32_t* descriptor = nullptr) {
  if (call == nullptr) return GUICHET_E_INVALID;
  RunningCall& running = RunningCall::of(call);
  return running.counter().ask(running.id(), extension, function, payload, answer, descriptor);
}

/// The same for a function that gives a descriptor: where it goes must be said.
inline std::int32_t ask_for_descriptor(const guichet_call* call, const char* extension, const char* function,
                                       const nlohmann::json& payload, std::int32_t* descriptor,
                                       const guichet_sink* answer) {
  if (descriptor == nullptr) return GUICHET_E_INVALID;
  *descriptor = -1;
  return ask(call, extension, function, payload, answer, descriptor);
}

/// Calls `ask_with` with a JSON value of the plugin. What is no JSON is told to the one who wrote it.
template <typename Ask>
std::int32_t with_value(guichet_json given, Ask ask_with) {
  const auto value = rpc::parse_payload({given.ptr, given.len});
  return value ? ask_with(*value) : GUICHET_E_INVALID;
}

}  // namespace guichet::plugins::worker
