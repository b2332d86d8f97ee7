// SPDX-License-Identifier: GPL-3.0-or-later
// 10,000 timers of workflows that are due at once, a third each waits that end, reminders and escalations, run by the
// runner of jobs as it is served; beside taking and removing as many rows of a bare queue.
//   guichet-bench-reminders [COUNT]
// prints {"timers", "seconds", "rate", "raw", "letters", "letters_seconds"}.
#include "kernel/jobs/runner.hpp"
#include "kernel/storage/query.hpp"
#include "tests/bench/raw_rows.hpp"
#include "tests/bench/workflow_bench.hpp"

#include <cstdio>
#include <cstdlib>
#include <thread>

namespace {

using namespace guichet;
using bench::milliseconds_since;
using bench::must;
using nlohmann::json;
using Clock = std::chrono::steady_clock;

constexpr int batch = 500;

json service(const std::string& id, const json& step) {
  return {{"id", id},
          {"title", {{"fr", id}}},
          {"theme", "digital"},
          {"form", json::array()},
          {"route", {{"team", "network"}}},
          {"workflow", json::array({step})}};
}

json approval(const char* what, const json& value) {
  return {{"id", "s"},
          {"approval", {{"by", {{"person", "staff"}}}, {what, value}, {"otherwise", {{"team", "identity"}}}}}};
}

std::int64_t jobs_due(bench::WorkflowBench& bench, const char* kind, domain::Instant at) {
  storage::Reader reader = bench.database->read();
  return storage::ask_one<std::int64_t>(
             reader, "SELECT COUNT(*) FROM job WHERE kind = ? AND state IN ('ready', 'running') AND run_at <= ?", kind,
             at)
      .value_or(0);
}

double seconds_until_none(bench::WorkflowBench& bench, const char* kind, domain::Instant at, Clock::time_point begin) {
  while (jobs_due(bench, kind, at) > 0) std::this_thread::sleep_for(std::chrono::milliseconds(20));
  return milliseconds_since(begin) / 1000;
}

}  // namespace

int main(int count, char** words) {
  const int wanted = count > 1 ? std::atoi(words[1]) : 10'000;
  must(wanted > 0, "a number of timers");
  bench::WorkflowBench bench;
  bench.open();
  bench.add(service("waiting", {{"id", "s"}, {"wait", {{"for", "24h!"}}}}));
  bench.add(service("reminded", approval("remind", "24h!")));
  bench.add(service("raised", approval("escalate", {{"after", "24h!"}, {"to", {{"person", "admin"}}}})));
  bench.publish();
  const char* services[] = {"it/waiting", "it/reminded", "it/raised"};
  for (int made = 0; made < wanted; made += batch) {
    bench.make(services[made / batch % 3], std::min(batch, wanted - made));
  }
  // Letters of the beginning are not what is measured.
  bench.write([](storage::Connection& connection) { storage::run(connection, "DELETE FROM job WHERE kind = 'mail'"); });
  const auto due = test::morning + domain::day + domain::minute;
  const auto timers = jobs_due(bench, "timer", due);
  must(timers == wanted, "one timer a request");

  std::atomic<int> letters{0};
  jobs::RunnerOptions options;
  options.node = "here";
  options.run_automation = [](const plugins::PluginCall&) { return plugins::AutomationOutcome{}; };
  options.send_mail = [&letters](const storage::Mail&) -> domain::Result<domain::Done> {
    ++letters;
    return domain::Done{};
  };
  options.now = [] { return due; };
  const auto begin = Clock::now();
  double seconds = 0, letters_seconds = 0;
  {
    jobs::Runner runner(*bench.counter, options);
    seconds = seconds_until_none(bench, "timer", due, begin);
    letters_seconds = seconds_until_none(bench, "mail", due, begin);
  }
  bench::RawRows queue(bench.place->folder() + "/raw.sqlite", wanted);
  const double raw = queue.claims_and_removals(wanted);
  std::printf(
      "{\"timers\": %d, \"seconds\": %.2f, \"rate\": %.0f, \"raw\": %.0f, \"letters\": %d,"
      " \"letters_seconds\": %.2f}\n",
      wanted, seconds, wanted / seconds, raw, letters.load(), letters_seconds);
  bench.close();
  return 0;
}
