// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/demonstration/demonstration.hpp"
#include "kernel/plugins/bundle.hpp"
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

/// Installs a bundle and enables it with the capabilities it asks for: a demonstration trusts what is built with it.
Result<Done> enable(Installation& installation, const std::string& folder) {
  const auto bundle = plugins::read_bundle(folder);
  if (!bundle) return bundle.error();
  const auto installed = plugins::install_bundle(folder, installation.data().string());
  if (!installed) return installed.error();
  const auto& info = bundle->info;
  const auto relative = std::filesystem::relative(*installed, installation.data()).string();
  return installation.database().write([&](storage::Connection& connection) -> Result<Done> {
    storage::PluginStates(connection)
        .save({info.id, info.version, info.fingerprint, relative, true, info.capabilities, clock_now()});
    return Done{};
  });
}

/// The service of those who cannot sign in: the one that is open to all and done by a machine.
Result<Done> choose_recovery_service(Installation& installation) {
  const auto snapshot = installation.registry().current();
  for (const auto& service : snapshot->services) {
    const bool by_machine = std::any_of(service.workflow.begin(), service.workflow.end(),
                                        [](const auto& step) { return step.kind == "automation"; });
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
  for (const auto& bundle : bundles) {
    if (auto enabled = enable(installation, bundle); !enabled) return terminal.fail(enabled.error());
  }
  if (auto loaded = installation.load_plugins(); !loaded) return terminal.fail(loaded.error());
  if (!installation.problems().empty()) {
    const auto& [plugin, problem] = installation.problems().front();
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
