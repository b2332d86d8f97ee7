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

inline std::int32_t run_automation(const guichet_plugin* plugin, const guichet_call* call, guichet_str name,
                                   guichet_json input, const guichet_sink* outcome) {
  try {
    const Instance& instance = Instance::of(plugin);
    const auto found = instance.plugin.automations().find(view(name));
    if (found == instance.plugin.automations().end()) {
      return say_why(call, GUICHET_E_UNSUPPORTED, "no automation of this name");
    }
    const Call given(instance.host, call, parse(view(input)));
    const std::string text = dump(found->second(given).json());
    return outcome->write(outcome->ctx, text.data(), text.size());
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

inline constexpr guichet_plugin_automation automation_table = {sizeof(guichet_plugin_automation), 0, run_automation};

inline const void* get_extension(const guichet_plugin* plugin, const char* id) {
  const bool any = !Instance::of(plugin).plugin.automations().empty();
  return any && std::string_view(id) == GUICHET_EXT_AUTOMATION ? &automation_table : nullptr;
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
