// SPDX-License-Identifier: GPL-3.0-or-later
// Runs of a schedule that a plugin asks for itself.
#include "kernel/counter/plugin_port.hpp"
#include "kernel/counter/schedules.hpp"
#include "kernel/storage/plugin_services.hpp"

#include <algorithm>

namespace guichet::counter {
namespace {

using domain::Error;
using domain::ErrorKind;

constexpr std::int64_t most_waiting = 100;  // runs of one plugin
constexpr std::int64_t furthest = 366 * domain::day;
constexpr std::size_t largest_input = 64 * 1024;  // bytes of JSON

std::optional<domain::Instant> time_in(const nlohmann::json& payload) {
  const auto found = payload.find("when");
  if (found == payload.end() || !found->is_number_integer()) return std::nullopt;
  if (found->is_number_unsigned() && found->get<std::uint64_t>() >> 62 != 0) return std::nullopt;
  return found->get<domain::Instant>();
}

std::optional<Error> refusal(const Counter& counter, storage::Connection& connection, const std::string& plugin,
                             const nlohmann::json& payload, domain::Instant now) {
  const auto snapshot = counter.registry.current();
  if (snapshot->schedule(plugin + "/" + string_in(payload, "name")) == nullptr) {
    return plugin_refused(ErrorKind::not_found, "error.plugin.no-such-schedule");
  }
  const auto when = time_in(payload);
  if (!when) return plugin_refused(ErrorKind::invalid, "error.plugin.time");
  const auto input = payload.find("input");
  if (input == payload.end() || size_of_json(*input) > largest_input) {
    return plugin_refused(ErrorKind::invalid, "error.plugin.value");
  }
  if (*when > now + furthest || storage::PluginSchedules(connection).runs_of(plugin) >= most_waiting) {
    return plugin_refused(ErrorKind::too_many, "error.plugin.too-many-runs", {{"max", most_waiting}});
  }
  return std::nullopt;
}

}  // namespace

PluginReply answer_schedule(const Asking& asking) {
  if (auto no = refusal(asking.counter, asking.connection, asking.plugin, asking.asked.payload, asking.now)) return *no;
  return accepted();
}

std::optional<Error> carry_out_schedule(const Committing& committing, const plugins::HostRequest& asked) {
  const auto& payload = asked.payload;
  if (auto no = refusal(committing.counter, committing.connection, committing.plugin, payload, committing.now)) {
    return no;
  }
  // A run that leaves the next one would keep the counter's one writer busy for ever.
  const auto soonest = committing.now + (committing.request == nullptr ? domain::minute : 0);
  const auto when = std::max(*time_in(payload), soonest);
  leave_run(committing.connection, committing.plugin, string_in(payload, "name"), when, payload["input"]);
  return std::nullopt;
}

}  // namespace guichet::counter
