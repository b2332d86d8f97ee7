// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/guichet/metrics.hpp"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

namespace guichet::web {
namespace {

void count(prometheus::Registry& registry, const char* name, const char* help,
           const std::map<std::string, std::string>& labels, double value) {
  prometheus::BuildCounter().Name(name).Help(help).Register(registry).Add(labels).Increment(value);
}

void show(prometheus::Registry& registry, const char* name, const char* help,
          const std::map<std::string, std::string>& labels, double value) {
  prometheus::BuildGauge().Name(name).Help(help).Register(registry).Add(labels).Set(value);
}

double of(const server::Counters::Figure& figure) {
  return static_cast<double>(figure.load(std::memory_order_relaxed));
}

}  // namespace

std::string metrics_text(const server::Counters& counters, std::size_t streams,
                         const std::vector<plugins::WorkerHealth>& workers) {
  prometheus::Registry registry(prometheus::Registry::InsertBehavior::Merge);
  show(registry, "guichet_connections_open", "Connections open now, live streams included", {},
       of(counters.connections_open));
  show(registry, "guichet_streams_open", "Pages that listen to live updates", {}, static_cast<double>(streams));
  count(registry, "guichet_connections_refused_total", "Connections refused above the limit", {},
        of(counters.connections_refused));
  for (std::size_t status = 1; status < counters.answers.size(); ++status) {
    count(registry, "guichet_answers_total", "Answers by class of status", {{"status", std::to_string(status) + "xx"}},
          of(counters.answers[status]));
  }
  count(registry, "guichet_bytes_sent_total", "Bytes sent, without live updates", {}, of(counters.bytes_sent));
  count(registry, "guichet_bytes_received_total", "Bytes received", {}, of(counters.bytes_received));
  for (const auto& worker : workers) {
    const std::map<std::string, std::string> labels{{"plugin", worker.plugin}};
    count(registry, "guichet_plugin_calls_total", "Calls answered or lost", labels, static_cast<double>(worker.calls));
    count(registry, "guichet_plugin_errors_total", "Calls that ended by a fault of the plugin", labels,
          static_cast<double>(worker.errors));
    count(registry, "guichet_plugin_restarts_total", "Times the worker was started again", labels,
          static_cast<double>(worker.restarts));
    show(registry, "guichet_plugin_memory_bytes", "Resident memory of the worker", labels,
         static_cast<double>(worker.memory_kib) * 1024);
    show(registry, "guichet_plugin_ready", "1 while the worker takes calls", labels,
         worker.state == plugins::WorkerState::ready ? 1 : 0);
  }
  return prometheus::TextSerializer().Serialize(registry.Collect());
}

}  // namespace guichet::web
