// SPDX-License-Identifier: GPL-3.0-or-later
// Tells a driver whose turn it is in a request and in what other services do for it, and signs people in past the
// password. Only for a copy of a database that is thrown away, beside the server that serves it.
//   guichet-bench-turns DATA
// reads a line each and answers one of JSON: "staff 20": people of the university who may ask; "as LOGIN": a session;
// "REFERENCE": its status, and who may do what now.
#include "kernel/domain/reference.hpp"
#include "kernel/identity/tokens.hpp"
#include "kernel/storage/accounts.hpp"
#include "kernel/storage/people.hpp"
#include "kernel/storage/requests.hpp"
#include "kernel/storage/workflow.hpp"
#include "web/pages/csrf.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <chrono>
#include <iostream>
#include <sstream>

namespace {

using namespace guichet;
using nlohmann::json;

domain::Instant clock_now() {
  using namespace std::chrono;
  return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
}

json staff(storage::Connection& connection, int wanted) {
  storage::People people(connection);
  json logins = json::array();
  int unknown = 0;
  for (domain::PersonId id = 20; static_cast<int>(logins.size()) < wanted && unknown < 1000; ++id) {
    const auto person = people.find(id);
    unknown = person ? 0 : unknown + 1;
    if (!person || !person->active || person->component.empty() || person->login.rfind("agent", 0) == 0) continue;
    const auto& kinds = person->affiliation;
    if (std::find(kinds.begin(), kinds.end(), "staff") != kinds.end()) logins.push_back(person->login);
  }
  return logins;
}

json session(storage::Database& database, const std::string& login) {
  json made;
  const auto done = database.write([&](storage::Connection& connection) -> domain::Result<domain::Done> {
    const auto person = storage::People(connection).by_login(login);
    if (!person) return domain::Error{domain::ErrorKind::not_found, "nobody", {}, {}, login};
    const std::string token = identity::random_token();
    const std::string csrf = identity::random_token();
    const auto now = clock_now();
    storage::Accounts(connection)
        .insert_session({identity::token_hash(token), person->id, csrf, now, now + domain::day, now});
    made = {{"cookie", "guichet=" + token}, {"csrf", web::pages::masked(csrf)}};
    return domain::Done{};
  });
  return done ? made : json();
}

std::string somebody(storage::Connection& connection, const std::vector<domain::PersonId>& ids,
                     domain::PersonId but_not) {
  for (const auto& person : storage::People(connection).many(ids)) {
    if (person.active && person.id != but_not) return person.login;
  }
  return "";
}

void add_turns(storage::Connection& connection, const domain::Request& request, json& turns) {
  storage::Accounts accounts(connection);
  const std::string reference = domain::reference_of(request.id);
  storage::Approvals approvals(connection);
  for (const auto& voice : approvals.of_request(request.id)) {
    if (voice.state != storage::ApprovalVoice::asked) continue;
    const auto ids = voice.team.empty() ? approvals.people_of(voice.id) : accounts.members_of(voice.team);
    turns.push_back({{"path", "/validations/" + std::to_string(voice.id)},
                     {"login", somebody(connection, ids, request.requester)},
                     {"approval", true}});
  }
  for (const auto& step : storage::TeamSteps(connection).of_request(request.id)) {
    std::string login = somebody(connection, accounts.members_of(step.team), request.requester);
    if (login.empty()) login = somebody(connection, accounts.members_of(request.team), request.requester);
    turns.push_back({{"path", "/demandes/" + reference + "/etapes/" + step.step}, {"login", login}});
  }
  for (const auto& link : storage::SubRequests(connection).children_of(request.id)) {
    const auto child = storage::Requests(connection).find(link.child);
    if (child && !domain::is_over(child->status)) add_turns(connection, *child, turns);
  }
}

json turns_of(storage::Connection& connection, const std::string& reference) {
  const auto id = domain::id_of(reference);
  const auto request = id ? storage::Requests(connection).find(*id) : std::nullopt;
  if (!request) return {{"status", "unknown"}};
  json turns = json::array();
  add_turns(connection, *request, turns);
  return {{"status", domain::name_of(request->status)}, {"turns", turns}};
}

}  // namespace

int main(int count, char** words) {
  if (count != 2) {
    std::cerr << "usage: guichet-bench-turns DATA\n";
    return 2;
  }
  spdlog::set_level(spdlog::level::warn);
  auto opened = storage::Database::open(words[1]);
  if (!opened) {
    std::cerr << opened.error().detail << "\n";
    return 1;
  }
  for (std::string line; std::getline(std::cin, line);) {
    std::istringstream said(line);
    std::string what, value;
    said >> what >> value;
    json answer;
    if (what == "as") {
      answer = session(**opened, value);
    } else {
      storage::Reader reader = (*opened)->read();
      answer = what == "staff" ? staff(reader, std::atoi(value.c_str())) : turns_of(reader, what);
    }
    std::cout << answer.dump() << std::endl;
  }
  return 0;
}
