// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/plugins/host.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace guichet::plugins {

/// A PluginHost over real workers, with short waits and a port that a test fills.
class PluginHostTest : public ::testing::Test {
 protected:
  using Kind = AutomationOutcome::Kind;

  void SetUp() override {
    HostOptions options;
    options.worker = GUICHET_WORKER;
    options.timings = timings();
    options.port = [this](const std::string&, const PluginCall& call, const HostRequest& request) {
      return port ? port(call, request) : domain::Result<nlohmann::json>(nlohmann::json());
    };
    options.open_file = [this](const std::string&, const PluginCall&, const HostRequest& request) {
      const domain::Error none{domain::ErrorKind::unavailable, "error.none", {}, {}, {}};
      return open_file ? open_file(request) : domain::Result<OpenedFile>(none);
    };
    auto created = PluginHost::create(std::move(options));
    ASSERT_TRUE(created);
    host = std::move(created).value();
  }

  static HostTimings timings() {
    using namespace std::chrono_literals;
    HostTimings timings;
    timings.back_off = 20ms;
    timings.back_off_most = 100ms;
    timings.cancel_grace = 300ms;
    timings.crashes_to_quarantine = 5;
    return timings;
  }

  void start(const std::string& bundle, std::set<std::string> capabilities = {}, std::uint32_t threads = 1) {
    WorkerSpec spec;
    spec.id = bundle;
    spec.version = "1.0.0";
    spec.bundle = std::string(GUICHET_BUNDLES) + "/" + bundle;
    spec.capabilities = std::move(capabilities);
    spec.threads = threads;
    ASSERT_TRUE(host->start(std::move(spec)));
  }

  [[nodiscard]] bool ready(const std::string& plugin) const {
    return host->wait_until_ready(plugin, std::chrono::seconds(10));
  }

  [[nodiscard]] AutomationOutcome run(const std::string& plugin, const std::string& automation,
                                      nlohmann::json input = nlohmann::json::object(),
                                      std::chrono::milliseconds deadline = std::chrono::seconds(20)) const {
    PluginCall call;
    call.plugin = plugin;
    call.name = automation;
    call.input = std::move(input);
    call.job = "job-7";
    call.deadline = deadline;
    return host->run(call);
  }

  [[nodiscard]] WorkerHealth health(const std::string& plugin) const {
    for (WorkerHealth& one : host->health()) {
      if (one.plugin == plugin) return one;
    }
    return {};
  }

  /// Waits until `holds` of the plugin's health, ten seconds at most.
  [[nodiscard]] bool eventually(const std::string& plugin,
                                const std::function<bool(const WorkerHealth&)>& holds) const {
    for (int times = 0; times < 1000; ++times) {
      if (holds(health(plugin))) return true;
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return false;
  }

  std::function<domain::Result<nlohmann::json>(const PluginCall&, const HostRequest&)> port;
  std::function<domain::Result<OpenedFile>(const HostRequest&)> open_file;
  std::unique_ptr<PluginHost> host;
};

}  // namespace guichet::plugins
