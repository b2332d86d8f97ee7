// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <guichet/plugin.h>
#include <guichet/sdk/plugin.hpp>

#include <exception>
#include <memory>
#include <string>

/// The functions the counter calls. Every one catches everything: no exception crosses the border.
namespace guichet::sdk::detail {

/// What guichet_plugin::data points to, from create to destroy.
struct Instance {
  const guichet_host* host = nullptr;
  Plugin plugin;
  guichet_plugin table{};

  static Instance& of(const guichet_plugin* plugin) { return *static_cast<Instance*>(plugin->data); }
};

inline std::int32_t say_why(const guichet_call* call, std::int32_t code, std::string_view why) {
  call->fail(call, code, to_str(why));
  return code;
}

inline std::int32_t answer(const guichet_plugin* plugin, const guichet_call* call, Plugin::Offer asked,
                           guichet_json input, const guichet_sink* sink) {
  const Instance& instance = Instance::of(plugin);
  const auto found = instance.plugin.offers().find(asked);
  if (found == instance.plugin.offers().end()) {
    return say_why(call, GUICHET_E_UNSUPPORTED, asked.extension + " " + asked.function + ": nothing of this name");
  }
  const Call given(instance.host, call, parse(view(input)));
  const std::string text = dump(found->second(given));
  return sink->write(sink->ctx, text.data(), text.size());
}

/// The function of one extension that the counter calls: looks its name up among what the plugin offers.
template <const char* const& extension, const char* const& function>
std::int32_t thunk(const guichet_plugin* plugin, const guichet_call* call, guichet_str name, guichet_json input,
                   const guichet_sink* sink) {
  try {
    return answer(plugin, call, {extension, function, std::string(view(name))}, input, sink);
  } catch (const Refusal& refusal) {
    return say_why(call, refusal.code(), refusal.what());
  } catch (const std::exception& failure) {
    return say_why(call, GUICHET_E_INTERNAL, failure.what());
  } catch (...) {
    return say_why(call, GUICHET_E_INTERNAL, "an exception that is no std::exception");
  }
}

inline std::int32_t do_step(const Instance& instance, const Plugin::Step& step) {
  if (!step) return GUICHET_OK;
  try {
    step(Host(instance.host, nullptr));
    return GUICHET_OK;
  } catch (const std::exception& failure) {
    Log(instance.host).error(failure.what());
  } catch (...) {
    Log(instance.host).error("an exception that is no std::exception");
  }
  return GUICHET_E_INTERNAL;
}

inline std::int32_t start(const guichet_plugin* plugin) {
  const Instance& instance = Instance::of(plugin);
  return do_step(instance, instance.plugin.start());
}

inline std::int32_t stop(const guichet_plugin* plugin, std::uint32_t /*grace_ms*/) {
  const Instance& instance = Instance::of(plugin);
  return do_step(instance, instance.plugin.stop());
}

inline void destroy(const guichet_plugin* plugin) {
  delete &Instance::of(plugin);
}

inline constexpr const char* automation_id = GUICHET_EXT_AUTOMATION;
inline constexpr const char* option_source_id = GUICHET_EXT_OPTION_SOURCE;
inline constexpr const char* validator_id = GUICHET_EXT_VALIDATOR;
inline constexpr const char* schedule_run_id = GUICHET_EXT_SCHEDULE_RUN;
inline constexpr const char* panel_id = GUICHET_EXT_PANEL;
inline constexpr const char* sign_in_id = GUICHET_EXT_SIGN_IN;
inline constexpr const char* directory_id = GUICHET_EXT_DIRECTORY;
inline constexpr const char* transport_id = GUICHET_EXT_TRANSPORT;
inline constexpr const char* assistant_id = GUICHET_EXT_ASSISTANT;

inline constexpr const char* begin_function = "begin";
inline constexpr const char* check_function = "check";
inline constexpr const char* find_function = "find";
inline constexpr const char* finish_function = "finish";
inline constexpr const char* list_function = "list";
inline constexpr const char* propose_function = "propose";
inline constexpr const char* render_function = "render";
inline constexpr const char* run_function = "run";
inline constexpr const char* send_function = "send";

inline constexpr guichet_plugin_automation automation_table = {sizeof(guichet_plugin_automation), 0,
                                                               thunk<automation_id, run_function>};
inline constexpr guichet_plugin_option_source option_source_table = {sizeof(guichet_plugin_option_source), 0,
                                                                     thunk<option_source_id, list_function>};
inline constexpr guichet_plugin_validator validator_table = {sizeof(guichet_plugin_validator), 0,
                                                             thunk<validator_id, check_function>};
inline constexpr guichet_plugin_schedule_run schedule_run_table = {sizeof(guichet_plugin_schedule_run), 0,
                                                                   thunk<schedule_run_id, run_function>};
inline constexpr guichet_plugin_panel panel_table = {sizeof(guichet_plugin_panel), 0, thunk<panel_id, render_function>};
inline constexpr guichet_plugin_sign_in sign_in_table = {
    sizeof(guichet_plugin_sign_in), 0, thunk<sign_in_id, begin_function>, thunk<sign_in_id, finish_function>};
inline constexpr guichet_plugin_directory directory_table = {
    sizeof(guichet_plugin_directory), 0, thunk<directory_id, find_function>, thunk<directory_id, list_function>};
inline constexpr guichet_plugin_transport transport_table = {sizeof(guichet_plugin_transport), 0,
                                                             thunk<transport_id, send_function>};
inline constexpr guichet_plugin_assistant assistant_table = {sizeof(guichet_plugin_assistant), 0,
                                                             thunk<assistant_id, propose_function>};

struct Table {
  std::string_view id;
  const void* functions;
};
inline constexpr Table tables[] = {
    {automation_id, &automation_table}, {option_source_id, &option_source_table},
    {validator_id, &validator_table},   {schedule_run_id, &schedule_run_table},
    {panel_id, &panel_table},           {sign_in_id, &sign_in_table},
    {directory_id, &directory_table},   {transport_id, &transport_table},
    {assistant_id, &assistant_table},
};

/// A table is offered when the plugin has at least one function for it.
inline const void* get_extension(const guichet_plugin* plugin, const char* id) {
  const auto& offers = Instance::of(plugin).plugin.offers();
  const auto first = offers.lower_bound({id, {}, {}});
  if (first == offers.end() || first->first.extension != id) return nullptr;
  for (const Table& table : tables) {
    if (table.id == id) return table.functions;
  }
  return nullptr;
}

template <void (*describe)(Plugin&)>
std::int32_t create(const guichet_host* host, guichet_str /*id*/, const guichet_plugin** out) {
  try {
    auto instance = std::make_unique<Instance>();
    instance->host = host;
    describe(instance->plugin);
    instance->table = {sizeof(guichet_plugin), 0, instance.get(), start, stop, destroy, get_extension};
    *out = &instance.release()->table;
    return GUICHET_OK;
  } catch (...) {
    return GUICHET_E_INTERNAL;
  }
}

template <void (*describe)(Plugin&)>
constexpr guichet_entry entry() {
  return {GUICHET_MAGIC, sizeof(guichet_entry), GUICHET_ABI_MAJOR, GUICHET_ABI_MINOR, create<describe>};
}

}  // namespace guichet::sdk::detail
