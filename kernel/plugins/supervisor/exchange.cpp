// SPDX-License-Identifier: GPL-3.0-or-later
// One call, from the thread that wants it: given to the plugin, what it asks meanwhile answered, its reply judged.
#include "kernel/plugins/supervisor/host_parts.hpp"
#include "kernel/plugins/supervisor/outcome.hpp"

#include <guichet/error.h>
#include <guichet/ext/automation.h>

namespace guichet::plugins {
namespace {

using Clock = Slot::Clock;
using Stage = PendingCall::Stage;
using Kind = PluginAnswer::Kind;

PluginAnswer without_value(Kind kind, std::string detail) {
  PluginAnswer answer;
  answer.kind = kind;
  answer.detail = std::move(detail);
  return answer;
}

// A plugin that says no has an answer; one that broke says only that nothing holds.
bool is_a_refusal(std::int64_t code) {
  return code == GUICHET_E_INVALID || code == GUICHET_E_NOT_FOUND || code == GUICHET_E_FORBIDDEN ||
         code == GUICHET_E_CONFLICT || code == GUICHET_E_UNAVAILABLE || code == GUICHET_E_UNSUPPORTED;
}

PluginAnswer turned_down(const rpc::Frame& reply, std::int64_t code) {
  PluginAnswer answer = without_value(is_a_refusal(code) ? Kind::refused : Kind::failed,
                                      rpc::single_line(rpc::text_of(reply.head, "why"), rpc::max_log_text));
  answer.code = is_a_refusal(code) ? static_cast<std::int32_t>(code) : GUICHET_E_INTERNAL;
  return answer;
}

AutomationOutcome without_outcome(AutomationOutcome::Kind kind, std::string detail) {
  AutomationOutcome outcome;
  outcome.kind = kind;
  outcome.detail = std::move(detail);
  return outcome;
}

}  // namespace

PluginAnswer PluginHost::Parts::ask(const PluginCall& call, const ShapeCheck& shape) {
  const auto pending = std::make_shared<PendingCall>();
  pending->given = call.deadline;
  pending->deadline = Clock::now() + call.deadline;
  pending->input = rpc::write_payload(call.input);
  pending->head = {{"type", "call"},         {"extension", call.extension}, {"function", call.function},
                   {"name", call.name},      {"language", call.language},   {"job", call.job},
                   {"attempt", call.attempt}};
  // Checked here, where it costs one call, not in the worker, where it would look like the plugin's fault.
  if (!rpc::parse_payload(pending->input) || !rpc::encode(pending->head, {})) {
    return without_value(Kind::failed, "the input is too large or too deep for a plugin");
  }

  std::vector<HostRequest> effects;
  Lock lock(mutex_);
  const SlotPointer slot = find(call.plugin);
  if (!slot) return without_value(Kind::unavailable, "no plugin of this id is running");
  slot->accept(pending);
  converse(lock, slot, pending, call, effects);
  if (pending->stage == Stage::turned_away) return without_value(Kind::unavailable, pending->detail);
  if (pending->stage == Stage::lost) return without_value(Kind::unknown, pending->detail);

  lock.unlock();
  const std::int64_t code = rpc::number_of(pending->reply.head, "code").value_or(GUICHET_E_INTERNAL);
  PluginAnswer answer;
  bool lie = false;
  if (code == GUICHET_OK) {
    auto value = rpc::parse_payload(pending->reply.body);
    lie = !value || (shape && !shape(*value));
    if (!lie) answer.value = *std::move(value);
  } else {
    answer = turned_down(pending->reply, code);
  }
  lock.lock();
  // An automation that refuses with a code breaks its contract: it has outcomes to say no with.
  const bool fault =
      lie || answer.kind == Kind::failed || (code != GUICHET_OK && call.extension == GUICHET_EXT_AUTOMATION);
  slot->finish(pending, fault);
  if (lie) {
    slot->punish(pending->generation, "answered " + call.function + " " + call.name + " with what is no answer");
    return without_value(Kind::unknown, "the plugin answered with what is no answer");
  }
  if (code == GUICHET_OK) {
    answer.kind = Kind::answered;
    answer.effects = std::move(effects);
  }
  return answer;
}

AutomationOutcome PluginHost::Parts::run(const PluginCall& call) {
  using Ended = AutomationOutcome::Kind;
  std::optional<AutomationOutcome> outcome;
  PluginAnswer answer = ask(call, [&outcome](const nlohmann::json& value) {
    outcome = read_outcome(value);
    return outcome.has_value();
  });
  switch (answer.kind) {
    case Kind::answered:
      outcome->effects = std::move(answer.effects);
      return *std::move(outcome);
    case Kind::refused:
    case Kind::failed:
      if (answer.code == GUICHET_OK) return without_outcome(Ended::failed, std::move(answer.detail));
      return without_outcome(Ended::failed, "code " + std::to_string(answer.code) + ": " + answer.detail);
    case Kind::unknown:
      return without_outcome(Ended::unknown, std::move(answer.detail));
    case Kind::unavailable:
      break;
  }
  return without_outcome(Ended::unavailable, std::move(answer.detail));
}

// Until there is an answer, or there will be none.
void PluginHost::Parts::converse(Lock& lock, const SlotPointer& slot, const Slot::Call& pending, const PluginCall& call,
                                 std::vector<HostRequest>& effects) {
  const auto is_over = [&] { return pending->stage != Stage::queued && pending->stage != Stage::sent; };
  for (;;) {
    const bool in_time =
        pending->changed.wait_until(lock, pending->deadline, [&] { return is_over() || !pending->asked.empty(); });
    if (is_over()) return;
    // A worker that keeps asking has no more time than one that is silent.
    if (!in_time || Clock::now() >= pending->deadline) {
      slot->give_up(pending, Clock::now());
      poller_.wake();
      return;
    }
    const rpc::Frame asked = std::move(pending->asked.front());
    pending->asked.pop_front();
    lock.unlock();
    Answer answer = answer_request(slot, call, asked, pending->deadline, effects);
    lock.lock();
    slot->answer(pending->generation, static_cast<std::uint64_t>(rpc::number_of(asked.head, "id").value_or(0)),
                 answer.code, answer.body, std::move(answer.descriptor));
    if (answer.lie) slot->punish(pending->generation, "asked for what is no JSON");
  }
}

}  // namespace guichet::plugins
