// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/plugin_lifecycle.hpp"
#include "kernel/demonstration/demonstration.hpp"
#include "kernel/storage/settings.hpp"
#include "web/guichet/commands.hpp"
#include "web/guichet/installation.hpp"

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <iostream>

namespace guichet::web {
namespace {

using domain::Done;
using domain::Result;

std::vector<std::string> bundles_in(const std::vector<std::string>& given) {
  if (!given.empty()) return given;
  std::vector<std::string> found;
  std::error_code failure;
  for (const auto& entry : std::filesystem::directory_iterator(resource("plugins"), failure)) {
    if (entry.path().extension() == ".guichet") found.push_back(entry.path().string());
  }
  std::sort(found.begin(), found.end());
  return found;
}

/// Installs bundles as an administrator would, and approves what they ask for: a demonstration trusts what is built
/// with it. Those that need another one are enabled after it, in whichever order they come.
Result<Done> enable_all(Installation& installation, const std::vector<std::string>& bundles) {
  const auto& counter = installation.counter();
  const identity::Viewer administrator = administrator_of_this_machine();
  const counter::Asker asker{&administrator, domain::Language::fr, clock_now()};
  std::vector<std::string> waiting;
  for (const auto& bundle : bundles) {
    const auto held = counter::inspect_bundle(counter, asker, bundle);
    if (!held) return held.error();
    const auto installed = counter::install_plugin(counter, asker, held->archive, true);
    if (!installed) return installed.error();
    waiting.push_back(installed->id);
  }
  while (!waiting.empty()) {
    std::vector<std::string> still_waiting;
    std::optional<domain::Error> refused;
    for (const auto& id : waiting) {
      const auto enabled = counter::enable_plugin(counter, asker, id, {true, {}});
      if (enabled) continue;
      refused = enabled.error();
      still_waiting.push_back(id);
    }
    if (still_waiting.size() == waiting.size()) return *refused;
    waiting = std::move(still_waiting);
  }
  return Done{};
}

/// The service of those who cannot sign in: the one that is open to all and done by a machine.
Result<Done> choose_recovery_service(Installation& installation) {
  const auto snapshot = installation.registry().current();
  for (const auto& service : snapshot->services) {
    const bool by_machine = std::any_of(service.workflow.begin(), service.workflow.end(),
                                        [](const auto& step) { return step.kind == domain::StepKind::automation; });
    if (!service.audience.open_to_all || !by_machine) continue;
    return installation.database().write([&](storage::Connection& connection) -> Result<Done> {
      storage::Settings(connection).set("recovery-service", service.id);
      return Done{};
    });
  }
  return Done{};
}

}  // namespace

int run_demo(const Options& options, const Terminal& terminal) {
  auto opened = Installation::open(options, true);
  if (!opened) return terminal.fail(opened.error());
  Installation& installation = **opened;
  const auto bundles = bundles_in(options.bundles);
  if (bundles.empty())
    return terminal.fail(
        {domain::ErrorKind::not_found, "error.demo.no-bundles", {{"folder", resource("plugins")}}, {}, ""});
  if (auto enabled = enable_all(installation, bundles); !enabled) return terminal.fail(enabled.error());
  if (auto loaded = installation.load_plugins(); !loaded) return terminal.fail(loaded.error());
  if (const auto problems = installation.problems(); !problems.empty()) {
    const auto& [plugin, problem] = problems.front();
    return terminal.fail({domain::ErrorKind::invalid, "error.demo.plugin", {{"plugin", plugin}}, {}, problem});
  }
  const bool watched = isatty(STDOUT_FILENO) == 1;
  const auto progress = [&](const char* what, std::int64_t done, std::int64_t total) {
    if (!watched) return;
    std::cout << '\r' << terminal.catalogue().text(std::string("cli.demo.") + what, {{"done", done}, {"total", total}})
              << std::flush;
    if (done >= total) std::cout << '\n';
  };
  const auto filled =
      demonstration::fill(installation.database(), installation.search(), *installation.registry().current(),
                          domain::university_calendar(), {options.people, options.requests}, clock_now(), progress);
  if (!filled) return terminal.fail(filled.error());
  if (auto chosen = choose_recovery_service(installation); !chosen) return terminal.fail(chosen.error());
  terminal.tell("cli.demo.ready", {{"data", options.data}, {"people", options.people}, {"requests", options.requests}});
  return 0;
}

}  // namespace guichet::web
