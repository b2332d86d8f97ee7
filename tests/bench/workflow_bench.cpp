// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/workflow_bench.hpp"

#include "kernel/storage/query.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

namespace guichet::bench {

double milliseconds_since(std::chrono::steady_clock::time_point begin) {
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
}

void must(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "the measure needs %s\n", what);
  std::exit(1);
}

double Middle::value() const {
  must(!values_.empty(), "a round");
  std::vector<double> sorted = values_;
  std::sort(sorted.begin(), sorted.end());
  return sorted[sorted.size() / 2];
}

void WorkflowBench::open() {
  spdlog::set_level(spdlog::level::warn);  // what is printed is read by a program
  SetUp();
  snapshot_ = std::make_shared<plugins::Snapshot>(*test::sample_snapshot());
}

void WorkflowBench::add(const nlohmann::json& definition) {
  auto service = domain::service_from_json(definition, "it");
  if (!service) std::fprintf(stderr, "%s\n", service.error().detail.c_str());
  must(service.ok(), "a service that can be read");
  snapshot_->services.push_back(std::move(*service));
  snapshot_->service_definitions.push_back(definition);
}

void WorkflowBench::publish() {
  snapshot_->index();
  registry.replace(snapshot_);
}

const domain::Service& WorkflowBench::service(const std::string& id) const {
  const auto* found = snapshot_->service(id);
  must(found != nullptr, "a service that is there");
  return *found;
}

domain::RequestId WorkflowBench::make(const std::string& service, int number) {
  domain::RequestId last = 0;
  auto prepared = counter::prepare_request(*counter, as("student"), service, nlohmann::json::object());
  must(prepared.ok(), "a request that can be sent");
  write([&](storage::Connection& connection) {
    for (int each = 0; each < number; ++each) {
      counter::PreparedRequest one = *prepared;
      last = counter::write_prepared(*counter, connection, one, test::morning);
    }
  });
  return last;
}

std::int64_t WorkflowBench::rows_written() {
  std::int64_t rows = 0;
  write([&](storage::Connection& connection) {
    rows = storage::ask_one<std::int64_t>(connection, "SELECT total_changes()").value_or(0);
  });
  return rows;
}

}  // namespace guichet::bench
