// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/identity/sessions.hpp"

#include "kernel/identity/passwords.hpp"
#include "kernel/identity/sign_in_limit.hpp"
#include "kernel/identity/tokens.hpp"
#include "kernel/storage/people.hpp"

#include <algorithm>

namespace guichet::identity {
namespace {

using domain::Error;
using domain::ErrorKind;

constexpr std::int64_t idle_time = 12 * domain::hour;
constexpr std::int64_t longest_session = 7 * domain::day;
constexpr std::int64_t prolong_every = 5 * domain::minute;

/// Compared with when there is no such account, so that the answer takes the same time.
const std::string& nobodys_hash() {
  static const std::string hash = hash_password(random_token());
  return hash;
}

}  // namespace

domain::Result<OpenedSession> Sessions::sign_in(std::string_view login, std::string_view password,
                                                std::string_view address, domain::Instant now) {
  const std::string name = folded_login(login);
  const Error wrong{ErrorKind::forbidden, "error.sign-in.wrong", {}, {}, ""};
  if (name.empty() || name.size() > 100) return wrong;

  const auto admitted = database_.write([&](storage::Connection& connection) -> domain::Result<bool> {
    return SignInLimit(connection, name, address).admits(now);
  });
  if (!admitted) return admitted.error();
  if (!*admitted) return Error{ErrorKind::too_many, "error.sign-in.too-many", {}, {}, ""};

  std::optional<domain::Person> person;
  std::optional<std::string> hash;
  {
    storage::Reader reader = database_.read();
    person = storage::People(reader).by_login(name);
    if (person && person->active) hash = storage::Accounts(reader).password_hash(person->id);
  }
  if (!verify_password(hash.value_or(nobodys_hash()), password) || !hash) return wrong;

  const std::string token = random_token();
  const auto opened = database_.write([&](storage::Connection& connection) -> domain::Result<domain::Done> {
    storage::Accounts accounts(connection);
    SignInLimit(connection, name, address).proved(now);
    accounts.insert_session({token_hash(token), person->id, random_token(), now, now + idle_time, now});
    storage::Audit(connection).append({now, person->id, "sign-in", "", "{}"});
    return domain::Done{};
  });
  if (!opened) return opened.error();
  return OpenedSession{token, person->id};
}

std::optional<Presence> Sessions::resume(storage::Connection& connection, std::string_view token, domain::Instant now) {
  if (token.empty() || token.size() > 100) return std::nullopt;
  const std::string hash = token_hash(token);
  auto found = storage::Accounts(connection).signed_in(hash, now);
  if (!found || !found->person.active) return std::nullopt;
  if (now - found->session.last_seen > prolong_every) {
    const domain::Instant expires = std::min(now + idle_time, found->session.created + longest_session);
    (void)database_.write([&](storage::Connection& writer) -> domain::Result<domain::Done> {
      storage::Accounts(writer).touch_session(hash, now, expires);
      return domain::Done{};
    });
  }
  return Presence{
      {std::move(found->person), std::move(found->teams), std::move(found->rights)}, found->session.csrf, hash};
}

void Sessions::sign_out(std::string_view token) {
  const std::string hash = token_hash(token);
  (void)database_.write([&](storage::Connection& connection) -> domain::Result<domain::Done> {
    storage::Accounts(connection).remove_session(hash);
    return domain::Done{};
  });
}

}  // namespace guichet::identity
