// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/storage/connection.hpp"
#include "kernel/storage/events.hpp"
#include "kernel/storage/test_data.hpp"
#include "tests/support/test_database.hpp"

#include <gmock/gmock.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <set>
#include <thread>

namespace guichet::storage {
namespace {

using sample::now;

domain::Result<domain::RequestId> submit(Database& database) {
  return database.write([](Connection& connection) -> domain::Result<domain::RequestId> {
    const domain::RequestId id = Requests(connection).insert(sample::request(1));
    Events(connection).append({0, now, "request.submitted", id, 1, {}});
    Job job;
    job.kind = "automation";
    job.request = id;
    Jobs(connection).enqueue(job);
    return id;
  });
}

// Submits from several threads and tells each acknowledged id, until it is killed.
[[noreturn]] void submit_for_ever(const std::string& where, int tell) {
  auto opened = Database::open(where);
  if (!opened) ::_exit(1);
  std::vector<std::thread> clients;
  for (int client = 0; client < 8; ++client) {
    clients.emplace_back([&] {
      for (;;) {
        const auto id = submit(**opened);
        if (!id || ::write(tell, &*id, sizeof *id) != sizeof *id) ::_exit(1);
      }
    });
  }
  for (;;) ::pause();
}

TEST(Durability, KeepsEveryAcknowledgedRequestOnceWhenTheProcessIsKilled) {
  const test::DatabasePlace place(Dialect::sqlite);
  std::set<domain::RequestId> acknowledged;
  for (int time = 0; time < 3; ++time) {
    int channel[2];
    ASSERT_EQ(::pipe(channel), 0);
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      ::close(channel[0]);
      submit_for_ever(place.where(), channel[1]);
    }
    ::close(channel[1]);
    domain::RequestId id = 0;
    for (int told = 0; told < 200 && ::read(channel[0], &id, sizeof id) == sizeof id; ++told) acknowledged.insert(id);
    ::kill(child, SIGKILL);
    while (::read(channel[0], &id, sizeof id) == sizeof id) acknowledged.insert(id);
    ::close(channel[0]);
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFSIGNALED(status)) << "it stopped by itself";
  }
  ASSERT_GE(acknowledged.size(), 600u);

  auto opened = Database::open(place.where());
  ASSERT_TRUE(opened.ok()) << opened.error().detail;
  Reader reader = (*opened)->read();
  for (const domain::RequestId id : acknowledged) {
    ASSERT_TRUE(Requests(reader).find(id)) << id;
    EXPECT_EQ(Events(reader).of_request(id, 10).size(), 1u) << id;
  }
  const auto number = [&](const char* sql) {
    long long count = 0;
    (*reader).session() << sql, soci::into(count);
    return count;
  };
  // What was not acknowledged is there wholly or not at all.
  EXPECT_EQ(number("SELECT COUNT(*) FROM request"), number("SELECT COUNT(*) FROM event"));
  EXPECT_EQ(number("SELECT COUNT(*) FROM request"), number("SELECT COUNT(*) FROM job"));
}

}  // namespace
}  // namespace guichet::storage
