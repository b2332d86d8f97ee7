// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/promises.hpp"

#include "kernel/counter/pinned.hpp"
#include "kernel/counter/promise_terms.hpp"
#include "kernel/domain/working_time.hpp"
#include "kernel/storage/events.hpp"
#include "kernel/storage/requests.hpp"
#include "kernel/storage/settings.hpp"

#include <algorithm>

namespace guichet::counter {
namespace {

using domain::Done;
using domain::Instant;
using domain::Request;
using domain::Result;
using storage::Promise;

constexpr std::size_t events_looked_at = 200;
constexpr std::size_t adopted_at_once = 500;
constexpr const char* adopted = "promises-adopted";

std::int64_t left_between(const Promise& promise, Instant from, Calendars& calendars) {
  if (promise.on_clock) return std::max<std::int64_t>(0, promise.due - from);
  return domain::open_time_between(from, promise.due, calendars.named(promise.calendar));
}

/// What was told already of this very promise, in an earlier life of the request.
std::int64_t told_before(storage::Connection& connection, const Promise& promise) {
  std::int64_t told = Promise::nothing, before_move = Promise::nothing;
  for (const auto& event : storage::Events(connection).of_request(promise.request, events_looked_at)) {
    if (event.kind == "request.moved") {  // another service promises anew
      before_move = told;
      told = Promise::nothing;
    }
    if (event.kind == "request.moved-back") told = before_move;
    if (event.kind != "commitment.near" && event.kind != "commitment.missed") continue;
    if (event.data.value("promise", "") != name_of_promise(promise.what)) continue;
    told = std::max<std::int64_t>(told, event.kind == "commitment.missed" ? Promise::missed : Promise::near);
  }
  return told;
}

Promise new_promise(const Counter& counter, storage::Connection& connection, const Request& request, std::int64_t what,
                    Instant due, Instant now, Calendars& calendars) {
  Promise promise;
  promise.request = request.id;
  promise.what = what;
  promise.due = due;
  if (const auto service = counter.pinned.find(connection, request.service_version)) {
    const auto& rule = service->promised(request.urgency);
    promise.calendar = rule.calendar;
    promise.on_clock = what == Promise::resolve ? rule.resolve_on_clock : rule.take_charge_on_clock;
  }
  promise.counted_from = now;
  promise.amount = left_between(promise, now, calendars);
  promise.margin = promise.amount / 4;
  if (due <= now) {
    promise.told = Promise::missed;  // nobody can be told in time
  } else if (request.created != now) {
    promise.told = told_before(connection, promise);
  }
  return promise;
}

bool is_wanted(const Request& request, std::int64_t what) {
  if (what == Promise::take_charge) return request.due_take_charge != 0 && request.taken_at == 0;
  return request.due_resolve != 0;
}

nlohmann::json event_data(const Promise& promise) {
  return {{"promise", name_of_promise(promise.what)}, {"due", promise.due}, {"internal", true}};
}

/// One that is due to be told about, looked at as it stands now.
void look_at(const Counter& counter, storage::Connection& connection, Promise promise, Instant now,
             std::vector<PromiseToTell>& to_tell) {
  storage::Promises promises(connection);
  auto request = storage::Requests(connection).find(promise.request);
  if (!request || domain::is_over(request->status)) return promises.remove_all(promise.request);
  if (request->waiting_since != 0 || !is_wanted(*request, promise.what) ||
      date_of(*request, promise.what) != promise.due) {
    return keep_promises(counter, connection, *request, now);
  }
  const bool missed = now >= promise.due;
  promise.told = missed ? Promise::missed : Promise::near;
  promise.next = missed ? 0 : promise.due;
  promises.save(promise);
  storage::Events(connection)
      .append({0, now, missed ? "commitment.missed" : "commitment.near", request->id, 0, event_data(promise)});
  to_tell.push_back({std::move(*request), promise, missed});
}

}  // namespace

Instant promised_at(const Promise& promise, std::int64_t amount, Calendars& calendars) {
  if (promise.on_clock) return promise.counted_from + amount;
  return domain::counted_again(promise.due, promise.counted_from, amount, calendars.named(promise.calendar));
}

Instant next_of(const Promise& promise, Calendars& calendars) {
  if (promise.told == Promise::missed) return 0;
  if (promise.told == Promise::near) return promise.due;
  return promised_at(promise, std::max<std::int64_t>(0, promise.amount - promise.margin), calendars);
}

Instant& date_of(Request& request, std::int64_t what) {
  return what == Promise::take_charge ? request.due_take_charge : request.due_resolve;
}

const char* name_of_promise(std::int64_t what) {
  return what == Promise::take_charge ? "take-charge" : "resolve";
}

void keep_promises(const Counter& counter, storage::Connection& connection, const Request& request, Instant now) {
  storage::Promises promises(connection);
  if (domain::is_over(request.status)) return promises.remove_all(request.id);
  const auto kept = promises.of(request.id);
  std::optional<Calendars> calendars;
  for (const std::int64_t what : {std::int64_t{Promise::take_charge}, std::int64_t{Promise::resolve}}) {
    const auto found = std::find_if(kept.begin(), kept.end(), [&](const Promise& each) { return each.what == what; });
    const Instant due = what == Promise::take_charge ? request.due_take_charge : request.due_resolve;
    if (!is_wanted(request, what)) {
      if (found != kept.end()) promises.remove(request.id, what);
      continue;
    }
    const bool is_new = found == kept.end() || found->due != due;
    const bool stands_still = request.waiting_since != 0;
    const bool as_it_was =
        !is_new && (stands_still ? found->next == 0 : found->next != 0 || found->told == Promise::missed);
    if (as_it_was) continue;
    if (!calendars) calendars.emplace(counter, connection, now);
    Promise promise = is_new ? new_promise(counter, connection, request, what, due, now, *calendars) : *found;
    promise.next = stands_still ? 0 : next_of(promise, *calendars);
    promises.save(promise);
  }
}

void resume_promises(const Counter& counter, storage::Connection& connection, Request& request, Instant now) {
  if (request.waiting_since == 0) return;
  const Instant since = std::min(request.waiting_since, now);
  storage::Promises promises(connection);
  auto kept = promises.of(request.id);
  if (kept.empty() && !domain::is_over(request.status)) {  // of before promises were kept
    keep_promises(counter, connection, request, since);
    kept = promises.of(request.id);
  }
  request.waiting_since = 0;
  if (kept.empty()) return;
  Calendars calendars(counter, connection, now);
  for (auto& promise : kept) {
    Instant& date = date_of(request, promise.what);
    if (date != promise.due) continue;  // a new one, which keep_promises will find
    if (promise.due > since) {
      promise.amount = left_between(promise, since, calendars);
      promise.counted_from = now;
      date = promise.due = promised_at(promise, promise.amount, calendars);
    }
    promise.next = next_of(promise, calendars);
    promises.save(promise);
  }
}

Result<std::size_t> tell_promises(const Counter& counter, Instant now, std::size_t batch) {
  {
    storage::Reader reader = counter.database.read();
    if (!storage::Promises(reader).any_due(now)) return std::size_t{0};
  }
  auto told = counter.database.write([&](storage::Connection& connection) -> Result<std::size_t> {
    const auto due = storage::Promises(connection).take_due(now, batch);
    std::vector<PromiseToTell> to_tell;
    for (const auto& promise : due) look_at(counter, connection, promise, now, to_tell);
    write_about_promises(counter, connection, to_tell, now);
    return due.size();
  });
  if (told && *told > 0 && counter.wake_jobs) counter.wake_jobs();
  return told;
}

Result<Done> adopt_promises(const Counter& counter, Instant now) {
  {
    storage::Reader reader = counter.database.read();
    if (storage::Settings(reader).get(adopted)) return Done{};
  }
  domain::RequestId after = 0;
  for (;;) {
    auto more = counter.database.write([&](storage::Connection& connection) -> Result<bool> {
      storage::Requests requests(connection);
      const auto open = storage::Promises(connection).open_without(after, adopted_at_once);
      for (const auto id : open) {
        if (const auto request = requests.find(id)) keep_promises(counter, connection, *request, now);
        after = id;
      }
      if (open.size() < adopted_at_once) storage::Settings(connection).set(adopted, "yes");
      return open.size() == adopted_at_once;
    });
    if (!more) return more.error();
    if (!*more) return Done{};
  }
}

}  // namespace guichet::counter
