// SPDX-License-Identifier: GPL-3.0-or-later
// Each host function packs its arguments and asks the counter. Those that may still change are in
// draft_host_tables.cpp; a new one needs nothing else in the worker.
#include "kernel/plugins/worker/host_tables.hpp"

#include "kernel/plugins/worker/asking.hpp"

namespace guichet::plugins::worker {
namespace {

using nlohmann::json;

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

constexpr guichet_host_log log_table = {sizeof(guichet_host_log), 0, write_log};
constexpr guichet_host_settings settings_table = {sizeof(guichet_host_settings), 0, get_setting};
constexpr guichet_host_requests requests_table = {
    sizeof(guichet_host_requests), 0, read_field, add_comment, set_field, complete_step, resolve};

}  // namespace

const void* host_table(std::string_view id) {
  if (id == GUICHET_EXT_LOG) return &log_table;
  if (id == GUICHET_EXT_SETTINGS) return &settings_table;
  if (id == GUICHET_EXT_REQUESTS) return &requests_table;
  return draft_host_table(id);
}

}  // namespace guichet::plugins::worker
