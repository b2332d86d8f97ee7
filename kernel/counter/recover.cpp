// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/recover.hpp"

#include "kernel/counter/letters.hpp"
#include "kernel/counter/names.hpp"
#include "kernel/counter/submit.hpp"
#include "kernel/identity/sign_in_limit.hpp"
#include "kernel/identity/tokens.hpp"
#include "kernel/storage/accounts.hpp"
#include "kernel/storage/events.hpp"

#include <algorithm>

namespace guichet::counter {
namespace {

using domain::Done;
using domain::Error;
using domain::ErrorKind;
using domain::Result;

constexpr std::int64_t code_lives = 15 * domain::minute;
constexpr std::int64_t progress_lives = domain::hour;
constexpr int most_codes_tried = 5;
constexpr std::int64_t most_codes_an_hour = 5;

Error wrong_code() {
  return {ErrorKind::forbidden, "error.recover.wrong-code", {}, {{"code", "error.recover.wrong-code"}}, ""};
}

std::string submission_key(const std::string& id) {
  return std::string(recovery_key_prefix) + id;
}

/// The account somebody names, by sign-in name or university address.
std::optional<domain::Person> owner_of(storage::Connection& connection, const std::string& name) {
  auto person = storage::People(connection).by_login(name);
  if (!person) person = storage::People(connection).by_mail(name);
  if (person && !person->active) person.reset();
  return person;
}

/// What the form of the recovery service asks, as far as a proved owner answers it: their account, and the first option
/// of what it must have.
domain::Typed answers_for(const domain::Service& service, const domain::Person& owner) {
  domain::Typed typed;
  for (const auto& field : service.form.fields) {
    if (field.id == "account") {
      typed.emplace_back(field.id, owner.login);
    } else if (field.required && field.type == domain::FieldType::choice && !field.options.empty()) {
      typed.emplace_back(field.id, field.options.front().value);
    }
  }
  return typed;
}

}  // namespace

Result<RecoveryStarted> start_recovery(const Counter& counter, domain::Language language, const std::string& login,
                                       domain::Instant now) {
  if (counter.recovery_service.empty()) return Error{ErrorKind::not_found, "error.service.unknown", {}, {}, ""};
  if (!is_name(login)) {
    return Error{ErrorKind::invalid, "error.field.required", {}, {{"login", "error.field.required"}}, ""};
  }
  const std::string id = identity::random_token();
  const std::string code = identity::random_digits();
  auto written = counter.database.write([&](storage::Connection& connection) -> Result<RecoveryStarted> {
    storage::Accounts accounts(connection);
    // What was typed is counted, and apart from it the account: a name and an address of one account never tell by
    // their limit that they belong together, or that there is one.
    if (accounts.count_use("recover:" + identity::token_hash(login), now, domain::hour) > most_codes_an_hour) {
      return Error{ErrorKind::too_many, "error.recover.too-many", {}, {}, ""};
    }
    const auto owner = owner_of(connection, login);
    const std::string target = owner ? owner->login : login;
    const auto asked = accounts.count_use("recover-account:" + identity::token_hash(target), now, domain::hour);
    const auto account = owner ? storage::DirectoryAccounts(connection).find(owner->login) : std::nullopt;
    // The same work and the same answer, whether the account exists or not. A code that nobody was sent opens nothing:
    // its row names no account, so that it cannot be guessed either.
    const bool sends = account && !account->contact_mail.empty() && asked <= most_codes_an_hour;
    accounts.insert_recovery(
        {id, identity::token_hash(id + code), sends ? owner->login : "", now + code_lives, 0, false});
    if (sends) {
      storage::Mail mail;
      mail.to = account->contact_mail;
      mail.kind = "mail.recovery-code";
      mail.language = language;
      mail.created = now;
      mail.parameters = {{"code", code}, {"minutes", code_lives / domain::minute}};
      leave_letter(connection, mail);
    }
    return RecoveryStarted{id};
  });
  if (written && counter.wake_jobs) counter.wake_jobs();
  return written;
}

Result<Recovered> finish_recovery(const Counter& counter, domain::Language language, const std::string& id,
                                  const std::string& code, domain::Instant now, std::string_view address) {
  if (!is_name(id) || !is_name(code)) return wrong_code();
  identity::Viewer owner;
  // A failed try is counted by a change that is kept, so it answers success with what it found.
  const auto tried = counter.database.write([&](storage::Connection& connection) -> Result<bool> {
    storage::Accounts accounts(connection);
    auto recovery = accounts.recovery(id);
    if (!recovery || recovery->expires < now || recovery->used || recovery->attempts >= most_codes_tried) return false;
    recovery->attempts += 1;
    const bool right =
        identity::same_token(recovery->code_hash, identity::token_hash(id + code)) && !recovery->login.empty();
    accounts.update_recovery(*recovery);
    if (!right) return false;
    const auto person = storage::People(connection).by_login(recovery->login);
    if (!person || !person->active) return false;
    owner.person = *person;
    return true;
  });
  if (!tried) return tried.error();
  if (!*tried) return wrong_code();

  const Asker asker{&owner, language, now};
  const auto view = counter::service(counter, asker, counter.recovery_service);
  if (!view) return view.error();
  FormInput input;
  input.service = counter.recovery_service;
  input.title = view->service->title.in(language);
  input.typed = answers_for(*view->service, owner.person);
  input.submission = submission_key(id);
  // The code is spent only once the request is there: whatever stops it, its owner may try again. Two tries at once
  // make one request, by its key.
  const auto sent = submit(counter, asker, input);
  if (!sent) return sent.error();
  const auto spent = counter.database.write([&](storage::Connection& connection) -> Result<Done> {
    storage::Accounts accounts(connection);
    auto recovery = accounts.recovery(id);
    if (!recovery) return Done{};
    identity::SignInLimit limit(connection, recovery->login, address);
    limit.forget();
    limit.proved(now);
    recovery->used = true;
    recovery->expires = now + progress_lives;  // the page that waits still asks what became of it
    accounts.update_recovery(*recovery);
    return Done{};
  });
  if (!spent) return spent.error();
  return Recovered{sent->request.id, sent->reference, counter.recovery_service};
}

Result<RecoveryProgress> recovery_progress(const Counter& counter, const std::string& id, domain::Instant now) {
  const Error unknown{ErrorKind::not_found, "error.recover.unknown", {}, {}, ""};
  if (!is_name(id)) return unknown;
  storage::Reader reader = counter.database.read();
  const auto recovery = storage::Accounts(reader).recovery(id);
  if (!recovery || !recovery->used || recovery->expires < now) return unknown;
  const auto person = storage::People(reader).by_login(recovery->login);
  if (!person) return unknown;
  storage::Requests requests(reader);
  const auto request_id = requests.by_submission(submission_key(id), person->id);
  const auto request = request_id ? requests.find(*request_id) : std::nullopt;
  if (!request) return unknown;
  const auto messages = requests.messages(request->id, false, 0, 1);
  const auto steps = requests.steps(request->id);
  const auto left = std::find_if(steps.begin(), steps.end(), [](const storage::StepState& step) {
    return step.state == "handed-over" || step.state == "failed" || step.state == "unknown";
  });
  RecoveryProgress progress{request->status, messages.empty() ? "" : messages.back().body, left != steps.end(), {}};
  if (progress.by_person && left->detail.contains("reason") && left->detail["reason"].is_object()) {
    progress.reason = {left->detail["reason"].value("fr", ""), left->detail["reason"].value("en", "")};
  }
  return progress;
}

}  // namespace guichet::counter
