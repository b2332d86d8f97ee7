// SPDX-License-Identifier: GPL-3.0-or-later
// `guichet plugin call`: one automation tried in a worker of its own. What it reads is answered, what it asks to be
// changed is shown and not done.
#include "kernel/counter/automation.hpp"
#include "kernel/counter/plugin_bundles.hpp"
#include "kernel/plugins/supervisor/host_functions.hpp"
#include "kernel/plugins/worker_spec.hpp"
#include "web/guichet/plugin_command.hpp"

#include <iostream>

namespace guichet::web {
namespace {

using domain::Error;
using domain::ErrorKind;
using domain::Result;
using nlohmann::json;

constexpr std::chrono::milliseconds patience{8000};

std::string_view name_of(plugins::AutomationOutcome::Kind kind) {
  using Kind = plugins::AutomationOutcome::Kind;
  switch (kind) {
    case Kind::done:
      return "done";
    case Kind::retry:
      return "retry";
    case Kind::failed:
      return "failed";
    case Kind::hand_over:
      return "hand-over";
    case Kind::unknown:
      return "unknown";
    case Kind::unavailable:
      break;
  }
  return "unavailable";
}

Result<plugins::WorkerSpec> spec_of(const PluginCommand& command, const std::string& id) {
  std::optional<storage::PluginState> state;
  {
    storage::Reader reader = command.installation.database().read();
    state = storage::PluginStates(reader).find(id);
  }
  if (!state) return Error{ErrorKind::not_found, "error.plugin.unknown", {{"plugin", id}}, {}, ""};
  const auto bundle = counter::installed_bundle(command.counter(), id, state->fingerprint);
  if (!bundle) return bundle.error();
  if (!bundle->info.has_library) {
    return Error{ErrorKind::invalid, "error.plugin.no-library", {{"plugin", id}}, {}, ""};
  }
  command.installation.know(plugins::compile_snapshot({*bundle}).snapshot);
  return plugins::worker_spec_of(*bundle, state->capabilities);
}

Result<json> answer(const counter::Counter& counter, const std::string& plugin, const plugins::AutomationCall& call,
                    const plugins::HostRequest& request) {
  const auto* const function = plugins::find_host_function(request.extension, request.function);
  if (function != nullptr && function->held) return json{{"accepted", true}};
  return counter::answer_plugin(counter, plugin, call, request);
}

json outcome_as_json(const plugins::AutomationOutcome& outcome) {
  json effects = json::array();
  for (const auto& effect : outcome.effects) {
    effects.push_back({{"extension", effect.extension}, {"function", effect.function}, {"payload", effect.payload}});
  }
  json shown{{"outcome", name_of(outcome.kind)},
             {"result", outcome.result},
             {"reason", outcome.reason},
             {"effects", std::move(effects)},
             {"detail", outcome.detail}};
  if (outcome.retry_at) shown["retry_at"] = *outcome.retry_at;
  return shown;
}

void tell(const Terminal& terminal, const plugins::AutomationOutcome& outcome) {
  terminal.tell("cli.plugin.outcome." + std::string(name_of(outcome.kind)));
  if (!outcome.result.is_null()) terminal.tell("cli.plugin.result", {{"result", outcome.result.dump()}});
  if (!outcome.reason.is_null()) terminal.tell("cli.plugin.notice", {{"notice", outcome.reason}, {"detail", ""}});
  if (!outcome.detail.empty()) terminal.tell("cli.plugin.notice", {{"notice", outcome.detail}, {"detail", ""}});
  for (const auto& effect : outcome.effects) {
    terminal.tell("cli.plugin.effect",
                  {{"what", effect.extension + " " + effect.function}, {"payload", effect.payload.dump()}});
  }
}

}  // namespace

int call_action(const PluginCommand& command) {
  const std::string& id = command.word(0);
  json input = json::parse(command.asked().input, nullptr, false);
  if (!input.is_object()) {
    return command.fail({ErrorKind::invalid, "error.plugin.input", {}, {}, "--input holds no JSON object"});
  }
  auto spec = spec_of(command, id);
  if (!spec) return command.fail(spec.error());

  plugins::HostOptions options;
  options.worker = program("guichet-worker");
  options.timings.crashes_to_quarantine = 1;
  options.log = [](const std::string&, int, const std::string& line) { std::cerr << line << '\n'; };
  options.port = [&command](const std::string& plugin, const plugins::AutomationCall& call,
                            const plugins::HostRequest& request) {
    return answer(command.counter(), plugin, call, request);
  };
  const auto host = plugins::PluginHost::create(std::move(options));
  if (!host) return command.fail(host.error());
  if (const auto ready = (*host)->replace(std::move(*spec), patience); !ready) return command.fail(ready.error());

  plugins::AutomationCall call;
  call.plugin = id;
  call.name = command.word(1);
  call.input = std::move(input);
  call.job = "try";
  call.language = std::string(domain::code_of(command.terminal.catalogue().language()));
  const auto outcome = (*host)->run(call);
  if (command.options.json) {
    command.print(outcome_as_json(outcome));
  } else {
    tell(command.terminal, outcome);
  }
  return outcome.kind == plugins::AutomationOutcome::Kind::done ? 0 : 1;
}

}  // namespace guichet::web
