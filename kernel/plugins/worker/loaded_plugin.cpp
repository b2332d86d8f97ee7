// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/plugins/worker/loaded_plugin.hpp"

#include <exception>
#include <optional>

namespace guichet::plugins::worker {
namespace {

std::string version_text(std::uint32_t major, std::uint32_t minor) {
  return std::to_string(major) + "." + std::to_string(minor);
}

// The second gate (the manifest's range was the first): only these five words are read before it is passed.
std::optional<Refusal> judge_entry(const guichet_entry* entry) {
  if (entry == nullptr || entry->magic != GUICHET_MAGIC) {
    return Refusal{"wrong-magic", "guichet_plugin_entry() does not answer the entry of a plugin"};
  }
  if (entry->abi_major != GUICHET_ABI_MAJOR || entry->abi_minor > GUICHET_ABI_MINOR) {
    return Refusal{"wrong-version", "built for contract " + version_text(entry->abi_major, entry->abi_minor) +
                                        ", this counter speaks " + version_text(GUICHET_ABI_MAJOR, GUICHET_ABI_MINOR)};
  }
  if (entry->size < sizeof(guichet_entry) || entry->create == nullptr) {
    return Refusal{"incomplete", "the entry has no create()"};
  }
  return std::nullopt;
}

bool is_complete(const guichet_plugin* plugin) {
  return plugin != nullptr && plugin->size >= sizeof(guichet_plugin) && plugin->start != nullptr &&
         plugin->stop != nullptr && plugin->destroy != nullptr && plugin->get_extension != nullptr;
}

std::variant<LoadedPlugin, Refusal> create(LoadedPlugin loaded, std::string_view id,
                                           const std::vector<std::string>& required, const guichet_host* host) {
  const guichet_entry* const entry = loaded.library.get<const guichet_entry*()>("guichet_plugin_entry")();
  if (const auto refusal = judge_entry(entry)) return *refusal;
  const std::int32_t code = entry->create(host, {id.data(), id.size()}, &loaded.plugin);
  if (code != GUICHET_OK) return Refusal{"create-failed", "create() answered " + std::to_string(code)};
  if (!is_complete(loaded.plugin)) return Refusal{"incomplete", "create() made a plugin without all its functions"};

  loaded.offered = offered_tables(loaded.plugin);
  for (const std::string& needed : required) {
    if (!loaded.offered.contains(needed)) {
      return Refusal{"missing-extension", "the manifest needs " + needed + ", the library does not offer it"};
    }
  }
  return loaded;
}

}  // namespace

std::variant<LoadedPlugin, Refusal> load_plugin(const std::filesystem::path& bundle, std::string_view id,
                                                const std::vector<std::string>& required, const guichet_host* host) {
  LoadedPlugin loaded;
  try {
    // Everything is resolved now: a symbol that is missing refuses the plugin instead of crashing a call later.
    loaded.library.load(bundle / "plugin.so", boost::dll::load_mode::rtld_now);
    if (!loaded.library.has("guichet_plugin_entry")) {
      return Refusal{"no-entry", "plugin.so exports no guichet_plugin_entry"};
    }
  } catch (const std::exception& failure) {
    return Refusal{"not-loadable", failure.what()};
  }
  try {
    return create(std::move(loaded), id, required, host);
  } catch (const std::exception& failure) {
    return Refusal{"create-failed", std::string("an exception left create(): ") + failure.what()};
  } catch (...) {
    return Refusal{"create-failed", "an exception left create()"};
  }
}

}  // namespace guichet::plugins::worker
