// SPDX-License-Identifier: GPL-3.0-or-later
// Signs people of a database in for the benchmarks, past the password and its limits, and forgets what was counted
// about submissions. Only for a copy that is thrown away.
//   guichet-bench-sessions DATA COUNT
// prints a line each: who, the session's cookie, the token of its forms, a request of theirs. First the agent.
#include "kernel/domain/reference.hpp"
#include "kernel/identity/tokens.hpp"
#include "kernel/storage/accounts.hpp"
#include "kernel/storage/people.hpp"
#include "kernel/storage/requests.hpp"
#include "web/pages/csrf.hpp"

#include <chrono>
#include <cstdio>
#include <cstdlib>

namespace {

using namespace guichet;

domain::Instant clock_now() {
  using namespace std::chrono;
  return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
}

std::string request_of(storage::Connection& connection, const domain::Person& person) {
  storage::Requests requests(connection);
  for (const bool over : {false, true}) {
    const auto page = requests.of_person(person.id, over, "", 1);
    if (!page.rows.empty()) return domain::reference_of(page.rows.front().id);
  }
  return "-";
}

void sign_in(storage::Connection& connection, const domain::Person& person) {
  const std::string token = identity::random_token();
  const std::string csrf = identity::random_token();
  const auto now = clock_now();
  storage::Accounts(connection)
      .insert_session({identity::token_hash(token), person.id, csrf, now, now + domain::day, now});
  std::printf("%s\t%s\t%s\t%s\n", person.login.c_str(), token.c_str(), web::pages::masked(csrf).c_str(),
              request_of(connection, person).c_str());
}

}  // namespace

int main(int count, char** words) {
  if (count != 3) {
    std::fputs("usage: guichet-bench-sessions DATA COUNT\n", stderr);
    return 2;
  }
  auto opened = storage::Database::open(words[1]);
  if (!opened) {
    std::fprintf(stderr, "%s\n", opened.error().detail.c_str());
    return 1;
  }
  const int wanted = std::atoi(words[2]);
  const auto done = (*opened)->write([&](storage::Connection& connection) -> domain::Result<domain::Done> {
    storage::People people(connection);
    if (const auto agent = people.by_login("agent")) sign_in(connection, *agent);
    int signed_in = 0;
    int unknown = 0;
    // The named accounts come first and ask much more than others do: they are left out.
    for (domain::PersonId id = 20; signed_in < wanted && unknown < 1000; ++id) {
      const auto person = people.find(id);
      unknown = person ? 0 : unknown + 1;
      if (!person || !person->active || person->login.rfind("agent", 0) == 0) continue;
      sign_in(connection, *person);
      ++signed_in;
    }
    return domain::Done{};
  });
  return done ? 0 : 1;
}
