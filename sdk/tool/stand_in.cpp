// SPDX-License-Identifier: Apache-2.0
#include "sdk/tool/stand_in.hpp"

#include "sdk/tool/home.hpp"

#include <filesystem>

namespace guichet::sdk_tool {
namespace {

constexpr std::chrono::seconds patience{10};

}  // namespace

domain::Result<std::unique_ptr<StandIn>> StandIn::create() {
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(worker_program(), ignored))
    return domain::Error{domain::ErrorKind::unavailable,
                         "error.plugin.spawn",
                         {},
                         {},
                         worker_program().string() + " is missing: install the SDK again, whole"};
  std::unique_ptr<StandIn> stand_in(new StandIn());
  plugins::HostOptions options;
  options.worker = worker_program();
  options.timings.crashes_to_quarantine = 2;
  options.port = [self = stand_in.get()](const std::string&, const plugins::AutomationCall&,
                                         const plugins::HostRequest& request) { return self->answer(request); };
  options.log = [self = stand_in.get()](const std::string&, int, const std::string& line) {
    const std::lock_guard lock(self->mutex_);
    self->log_.push_back(line);
  };
  auto host = plugins::PluginHost::create(std::move(options));
  if (!host) return host.error();
  stand_in->host_ = std::move(*host);
  return stand_in;
}

domain::Result<nlohmann::json> StandIn::answer(const plugins::HostRequest& request) const {
  auto refusal = refused.find(request.extension + " " + request.function);
  if (refusal == refused.end()) refusal = refused.find(request.function);
  if (refusal != refused.end()) {
    return domain::Error{domain::ErrorKind::forbidden, refusal->second, nlohmann::json::object(), {}, "as told"};
  }
  const std::string name = request.payload.is_object() ? request.payload.value("name", std::string()) : "";
  const bool reads_setting = request.extension == "guichet.settings/1";
  if (reads_setting || request.function == "field") {
    const auto& known = reads_setting ? settings : fields;
    const auto value = known.find(name);
    if (value != known.end()) return value->second;
    return domain::Error{domain::ErrorKind::not_found, "error.plugin.no-such-field", nlohmann::json::object(), {}, ""};
  }
  if (request.extension == "guichet.storage/0" && request.function == "list")
    return nlohmann::json{{"keys", nlohmann::json::array()}};
  if (request.extension == "guichet.storage/0" && request.function == "get")
    return domain::Error{domain::ErrorKind::not_found, "error.plugin.nothing-kept", nlohmann::json::object(), {}, ""};
  return nlohmann::json{{"accepted", true}};
}

bool StandIn::start(const plugins::Bundle& bundle, std::string& why_not) {
  plugins::WorkerSpec spec;
  spec.id = bundle.info.id;
  spec.version = bundle.info.version;
  spec.bundle = std::filesystem::absolute(bundle.info.folder);
  spec.capabilities = {bundle.info.capabilities.begin(), bundle.info.capabilities.end()};
  if (!bundle.manifest.value("automations", nlohmann::json::array()).empty())
    spec.required_extensions = {"guichet.automation/1"};
  if (const auto started = host_->start(std::move(spec)); !started) {
    why_not = started.error().detail;
    return false;
  }
  if (host_->wait_until_ready(bundle.info.id, patience)) return true;
  const plugins::WorkerHealth now = health(bundle.info.id);
  why_not = "the worker is " + std::string(plugins::name_of(now.state)) + (now.reason.empty() ? "" : ": " + now.reason);
  if (!now.last_failure.empty()) why_not += "; " + now.last_failure;
  if (!now.log.empty()) why_not += "; its last line: " + now.log.back();
  return false;
}

void StandIn::stop(const std::string& plugin) {
  host_->stop(plugin);
}

plugins::AutomationOutcome StandIn::run(const std::string& plugin, const std::string& automation,
                                        const nlohmann::json& input, std::chrono::milliseconds deadline) {
  plugins::AutomationCall call;
  call.plugin = plugin;
  call.name = automation;
  call.input = input;
  call.job = "job-1";
  call.deadline = deadline;
  return host_->run(call);
}

plugins::WorkerHealth StandIn::health(const std::string& plugin) const {
  for (plugins::WorkerHealth& each : host_->health()) {
    if (each.plugin == plugin) return std::move(each);
  }
  return {};
}

std::vector<std::string> StandIn::log() const {
  const std::lock_guard lock(mutex_);
  return log_;
}

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

}  // namespace guichet::sdk_tool
