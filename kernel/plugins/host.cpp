// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/plugins/host.hpp"

#include "kernel/plugins/supervisor/host_parts.hpp"

namespace guichet::plugins {

std::string_view name_of(WorkerState state) {
  switch (state) {
    case WorkerState::starting:
      return "starting";
    case WorkerState::ready:
      return "ready";
    case WorkerState::backing_off:
      return "backing-off";
    case WorkerState::draining:
      return "draining";
    case WorkerState::stopped:
      return "stopped";
    case WorkerState::refused:
      return "refused";
    case WorkerState::quarantined:
      return "quarantined";
  }
  return "stopped";
}

domain::Result<std::unique_ptr<PluginHost>> PluginHost::create(HostOptions options) {
  auto parts = std::make_unique<Parts>(std::move(options));
  if (!parts->ok()) {
    return domain::Error{domain::ErrorKind::unavailable, "error.plugin.host", {}, {}, "no descriptor for the host"};
  }
  parts->begin();
  return std::unique_ptr<PluginHost>(new PluginHost(std::move(parts)));
}

PluginHost::PluginHost(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
PluginHost::~PluginHost() = default;

domain::Result<domain::Done> PluginHost::start(WorkerSpec spec) {
  return parts_->start(std::move(spec));
}
void PluginHost::stop(const std::string& id) {
  parts_->stop(id);
}
domain::Result<domain::Done> PluginHost::replace(WorkerSpec spec, std::chrono::milliseconds patience) {
  return parts_->replace(std::move(spec), patience);
}
void PluginHost::retire(const std::string& id) {
  parts_->retire(id);
}
bool PluginHost::wait_until_ready(const std::string& id, std::chrono::milliseconds patience) const {
  return parts_->wait_until_ready(id, patience);
}
PluginAnswer PluginHost::ask(const PluginCall& call, const ShapeCheck& shape) {
  return parts_->ask(call, shape);
}
AutomationOutcome PluginHost::run(const PluginCall& call) {
  return parts_->run(call);
}
std::vector<WorkerHealth> PluginHost::health() const {
  return parts_->health();
}

}  // namespace guichet::plugins
