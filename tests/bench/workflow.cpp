// SPDX-License-Identifier: GPL-3.0-or-later
// Steps a second through the engine: in memory, beside a bare walk over the same conditions and results; and over a
// SQLite database, task after task and approval after approval, beside as many durable transactions that write as many
// rows. Each with a chain of 5 steps and one of 200 in turn: what a step costs must not grow with their number.
//   guichet-bench-workflow [STEPS]
// prints JSON: for each way {"short", "long", "raw"} in steps a second, and what a submission takes in milliseconds.
#include "kernel/counter/approve.hpp"
#include "kernel/counter/step_work.hpp"
#include "kernel/domain/logic.hpp"
#include "kernel/domain/workflow_run.hpp"
#include "tests/bench/raw_rows.hpp"
#include "tests/bench/workflow_bench.hpp"

#include <cstdio>
#include <cstdlib>

namespace {

using namespace guichet;
using bench::milliseconds_since;
using bench::must;
using domain::Step;
using nlohmann::json;
using Clock = std::chrono::steady_clock;

constexpr int few = 5;
constexpr int many = 200;
constexpr int rounds = 5;

/// One step after the other, each with a condition that reads what the one before it answered.
json chain(const std::string& id, int length, const json& work) {
  json steps = json::array();
  for (int number = 0; number < length; ++number) {
    json step = work;
    step["id"] = "s" + std::to_string(number);
    if (number > 0) {
      const std::string before = "s" + std::to_string(number - 1);
      step["after"] = {before};
      step["when"] = {{"!=", {{{"var", "steps." + before + ".decision"}}, "refused"}}};
    }
    steps.push_back(std::move(step));
  }
  return {{"id", id},
          {"title", {{"fr", id}}},
          {"theme", "digital"},
          {"form", json::array()},
          {"route", {{"team", "network"}}},
          {"workflow", steps}};
}

const json facts{{"answers", {{"n", 11}}}, {"requester", {{"campus", "luminy"}}}, {"request", {{"urgency", "normal"}}}};

double in_memory(const std::vector<Step>& steps, int wanted) {
  const auto begin = Clock::now();
  int done = 0;
  while (done < wanted) {
    domain::WorkflowRun run(steps);
    (void)run.advance(facts);
    for (const Step& step : steps) (void)run.finish(step.id, {{"decision", "agreed"}, {"by", 7}}, facts);
    must(run.state() == domain::RunState::ended, "a run that ends");
    done += static_cast<int>(steps.size());
  }
  return done / (milliseconds_since(begin) / 1000);
}

/// What cannot be left out: each condition looked at once, each result kept for those after it.
double bare_walk(const std::vector<Step>& steps, int wanted) {
  const auto begin = Clock::now();
  int done = 0;
  while (done < wanted) {
    json data = facts;
    for (const Step& step : steps) {
      must(domain::holds(step.when, data), "a condition that holds");
      data["steps"][step.id] = {{"decision", "agreed"}, {"by", 7}};
    }
    done += static_cast<int>(steps.size());
  }
  return done / (milliseconds_since(begin) / 1000);
}

struct Way {
  double submit_ms = 0;  ///< of one request
  double rate = 0;       ///< steps a second
  double rows = 0;       ///< rows written for each
};

class Bench : public bench::WorkflowBench {
 public:
  void finish_tasks(domain::RequestId request, int length) {
    for (int number = 0; number < length; ++number) {
      must(counter::finish_step(*counter, as("network"), request, "s" + std::to_string(number), {}).ok(), "a task");
    }
  }
  void agree(int length) {
    for (int number = 0; number < length; ++number) {
      const auto asked = counter::approvals_asked(*counter, as("staff"));
      must(asked.ok() && asked->rows.size() == 1, "one approval");
      must(counter::decide(*counter, as("staff"), {asked->rows[0].id, counter::Decision::agree, "", ""}).ok(), "yes");
    }
  }
  Way through(const std::string& kind, int length, int wanted) {
    Way way;
    double working = 0;
    int requests = 0;
    std::int64_t written = 0;
    for (int done = 0; done < wanted; done += length, ++requests) {
      const auto sent = Clock::now();
      const auto request = make("it/" + kind + std::to_string(length));
      way.submit_ms += milliseconds_since(sent);
      const auto before = rows_written();
      const auto begin = Clock::now();
      if (kind == "task") finish_tasks(request, length);
      if (kind == "approval") agree(length);
      working += milliseconds_since(begin);
      written += rows_written() - before;
      must(reload(request).status == domain::Status::resolved, "a request that is resolved by itself");
    }
    way.submit_ms /= requests;
    way.rate = requests * length / (working / 1000);
    way.rows = static_cast<double>(written) / (requests * length);
    return way;
  }
};

}  // namespace

int main(int count, char** words) {
  const int wanted = count > 1 ? std::atoi(words[1]) : 1000;
  must(wanted > 0, "a number of steps");
  Bench bench;
  bench.open();
  const json task{{"task", json::object()}};
  const json approval{{"approval", {{"by", {{"person", "staff"}}}, {"otherwise", {{"team", "identity"}}}}}};
  for (const int length : {few, many}) {
    bench.add(chain("task" + std::to_string(length), length, task));
    bench.add(chain("approval" + std::to_string(length), length, approval));
  }
  bench.publish();
  const auto& short_one = bench.service("it/task5").workflow;
  const auto& long_one = bench.service("it/task200").workflow;
  bench::Middle in_short, in_long, in_raw;
  for (int round = 0; round < rounds; ++round) {
    in_raw.add(bare_walk(long_one, 10 * wanted));
    in_short.add(in_memory(short_one, 10 * wanted));
    in_long.add(in_memory(long_one, 10 * wanted));
  }
  std::printf("{\"few\": %d, \"many\": %d,\n \"memory\": {\"short\": %.0f, \"long\": %.0f, \"raw\": %.0f}", few, many,
              in_short.value(), in_long.value(), in_raw.value());
  for (const char* kind : {"task", "approval"}) {
    bench::Middle brief, lengthy, raw, submit_brief, submit_lengthy, rows;
    for (int round = 0; round < rounds; ++round) {
      const Way one = bench.through(kind, few, wanted / rounds);
      const Way other = bench.through(kind, many, wanted / rounds);
      brief.add(one.rate);
      lengthy.add(other.rate);
      submit_brief.add(one.submit_ms);
      submit_lengthy.add(other.submit_ms);
      rows.add(other.rows);
      bench::RawRows table(bench.place->folder() + "/raw.sqlite", 1000);
      raw.add(table.updates(wanted / rounds, static_cast<int>(other.rows + 0.5)));
    }
    std::printf(
        ",\n \"%s\": {\"short\": %.0f, \"long\": %.0f, \"raw\": %.0f, \"rows\": %.1f, \"submit_short_ms\": %.2f,"
        " \"submit_long_ms\": %.2f}",
        kind, brief.value(), lengthy.value(), raw.value(), rows.value(), submit_brief.value(), submit_lengthy.value());
  }
  std::printf("}\n");
  bench.close();
  return 0;
}
