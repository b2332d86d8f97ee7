// SPDX-License-Identifier: GPL-3.0-or-later
// 10,000 promises that fall due at once: how long until everybody who must be told is, and how long one batch keeps
// other writes waiting.
//   guichet-bench-timers [COUNT]
// prints {"promises", "seconds", "longest_batch_ms", "letters"}.
#include "kernel/counter/promises.hpp"
#include "kernel/storage/accounts.hpp"
#include "kernel/storage/events.hpp"
#include "kernel/storage/promises.hpp"
#include "tests/support/counter_fixture.hpp"

#include <spdlog/spdlog.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>

namespace {

using namespace guichet;
using Clock = std::chrono::steady_clock;

double milliseconds_since(Clock::time_point begin) {
  return std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
}

class Bench : public test::CounterFixture {
 public:
  using CounterFixture::counter;
  using CounterFixture::database;
  void TestBody() override {}
  void open() { SetUp(); }
  void close() { TearDown(); }
  void make(std::int64_t count) {
    std::vector<domain::Request> requests;
    for (std::int64_t number = 1; number <= count; ++number) {
      domain::Request request;
      request.id = number;
      request.title = "Comptes WiFi pour un colloque";
      request.team = "it/network";
      request.requester = request.opened_by = id("student");
      request.created = request.updated = test::morning;
      request.due_resolve = test::morning + domain::day;
      requests.push_back(request);
    }
    write([&](storage::Connection& connection) {
      storage::Requests(connection).insert_many(requests);
      for (const auto& request : requests) counter::keep_promises(*counter, connection, request, test::morning);
    });
  }
};

}  // namespace

int main(int count, char** words) {
  const std::int64_t promises = count > 1 ? std::strtoll(words[1], nullptr, 10) : 10'000;
  spdlog::set_level(spdlog::level::warn);  // what is printed is read by a program
  Bench bench;
  bench.open();
  bench.make(promises);
  const auto due = test::morning + 2 * domain::day;
  const auto begin = Clock::now();
  double longest = 0;
  std::int64_t told = 0;
  for (;;) {
    const auto batch = Clock::now();
    const auto some = counter::tell_promises(*bench.counter, due);
    if (!some || *some == 0) break;
    told += static_cast<std::int64_t>(*some);
    longest = std::max(longest, milliseconds_since(batch));
  }
  const double seconds = milliseconds_since(begin) / 1000;
  std::size_t letters = 0;
  {
    storage::Reader reader = bench.database->read();
    letters = storage::Mails(reader).latest(100'000).size();
  }
  bench.close();
  std::printf("{\"promises\": %lld, \"seconds\": %.2f, \"longest_batch_ms\": %.1f, \"letters\": %zu}\n",
              static_cast<long long>(told), seconds, longest, letters);
  return told == promises ? 0 : 1;
}
