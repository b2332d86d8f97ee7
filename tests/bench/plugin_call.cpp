// SPDX-License-Identifier: GPL-3.0-or-later
// Measures the border: from starting a worker to its first call, a call there and back beside the same call without a
// border, the memory of an idle worker, and how long fifty plugins take to be ready. Prints one JSON object.
//   plugin_call [CALLS]
#include "kernel/plugins/host.hpp"
#include "kernel/plugins/worker/loaded_plugin.hpp"

#include <guichet/sdk/testing/fake_host.hpp>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <string>
#include <thread>
#include <vector>

namespace {

using namespace guichet::plugins;
using Clock = std::chrono::steady_clock;
using Microseconds = std::chrono::duration<double, std::micro>;

struct Times {
  double median;
  double high;  ///< the 99th percentile
};

Times measure(int times, const std::function<bool()>& once) {
  std::vector<double> taken;
  for (int at = 0; at < times; ++at) {
    const auto from = Clock::now();
    if (!once()) {
      std::fputs("a call did not come back as it should\n", stderr);
      std::exit(1);
    }
    taken.push_back(Microseconds(Clock::now() - from).count());
  }
  std::sort(taken.begin(), taken.end());
  return {taken[taken.size() / 2], taken[taken.size() * 99 / 100]};
}

nlohmann::json as_json(Times times) {
  return {{"median", times.median}, {"high", times.high}};
}

WorkerSpec spec_of(const std::string& id) {
  WorkerSpec spec;
  spec.id = id;
  spec.bundle = std::string(GUICHET_BUNDLES) + "/sample";
  return spec;
}

PluginCall call_of(std::size_t bytes) {
  PluginCall call;
  call.plugin = "sample";
  call.name = "echo";
  call.input = {{"text", std::string(bytes, 'x')}};
  call.job = "job-1";
  return call;
}

}  // namespace

int main(int count, char** arguments) {
  const int calls = count > 1 ? std::max(std::atoi(arguments[1]), 1) : 5000;
  HostOptions options;
  options.worker = GUICHET_WORKER;
  const auto host = std::move(PluginHost::create(std::move(options))).value();
  const auto is_done = [](const AutomationOutcome& outcome) { return outcome.kind == AutomationOutcome::Kind::done; };

  std::vector<double> spawns;
  for (int times = 0; times < 50; ++times) {
    host->stop("sample");
    if (!host->start(spec_of("sample")) || !host->wait_until_ready("sample", std::chrono::seconds(5))) return 1;
    spawns.push_back(static_cast<double>(host->health().at(0).spawn_to_ready.count()));
  }
  std::sort(spawns.begin(), spawns.end());
  nlohmann::json figures;
  figures["spawn"] = as_json({spawns[spawns.size() / 2], spawns[spawns.size() * 99 / 100]});

  // A worker that has started and served nothing yet, then one that has.
  std::this_thread::sleep_for(std::chrono::milliseconds(200));
  figures["idle_kib"] = host->health().at(0).memory_kib;
  for (const std::size_t bytes : {std::size_t{256}, std::size_t{32 * 1024}}) {
    const PluginCall call = call_of(bytes);
    const auto library = boost::dll::shared_library(spec_of("sample").bundle / "plugin.so");
    guichet::sdk::testing::FakeHost beside(library.get<const guichet_entry*()>("guichet_plugin_entry")());
    const Times with_border = measure(calls, [&] { return is_done(host->run(call)); });
    const Times without = measure(calls, [&] { return beside.run("echo", call.input).code == GUICHET_OK; });
    figures["calls"].push_back({{"bytes", bytes}, {"worker", as_json(with_border)}, {"in_process", as_json(without)}});
  }
  figures["used_kib"] = host->health().at(0).memory_kib;

  const auto from = Clock::now();
  for (int number = 0; number < 50; ++number) {
    if (!host->start(spec_of("plugin-" + std::to_string(number)))) return 1;
  }
  for (int number = 0; number < 50; ++number) {
    if (!host->wait_until_ready("plugin-" + std::to_string(number), std::chrono::seconds(20))) return 1;
  }
  figures["fifty_ms"] = Microseconds(Clock::now() - from).count() / 1000;
  std::printf("%s\n", figures.dump(1).c_str());
  return 0;
}
