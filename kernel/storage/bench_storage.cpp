// SPDX-License-Identifier: GPL-3.0-or-later
// What the storage costs on this machine: guichet-bench-storage FOLDER [REQUESTS]. Prints microseconds and rates.
#include "kernel/storage/accounts.hpp"
#include "kernel/storage/connection.hpp"
#include "kernel/storage/events.hpp"
#include "kernel/storage/test_data.hpp"

#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <thread>

namespace guichet::storage {
namespace {

using sample::now;
using Clock = std::chrono::steady_clock;

double seconds_of(const std::function<void()>& work) {
  const auto start = Clock::now();
  work();
  return std::chrono::duration<double>(Clock::now() - start).count();
}

template <typename Change>
void must(Database& database, bool bulk, Change change) {
  const auto wrapped = [&](Connection& connection) -> domain::Result<domain::Done> {
    change(connection);
    return domain::Done{};
  };
  const auto done = bulk ? database.bulk(wrapped) : database.write(wrapped);
  if (!done) {
    std::fprintf(stderr, "%s\n", done.error().detail.c_str());
    std::exit(1);
  }
}

domain::Request made(std::int64_t number) {
  domain::Request request = sample::request(1 + number % 100'000, "it/team-" + std::to_string(number % 20));
  request.id = number;
  request.status = number % 101 == 0 ? domain::Status::received : domain::Status::closed;
  request.assignee = number % 300;
  request.due_resolve = now + number * 1000;
  return request;
}

void fill(Database& database, std::int64_t requests) {
  constexpr std::int64_t chunk = 50'000;
  const double people = seconds_of([&] {
    must(database, true, [](Connection& connection) {
      std::vector<domain::Person> all;
      for (int id = 1; id <= 100'000; ++id) all.push_back(sample::person(id, "p" + std::to_string(id)));
      People(connection).insert_many(all);
    });
  });
  std::printf("people a second, bulk      %9.0f\n", 100'000 / people);
  const double rows = seconds_of([&] {
    for (std::int64_t from = 1; from <= requests; from += chunk) {
      must(database, true, [&](Connection& connection) {
        std::vector<domain::Request> some;
        std::vector<Event> events;
        std::vector<Message> messages;
        for (std::int64_t id = from; id < std::min(from + chunk, requests + 1); ++id) {
          some.push_back(made(id));
          events.push_back({0, now, "request.submitted", id, 1, {{"team", "it"}}});
          events.push_back({0, now, "request.taken", id, 1, {}});
          messages.push_back({0, id, 1, "", "", MessageKind::to_all, "Bonjour, c'est réparé.", now});
        }
        Requests(connection).insert_many(some);
        Events(connection).insert_many(events);
        Requests(connection).insert_messages(messages);
      });
    }
  });
  std::printf("requests a second, bulk    %9.0f  (with 2 events and 1 message each)\n",
              static_cast<double>(requests) / rows);
  must(database, false, [](Connection& connection) {
    for (const char* team : {"it/team-1", "it/team-2", "it/team-3"}) Accounts(connection).add_member(team, 7, false);
    Accounts(connection).insert_session({"hash", 7, "csrf", now, now + domain::day, now});
  });
}

template <typename Read>
void time_read(Database& database, const char* name, Read read) {
  constexpr int times = 20'000;
  const double took = seconds_of([&] {
    for (int time = 0; time < times; ++time) {
      Reader reader = database.read();
      read(static_cast<Connection&>(reader), time);
    }
  });
  std::printf("%-26s %9.1f us\n", name, took / times * 1e6);
}

void submit(Database& database) {
  must(database, false, [](Connection& connection) {
    domain::Request request = sample::request(1);
    const domain::RequestId id = Requests(connection).insert(request);
    Events(connection).append({0, now, "request.submitted", id, 1, {{"team", "it"}}});
    Job job;
    job.request = id;
    Jobs(connection).enqueue(job);
    for (const char* step : {"approve", "create"}) {
      Requests(connection).insert_step({0, id, step, "automation", "waiting", nlohmann::json::object(), now});
    }
  });
}

void time_writes(Database& database, const std::string& folder) {
  const auto backend = sqlite_backend(folder + "/raw.sqlite");
  const auto session = backend->connect(Role::writer);
  backend->script(*session, "CREATE TABLE IF NOT EXISTS raw (id INTEGER PRIMARY KEY, text TEXT)");
  constexpr int raw_rows = 500;
  const double raw = seconds_of([&] {
    for (int row = 0; row < raw_rows; ++row) *session << "INSERT INTO raw (text) VALUES ('one row')";
  });
  std::printf("raw durable inserts        %9.0f a second\n", raw_rows / raw);
  for (const int clients : {1, 16, 64}) {
    std::atomic<int> count{0};
    const auto until = Clock::now() + std::chrono::seconds(2);
    std::vector<std::thread> threads;
    for (int client = 0; client < clients; ++client) {
      threads.emplace_back([&] {
        while (Clock::now() < until) {
          submit(database);
          ++count;
        }
      });
    }
    for (std::thread& thread : threads) thread.join();
    std::printf("submissions, %2d clients    %9.0f a second\n", clients, count / 2.0);
  }
}

int measure(const std::string& folder, std::int64_t requests) {
  auto opened = Database::open(folder);
  if (!opened) {
    std::fprintf(stderr, "%s\n", opened.error().detail.c_str());
    return 1;
  }
  Database& database = **opened;
  fill(database, requests);
  const std::vector<std::string> teams = {"it/team-1", "it/team-2", "it/team-3"};
  time_read(database, "empty read", [](Connection&, int) {});
  time_read(database, "signed_in",
            [](Connection& connection, int) { (void)Accounts(connection).signed_in("hash", now); });
  time_read(database, "Requests::find",
            [&](Connection& connection, int time) { (void)Requests(connection).find(1 + time * 7919LL % requests); });
  time_read(database, "messages", [&](Connection& connection, int time) {
    (void)Requests(connection).messages(1 + time * 7919LL % requests, false, 0, 20);
  });
  time_read(database, "of_person", [&](Connection& connection, int time) {
    (void)Requests(connection).of_person(1 + time * 7919LL % 100'000, false, "", 20);
  });
  time_read(database, "for_agent, 25 of 3 teams", [&](Connection& connection, int) {
    (void)Requests(connection).for_agent(AgentView::team, 7, teams, "", 25, now);
  });
  time_read(database, "counts", [&](Connection& connection, int) { (void)Requests(connection).counts(7, teams, now); });
  time_writes(database, folder);
  return 0;
}

}  // namespace
}  // namespace guichet::storage

int main(int count, char** words) {
  if (count < 2) {
    std::fprintf(stderr, "usage: %s FOLDER [REQUESTS]\n", words[0]);
    return 2;
  }
  return guichet::storage::measure(words[1], count > 2 ? std::atoll(words[2]) : 100'000);
}
