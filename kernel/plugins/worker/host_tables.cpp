// SPDX-License-Identifier: GPL-3.0-or-later
// Each host function packs its arguments and asks the counter. A new one needs nothing else in the worker.
#include "kernel/plugins/worker/host_tables.hpp"

#include "kernel/plugins/worker/counter_side.hpp"
#include "kernel/plugins/worker/running_call.hpp"

#include <cstdlib>

namespace guichet::plugins::worker {
namespace {

using nlohmann::json;

std::string text(guichet_str from) {
  return from.ptr == nullptr ? std::string() : std::string(from.ptr, from.len);
}

std::int32_t ask(const guichet_call* call, const char* extension, const char* function, const json& payload,
                 const guichet_sink* answer = nullptr) {
  if (call == nullptr) return GUICHET_E_INVALID;
  RunningCall& running = RunningCall::of(call);
  return running.counter().ask(running.id(), extension, function, payload, answer);
}

// A payload that holds a JSON value of the plugin. What is no JSON is told to the one who wrote it.
template <typename Ask>
std::int32_t with_value(guichet_json given, Ask ask_with) {
  const auto value = rpc::parse_payload({given.ptr, given.len});
  return value ? ask_with(*value) : GUICHET_E_INVALID;
}

void write_log(const guichet_host* host, std::int32_t level, guichet_str line) {
  CounterSide::of(host).log(level, {line.ptr, line.len});
}

std::int32_t get_setting(const guichet_host* host, guichet_str name, const guichet_sink* value) {
  return CounterSide::of(host).ask(RunningCall::current(), GUICHET_EXT_SETTINGS, "get", {{"name", text(name)}}, value);
}

std::int32_t read_field(const guichet_call* call, guichet_str name, const guichet_sink* value) {
  return ask(call, GUICHET_EXT_REQUESTS, "field", {{"name", text(name)}}, value);
}

std::int32_t add_comment(const guichet_call* call, std::int32_t visibility, guichet_json given) {
  if (visibility != GUICHET_COMMENT_PUBLIC && visibility != GUICHET_COMMENT_INTERNAL) return GUICHET_E_INVALID;
  const char* const seen_by = visibility == GUICHET_COMMENT_PUBLIC ? "public" : "internal";
  return with_value(given, [&](const json& value) {
    return ask(call, GUICHET_EXT_REQUESTS, "comment", {{"visibility", seen_by}, {"text", value}});
  });
}

std::int32_t set_field(const guichet_call* call, guichet_str name, guichet_json given) {
  return with_value(given, [&](const json& value) {
    return ask(call, GUICHET_EXT_REQUESTS, "set_field", {{"name", text(name)}, {"value", value}});
  });
}

std::int32_t complete_step(const guichet_call* call, guichet_json given) {
  return with_value(given, [&](const json& value) {
    return ask(call, GUICHET_EXT_REQUESTS, "complete_step", {{"result", value}});
  });
}

std::int32_t resolve(const guichet_call* call, guichet_json given) {
  return with_value(given, [&](const json& value) {
    return ask(call, GUICHET_EXT_REQUESTS, "resolve", {{"message", value}});
  });
}

std::int32_t unlock(const guichet_call* call, guichet_str account, const guichet_sink* answer) {
  return ask(call, GUICHET_EXT_DIRECTORY_MODIFY, "unlock", {{"account", text(account)}}, answer);
}

constexpr guichet_host_log log_table = {sizeof(guichet_host_log), 0, write_log};
constexpr guichet_host_settings settings_table = {sizeof(guichet_host_settings), 0, get_setting};
constexpr guichet_host_requests requests_table = {
    sizeof(guichet_host_requests), 0, read_field, add_comment, set_field, complete_step, resolve};
constexpr guichet_host_directory_modify directory_table = {sizeof(guichet_host_directory_modify), 0, unlock};

}  // namespace

const void* host_table(std::string_view id) {
  if (id == GUICHET_EXT_LOG) return &log_table;
  if (id == GUICHET_EXT_SETTINGS) return &settings_table;
  if (id == GUICHET_EXT_REQUESTS) return &requests_table;
  if (id == GUICHET_EXT_DIRECTORY_MODIFY) return &directory_table;
  return nullptr;
}

}  // namespace guichet::plugins::worker
