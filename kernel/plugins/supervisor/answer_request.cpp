// SPDX-License-Identifier: GPL-3.0-or-later
// What a plugin asks of the counter: every rule about whether it may, in the order in which they are checked.
#include "kernel/plugins/connect.hpp"
#include "kernel/plugins/supervisor/host_functions.hpp"
#include "kernel/plugins/supervisor/host_parts.hpp"

#include <guichet/error.h>

#include <algorithm>
#include <limits>

namespace guichet::plugins {
namespace {

using Clock = Slot::Clock;

constexpr std::size_t most_effects = 100;  // of one call; together they may be as large as one message
constexpr std::chrono::milliseconds longest_connect{10000};

std::size_t size_of(const std::vector<HostRequest>& effects) {
  std::size_t bytes = 0;
  for (const HostRequest& effect : effects) bytes += rpc::write_payload(effect.payload).size();
  return bytes;
}

// Two changes of one thing in one call would each be right alone.
bool is_repeated(const std::vector<HostRequest>& effects, const HostRequest& request, std::string_view member) {
  const std::string name(member);
  return std::any_of(effects.begin(), effects.end(), [&](const HostRequest& effect) {
    return effect.extension == request.extension &&
           effect.payload.value(name, nlohmann::json()) == request.payload.value(name, nlohmann::json());
  });
}

std::string body_of(const domain::Error& error) {
  return rpc::write_payload({{"message", error.message}, {"parameters", error.parameters}});
}

}  // namespace

void PluginHost::Parts::refuse(const SlotPointer& slot, const std::string& what, const std::string& why) {
  {
    const Lock lock(mutex_);
    slot->refuse_capability(what + " " + why);
  }
  if (options_.refused) options_.refused(slot->spec().id, what);
}

// No lock is held.
PluginHost::Parts::Answer PluginHost::Parts::answer_request(const SlotPointer& slot, const PluginCall& call,
                                                            const rpc::Frame& asked, Clock::time_point deadline,
                                                            std::vector<HostRequest>& effects) {
  HostRequest request{rpc::text_of(asked.head, "extension"), rpc::text_of(asked.head, "function"), {}};
  const HostFunction* const function = find_host_function(request.extension, request.function);
  if (function == nullptr) return {GUICHET_E_UNSUPPORTED, {}};
  const std::string name = request.extension + " " + request.function;
  const bool connects = function->answer == HostFunction::Answer::connection;
  // What may be connected to is granted address by address, below.
  if (!connects && !slot->spec().capabilities.contains(std::string(function->capability))) {
    refuse(slot, name, "without " + std::string(function->capability));
    return {GUICHET_E_FORBIDDEN, {}};
  }
  if (call.extension.empty() && !function->while_starting) return {GUICHET_E_FORBIDDEN, {}};
  auto payload = rpc::parse_payload(asked.body);
  if (!payload || !payload->is_object()) return {GUICHET_E_INVALID, {}, {}, true};
  request.payload = *std::move(payload);
  if (connects) return connect_for(slot, request, name, deadline);
  const bool opens = function->answer == HostFunction::Answer::file;
  if (!function->held) return opens ? open_file_for(call, request) : ask_port(call.plugin, call, request);

  // Nothing would ever commit it.
  if (call.job.empty()) return {GUICHET_E_FORBIDDEN, {}};
  const auto same = std::count_if(effects.begin(), effects.end(), [&](const HostRequest& effect) {
    return effect.extension == request.extension && effect.function == request.function;
  });
  if (effects.size() >= most_effects || same >= function->most ||
      size_of(effects) + asked.body.size() > rpc::max_body) {
    return {GUICHET_E_LIMIT, {}};
  }
  if (!function->once_each.empty() && is_repeated(effects, request, function->once_each)) {
    return {GUICHET_E_CONFLICT, {}};
  }
  Answer answer = opens ? open_file_for(call, request) : ask_port(call.plugin, call, request);
  if (answer.code == GUICHET_OK) effects.push_back(std::move(request));
  return answer;
}

PluginHost::Parts::Answer PluginHost::Parts::ask_port(const std::string& plugin, const PluginCall& call,
                                                      const HostRequest& request) const {
  if (!options_.port) return {GUICHET_E_UNAVAILABLE, {}};
  try {
    const auto answer = options_.port(plugin, call, request);
    if (answer) return {GUICHET_OK, rpc::write_payload(answer.value())};
    return {code_of(answer.error().kind), body_of(answer.error())};
  } catch (const std::exception&) {
    // A port that throws breaks its contract; the plugin is told as much as it may know.
    return {GUICHET_E_INTERNAL, {}};
  }
}

PluginHost::Parts::Answer PluginHost::Parts::open_file_for(const PluginCall& call, HostRequest& request) const {
  if (!options_.open_file) return {GUICHET_E_UNAVAILABLE, {}};
  try {
    auto opened = options_.open_file(call.plugin, call, request);
    if (!opened) return {code_of(opened.error().kind), body_of(opened.error())};
    request.kept = std::move(opened->kept);
    return {GUICHET_OK, rpc::write_payload(opened->facts), std::move(opened->descriptor)};
  } catch (const std::exception&) {
    return {GUICHET_E_INTERNAL, {}};
  }
}

// The thread that waits for the call connects: a peer that does not answer costs this call alone.
PluginHost::Parts::Answer PluginHost::Parts::connect_for(const SlotPointer& slot, const HostRequest& request,
                                                         const std::string& name, Clock::time_point deadline) {
  const std::string host = rpc::text_of(request.payload, "host");
  const auto port = rpc::number_of(request.payload, "port").value_or(0);
  if (host.empty() || port <= 0 || port > std::numeric_limits<std::uint16_t>::max()) return {GUICHET_E_INVALID, {}};
  const Destination to{host, static_cast<std::uint16_t>(port)};
  const ConnectGrant grant = grant_of(slot->spec().capabilities, to);
  if (grant == ConnectGrant::none) {
    refuse(slot, name + " " + rpc::single_line(to.text(), max_destination), "without connect");
    return {GUICHET_E_FORBIDDEN, {}};
  }
  const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now());
  auto connected = connector_.connect(to, grant, std::min(left, longest_connect));
  if (connected) return {GUICHET_OK, {}, std::move(*connected)};
  if (connected.error().kind == domain::ErrorKind::forbidden) {
    refuse(slot, name + " " + rpc::single_line(to.text(), max_destination), connected.error().detail);
  }
  return {code_of(connected.error().kind), body_of(connected.error())};
}

}  // namespace guichet::plugins
