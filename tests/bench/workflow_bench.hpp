// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/counter_fixture.hpp"

#include <nlohmann/json.hpp>

#include <chrono>
#include <string>
#include <vector>

namespace guichet::bench {

[[nodiscard]] double milliseconds_since(std::chrono::steady_clock::time_point begin);
/// Ends the measure with what it expected: a figure of something that went wrong is no figure.
void must(bool holds, const char* what);

/// The middle of a few rounds.
class Middle {
 public:
  void add(double value) { values_.push_back(value); }
  [[nodiscard]] double value() const;

 private:
  std::vector<double> values_;
};

/// A counter over a real SQLite database, with services of its own. One thread, unless a runner of jobs is started.
class WorkflowBench : public test::CounterFixture {
 public:
  using CounterFixture::counter;
  using CounterFixture::database;
  using CounterFixture::place;
  using CounterFixture::write;
  void TestBody() override {}
  void open();
  void close() { TearDown(); }
  /// A service of the department "it", as its YAML would say it; to be followed by publish().
  void add(const nlohmann::json& definition);
  void publish();
  [[nodiscard]] const domain::Service& service(const std::string& id) const;
  /// Requests of the student, as sent, past the limit of thirty an hour; one durable write. Answers the last.
  domain::RequestId make(const std::string& service, int number = 1);
  /// Rows that the writer has inserted, changed and removed since it began.
  [[nodiscard]] std::int64_t rows_written();

 private:
  std::shared_ptr<plugins::Snapshot> snapshot_;
};

}  // namespace guichet::bench
