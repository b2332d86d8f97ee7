// SPDX-License-Identifier: GPL-3.0-or-later
// One call, from the thread that wants it: given to the plugin, what it asks meanwhile answered, its outcome judged.
#include "kernel/plugins/supervisor/host_functions.hpp"
#include "kernel/plugins/supervisor/host_parts.hpp"
#include "kernel/plugins/supervisor/outcome.hpp"

#include <guichet/error.h>
#include <guichet/ext/automation.h>

namespace guichet::plugins {
namespace {

using Clock = Slot::Clock;
using Stage = PendingCall::Stage;
using Kind = AutomationOutcome::Kind;

constexpr std::size_t most_effects = 100;  // of one call; together they may be as large as one message

AutomationOutcome ended_without_outcome(Kind kind, std::string detail) {
  AutomationOutcome outcome;
  outcome.kind = kind;
  outcome.detail = std::move(detail);
  return outcome;
}

// The plugin broke in a way it noticed itself: it says that nothing holds, and what it asked for is dropped.
AutomationOutcome broken(const rpc::Frame& reply, std::int64_t code) {
  return ended_without_outcome(Kind::failed, "code " + std::to_string(code) + ": " +
                                                 rpc::single_line(rpc::text_of(reply.head, "why"), rpc::max_log_text));
}

std::size_t size_of(const std::vector<HostRequest>& effects) {
  std::size_t bytes = 0;
  for (const HostRequest& effect : effects) bytes += rpc::write_payload(effect.payload).size();
  return bytes;
}

}  // namespace

AutomationOutcome PluginHost::Parts::run(const AutomationCall& call) {
  const auto pending = std::make_shared<PendingCall>();
  pending->given = call.deadline;
  pending->deadline = Clock::now() + call.deadline;
  pending->input = rpc::write_payload(call.input);
  pending->head = {{"type", "call"},          {"extension", GUICHET_EXT_AUTOMATION}, {"function", "run"},
                   {"name", call.automation}, {"language", call.language},           {"job", call.job},
                   {"attempt", call.attempt}};
  // Checked here, where it costs one call, not in the worker, where it would look like the plugin's fault.
  if (!rpc::parse_payload(pending->input) || !rpc::encode(pending->head, {})) {
    return ended_without_outcome(Kind::failed, "the input is too large or too deep for a plugin");
  }

  std::vector<HostRequest> effects;
  Lock lock(mutex_);
  const SlotPointer slot = find(call.plugin);
  if (!slot) return ended_without_outcome(Kind::unavailable, "no plugin of this id is running");
  slot->accept(pending);
  converse(lock, slot, pending, call, effects);
  if (pending->stage == Stage::turned_away) return ended_without_outcome(Kind::unavailable, pending->detail);
  if (pending->stage == Stage::lost) return ended_without_outcome(Kind::unknown, pending->detail);

  lock.unlock();
  const std::int64_t code = rpc::number_of(pending->reply.head, "code").value_or(GUICHET_E_INTERNAL);
  auto outcome = code == GUICHET_OK ? read_outcome(pending->reply.body) : broken(pending->reply, code);
  lock.lock();
  slot->finish(pending, !outcome || code != GUICHET_OK);
  if (!outcome) {
    slot->punish(pending->generation, "answered " + call.automation + " with what is no outcome");
    return ended_without_outcome(Kind::unknown, "the plugin answered with what is no outcome");
  }
  if (code == GUICHET_OK) outcome->effects = std::move(effects);
  return *std::move(outcome);
}

// Until there is an answer, or there will be none.
void PluginHost::Parts::converse(Lock& lock, const SlotPointer& slot, const Slot::Call& pending,
                                 const AutomationCall& call, std::vector<HostRequest>& effects) {
  const auto is_over = [&] { return pending->stage != Stage::queued && pending->stage != Stage::sent; };
  for (;;) {
    const bool in_time =
        pending->changed.wait_until(lock, pending->deadline, [&] { return is_over() || !pending->asked.empty(); });
    if (is_over()) return;
    if (!in_time) {
      slot->give_up(pending, Clock::now());
      poller_.wake();
      return;
    }
    const rpc::Frame asked = std::move(pending->asked.front());
    pending->asked.pop_front();
    lock.unlock();
    const Answer answer = answer_request(slot, call, asked, effects);
    lock.lock();
    slot->answer(pending->generation, static_cast<std::uint64_t>(rpc::number_of(asked.head, "id").value_or(0)),
                 answer.code, answer.body);
    if (answer.lie) slot->punish(pending->generation, "asked for what is no JSON");
  }
}

// Every rule about what a plugin may ask, in the order in which they are checked. No lock is held.
PluginHost::Parts::Answer PluginHost::Parts::answer_request(const SlotPointer& slot, const AutomationCall& call,
                                                            const rpc::Frame& asked,
                                                            std::vector<HostRequest>& effects) {
  HostRequest request{rpc::text_of(asked.head, "extension"), rpc::text_of(asked.head, "function"), {}};
  const HostFunction* const function = find_host_function(request.extension, request.function);
  if (function == nullptr) return {GUICHET_E_UNSUPPORTED, {}};
  const std::string name = request.extension + " " + request.function;
  if (!slot->spec().capabilities.contains(std::string(function->capability))) {
    const Lock lock(mutex_);
    slot->refuse_capability(name + " without " + std::string(function->capability));
    return {GUICHET_E_FORBIDDEN, {}};
  }
  if (call.automation.empty() && !function->while_starting) return {GUICHET_E_FORBIDDEN, {}};
  auto payload = rpc::parse_payload(asked.body);
  if (!payload || !payload->is_object()) return {GUICHET_E_INVALID, {}, true};
  request.payload = *std::move(payload);
  if (!function->held) return ask_port(call.plugin, call, request);

  if (effects.size() >= most_effects || size_of(effects) + asked.body.size() > rpc::max_body) {
    return {GUICHET_E_LIMIT, {}};
  }
  Answer answer = ask_port(call.plugin, call, request);
  if (answer.code == GUICHET_OK) effects.push_back(std::move(request));
  return answer;
}

PluginHost::Parts::Answer PluginHost::Parts::ask_port(const std::string& plugin, const AutomationCall& call,
                                                      const HostRequest& request) const {
  if (!options_.port) return {GUICHET_E_UNAVAILABLE, {}};
  try {
    const auto answer = options_.port(plugin, call, request);
    if (answer) return {GUICHET_OK, rpc::write_payload(answer.value())};
    const domain::Error& error = answer.error();
    return {code_of(error.kind), rpc::write_payload({{"message", error.message}, {"parameters", error.parameters}})};
  } catch (const std::exception&) {
    // A port that throws breaks its contract; the plugin is told as much as it may know.
    return {GUICHET_E_INTERNAL, {}};
  }
}

}  // namespace guichet::plugins
