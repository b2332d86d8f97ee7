// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/closures.hpp"

#include "kernel/counter/centre.hpp"
#include "kernel/counter/names.hpp"
#include "kernel/counter/promise_terms.hpp"
#include "kernel/domain/working_time.hpp"
#include "kernel/storage/accounts.hpp"
#include "kernel/storage/requests.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace guichet::counter {
namespace {

using domain::Done;
using domain::Error;
using domain::ErrorKind;
using domain::Instant;
using domain::Result;
using storage::Closure;
using storage::Promise;

constexpr std::size_t most_days = 100;
constexpr std::size_t most_ahead = 200;
constexpr std::size_t longest_name = 100;
constexpr std::size_t looked_at = 20'000;
constexpr std::size_t batch = 200;
// Whoever was sending a form while days were closed has sent it by then.
constexpr std::int64_t until_moved = 5 * domain::second;

struct Checked {
  Closure closure;
  std::vector<std::string> days;
};

Result<Checked> checked(const Counter& counter, const Asker& asker, const NewClosure& closure) {
  if (auto refused = refuse_unless_centre_administrator(asker)) return *refused;
  std::vector<domain::FieldError> errors;
  const auto is_date = [](const std::string& text) { return domain::days_from_to(text, text).size() == 1; };
  const bool dates = is_date(closure.first_day) && is_date(closure.last_day);
  if (!is_date(closure.first_day)) errors.push_back({"from", "error.closure.date"});
  if (!is_date(closure.last_day)) errors.push_back({"until", "error.closure.date"});
  const auto days = domain::days_from_to(closure.first_day, closure.last_day);
  if (dates && closure.first_day < domain::local_date(asker.now, counter.calendar.zone)) {
    errors.push_back({"from", "error.closure.past"});
  } else if (dates && closure.last_day < closure.first_day) {
    errors.push_back({"until", "error.closure.order"});
  } else if (dates && (days.empty() || days.size() > most_days)) {
    errors.push_back({"until", "error.closure.long", {{"max", most_days}}});
  }
  const auto check_name = [&](const char* field, const std::string& name) {
    if (is_blank(name)) errors.push_back({field, "error.field.required"});
    if (characters_of(name) > longest_name) errors.push_back({field, "error.field.too-long", {{"max", longest_name}}});
    if (!is_text(name)) errors.push_back({field, "error.field.bad-text"});
  };
  check_name("name-fr", closure.name.fr);
  check_name("name-en", closure.name.en);
  if (!errors.empty()) return Error{ErrorKind::invalid, "error.form.check", {}, errors, ""};
  return Checked{{0, closure.first_day, closure.last_day, closure.name, asker.id(), asker.now}, days};
}

/// Every node reads closures when it needs them; what is under way is moved by a job.
void leave_job(storage::Connection& connection, Instant now) {
  storage::Job job;
  job.kind = "closures";
  job.run_at = now + until_moved;
  storage::Jobs(connection).enqueue(job);
}

void record(storage::Connection& connection, const Asker& asker, const char* action, const Closure& closure) {
  const nlohmann::json detail{{"from", closure.first_day}, {"until", closure.last_day}};
  storage::Audit(connection)
      .append({asker.now, asker.id(), action, "closure:" + std::to_string(closure.id), detail.dump()});
}

/// The date this promise has on calendars as they are; what was missed already stays as it was.
Instant moved_date(const Promise& promise, Calendars& calendars, Instant now) {
  return promise.due <= now ? promise.due : promised_at(promise, promise.amount, calendars);
}

void move_one(storage::Connection& connection, Promise promise, Calendars& calendars, Instant now) {
  const Instant due = moved_date(promise, calendars, now);
  if (due == promise.due) return;
  storage::Requests requests(connection);
  auto request = requests.find(promise.request);
  if (!request || domain::is_over(request->status)) return;
  Instant& date = date_of(*request, promise.what);
  if (date != promise.due) return;
  storage::Event event{0, now, "commitment.moved", request->id, 0, nlohmann::json::object()};
  event.data = {{"promise", name_of_promise(promise.what)}, {"before", promise.due}, {"until", due}};
  date = promise.due = due;
  if (!requests.update(*request, request->version)) return;
  if (promise.next != 0) promise.next = next_of(promise, calendars);
  storage::Promises(connection).save(promise);
  storage::Events(connection).append(event);
}

}  // namespace

