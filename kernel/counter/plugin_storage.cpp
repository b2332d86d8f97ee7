// SPDX-License-Identifier: GPL-3.0-or-later
// What plugins keep for themselves, each in its own drawer.
#include "kernel/counter/plugin_port.hpp"
#include "kernel/storage/plugin_services.hpp"

#include <algorithm>
#include <limits>

namespace guichet::counter {
namespace {

using domain::Error;
using domain::ErrorKind;

constexpr std::size_t longest_key = 200;
constexpr std::size_t largest_value = 64 * 1024;  // bytes of JSON
constexpr std::int64_t most_keys = 1000;
constexpr std::int64_t most_bytes = std::int64_t{16} << 20;  // keys and values of one plugin
constexpr std::size_t default_page = 100;
constexpr std::size_t largest_page = 1000;

bool is_of_key(std::string_view text) {
  return text.size() <= longest_key && std::all_of(text.begin(), text.end(), [](char sign) {
           return (sign >= 'a' && sign <= 'z') || (sign >= '0' && sign <= '9') || sign == '.' || sign == '_' ||
                  sign == '/' || sign == '-';
         });
}

std::optional<Error> key_refused(const nlohmann::json& payload) {
  const std::string key = string_in(payload, "key");
  if (!key.empty() && is_of_key(key)) return std::nullopt;
  return plugin_refused(ErrorKind::invalid, "error.plugin.key");
}

Error value_changed() {
  return plugin_refused(ErrorKind::conflict, "error.plugin.changed-meanwhile");
}

/// The revision that the plugin read; -1 for one that cannot be.
std::int64_t revision_in(const nlohmann::json& payload) {
  const auto found = payload.find("revision");
  if (found == payload.end() || !found->is_number_unsigned()) return -1;
  const auto revision = found->get<std::uint64_t>();
  return revision <= static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())
             ? static_cast<std::int64_t>(revision)
             : -1;
}

PluginReply get(storage::PluginStorage& kept, const std::string& plugin, const nlohmann::json& payload) {
  const auto found = kept.get(plugin, string_in(payload, "key"));
  if (!found) return plugin_refused(ErrorKind::not_found, "error.plugin.nothing-kept");
  nlohmann::json value = nlohmann::json::parse(found->value, nullptr, false);
  return nlohmann::json{{"value", value.is_discarded() ? nlohmann::json() : std::move(value)},
                        {"revision", found->revision}};
}

PluginReply list(storage::PluginStorage& kept, const std::string& plugin, const nlohmann::json& payload) {
  const std::string prefix = string_in(payload, "prefix");
  const auto page = payload.value("page", nlohmann::json::object());
  const std::string after = string_in(page, "after");
  if (!is_of_key(prefix) || !is_of_key(after)) return plugin_refused(ErrorKind::invalid, "error.plugin.key");
  std::size_t limit = default_page;
  if (page.is_object() && page.contains("limit")) {
    if (!page["limit"].is_number_unsigned()) return plugin_refused(ErrorKind::invalid, "error.plugin.page");
    limit = std::clamp<std::size_t>(page["limit"].get<std::size_t>(), 1, largest_page);
  }
  auto keys = kept.list(plugin, prefix, after, limit + 1);
  nlohmann::json answer{{"keys", nlohmann::json::array()}};
  if (keys.size() > limit) {
    keys.resize(limit);
    answer["next"] = keys.back().key;
  }
  for (const auto& each : keys) answer["keys"].push_back({{"key", each.key}, {"revision", each.revision}});
  return answer;
}

/// Why this change may not be made to what is there now.
std::optional<Error> change_refused(storage::PluginStorage& kept, const std::string& plugin,
                                    const plugins::HostRequest& asked) {
  if (auto refused = key_refused(asked.payload)) return refused;
  const auto there = kept.get(plugin, string_in(asked.payload, "key"));
  const std::int64_t revision = revision_in(asked.payload);
  if (revision < 0) return plugin_refused(ErrorKind::invalid, "error.plugin.revision");
  if (asked.function == "remove") {
    if (!there) return plugin_refused(ErrorKind::not_found, "error.plugin.nothing-kept");
    return there->revision == revision ? std::nullopt : std::optional(value_changed());
  }
  if (!asked.payload.contains("value")) return plugin_refused(ErrorKind::invalid, "error.plugin.value");
  const std::size_t size = size_of_json(asked.payload["value"]);
  if (size > largest_value) {
    return plugin_refused(ErrorKind::too_many, "error.plugin.value-too-large", {{"max", largest_value}});
  }
  if ((there ? there->revision : 0) != revision) return value_changed();
  const auto used = kept.use(plugin);
  if ((!there && used.keys >= most_keys) || used.bytes + static_cast<std::int64_t>(size) > most_bytes) {
    return plugin_refused(ErrorKind::too_many, "error.plugin.storage-full", {{"keys", most_keys}});
  }
  return std::nullopt;
}

}  // namespace

PluginReply answer_storage(const Asking& asking) {
  const auto& asked = asking.asked;
  storage::PluginStorage kept(asking.connection);
  if (asked.function == "list") return list(kept, asking.plugin, asked.payload);
  if (auto refused = key_refused(asked.payload)) return *refused;
  if (asked.function == "get") return get(kept, asking.plugin, asked.payload);
  if (auto refused = change_refused(kept, asking.plugin, asked)) return *refused;
  return accepted();
}

std::optional<Error> carry_out_storage(const Committing& committing, const plugins::HostRequest& asked) {
  storage::PluginStorage kept(committing.connection);
  if (auto refused = change_refused(kept, committing.plugin, asked)) {
    // It was accepted while the call ran, so it is another run that came first.
    return refused->kind == ErrorKind::not_found ? value_changed() : *refused;
  }
  const std::string key = string_in(asked.payload, "key");
  const std::int64_t revision = revision_in(asked.payload);
  if (asked.function == "remove") {
    return kept.remove(committing.plugin, key, revision) ? std::nullopt : std::optional(value_changed());
  }
  const std::string value = asked.payload["value"].dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  const auto put = kept.put(committing.plugin, key, revision, value, committing.now);
  return put ? std::nullopt : std::optional(value_changed());
}

}  // namespace guichet::counter