Result<ClosureList> closures(const Counter& counter, const Asker& asker) {
  if (auto refused = refuse_unless_centre_administrator(asker)) return *refused;
  ClosureList list;
  list.today = domain::local_date(asker.now, counter.calendar.zone);
  storage::Reader reader = counter.database.read();
  list.closures = storage::Closures(reader).from(list.today, most_ahead);
  return list;
}

Result<ClosureEffect> preview_closure(const Counter& counter, const Asker& asker, const NewClosure& closure) {
  const auto fits = checked(counter, asker, closure);
  if (!fits) return fits.error();
  storage::Reader reader = counter.database.read();
  Calendars calendars(counter, reader, asker.now);
  calendars.close(fits->days);
  ClosureEffect effect;
  effect.snapshot = counter.registry.current();
  const auto promises = storage::Promises(reader).on_calendars(0, 0, looked_at);
  effect.all = promises.size() < looked_at;
  std::set<domain::RequestId> moved;
  for (const auto& promise : promises) {
    if (moved_date(promise, calendars, asker.now) != promise.due) moved.insert(promise.request);
  }
  std::map<std::string, std::size_t> teams;
  storage::Requests requests(reader);
  std::vector<domain::RequestId> ids(moved.begin(), moved.end());
  for (std::size_t from = 0; from < ids.size(); from += batch) {
    const std::vector<domain::RequestId> part(
        ids.begin() + static_cast<std::ptrdiff_t>(from),
        ids.begin() + static_cast<std::ptrdiff_t>(std::min(ids.size(), from + batch)));
    for (const auto& row : requests.rows(part)) {
      if (row.confidential) continue;
      ++effect.moved;
      ++teams[row.team];
    }
  }
  effect.by_team.assign(teams.begin(), teams.end());
  std::stable_sort(effect.by_team.begin(), effect.by_team.end(),
                   [](const auto& left, const auto& right) { return left.second > right.second; });
  return effect;
}

Result<Done> close_university(const Counter& counter, const Asker& asker, const NewClosure& closure) {
  const auto fits = checked(counter, asker, closure);
  if (!fits) return fits.error();
  const std::string today = domain::local_date(asker.now, counter.calendar.zone);
  auto done = counter.database.write([&](storage::Connection& connection) -> Result<Done> {
    storage::Closures stored(connection);
    if (stored.count_from(today) >= static_cast<std::int64_t>(most_ahead)) {
      return Error{ErrorKind::too_many, "error.closure.too-many", {{"max", most_ahead}}, {}, ""};
    }
    Closure row = fits->closure;
    row.id = stored.add(row);
    record(connection, asker, "closure.add", row);
    leave_job(connection, asker.now);
    return Done{};
  });
  if (done && counter.wake_jobs) counter.wake_jobs();
  return done;
}

Result<Done> open_again(const Counter& counter, const Asker& asker, std::int64_t id) {
  if (auto refused = refuse_unless_centre_administrator(asker)) return *refused;
  const std::string today = domain::local_date(asker.now, counter.calendar.zone);
  auto done = counter.database.write([&](storage::Connection& connection) -> Result<Done> {
    storage::Closures stored(connection);
    const auto row = stored.find(id);
    if (!row || row->last_day < today) return Error{ErrorKind::not_found, "error.closure.gone", {}, {}, ""};
    if (row->first_day < today) {
      const auto begun = domain::days_from_to(row->first_day, today);
      stored.shorten(id, begun[begun.size() - 2]);
    } else {
      (void)stored.remove(id);
    }
    record(connection, asker, "closure.remove", *row);
    leave_job(connection, asker.now);
    return Done{};
  });
  if (done && counter.wake_jobs) counter.wake_jobs();
  return done;
}

Result<bool> move_dates(const Counter& counter, const storage::Job& job, Instant now) {
  return counter.database.write([&](storage::Connection& connection) -> Result<bool> {
    storage::Jobs jobs(connection);
    const auto current = jobs.find(job.id);
    if (!current || current->state != "running") return false;
    const auto after = current->payload.value("after", domain::RequestId{0});
    const auto after_what = current->payload.value("what", std::int64_t{0});
    const auto promises = storage::Promises(connection).on_calendars(after, after_what, batch);
    Calendars calendars(counter, connection, now);
    for (const auto& promise : promises) move_one(connection, promise, calendars, now);
    if (promises.size() < batch) {
      if (!jobs.remove_running(job.id)) return Error{ErrorKind::conflict, "error.job.changed", {}, {}, ""};
      return false;
    }
    jobs.set_payload(job.id, {{"after", promises.back().request}, {"what", promises.back().what}});
    return true;
  });
}

}  // namespace guichet::counter
