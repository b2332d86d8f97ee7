// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/schedules.hpp"

#include "kernel/counter/plugin_port.hpp"
#include "kernel/counter/tries.hpp"
#include "kernel/domain/ids.hpp"
#include "kernel/storage/plugin_services.hpp"

#include <algorithm>

namespace guichet::counter {
namespace {

using domain::Done;
using domain::Error;
using domain::ErrorKind;
using domain::Result;
using Kind = plugins::AutomationOutcome::Kind;

constexpr std::int64_t while_disabled = 15 * domain::minute;
constexpr std::int64_t until_other_ends = 30 * domain::second;

std::string name_of(const plugins::Schedule& schedule) {
  return domain::id_within(schedule.id);
}

bool has_time(const plugins::Schedule& schedule) {
  return schedule.every > 0 || schedule.at >= 0;
}

/// The schedule's own words: when they change, so does its next time.
std::string rule_of(const plugins::Schedule& schedule) {
  std::string rule =
      schedule.every > 0 ? "every " + std::to_string(schedule.every) : "at " + std::to_string(schedule.at);
  for (const int day : schedule.days) rule += " " + std::to_string(day);
  return rule;
}

domain::Instant next_of(const Counter& counter, const plugins::Schedule& schedule, domain::Instant from,
                        domain::Instant now) {
  if (schedule.every == 0) {
    return domain::next_time_of_day(now, schedule.at, schedule.days, counter.calendar.zone);
  }
  const std::int64_t missed = std::max<std::int64_t>(0, (now - from) / schedule.every);
  return from + (missed + 1) * schedule.every;
}

void leave(storage::Connection& connection, const std::string& plugin, const std::string& name, domain::Instant due,
           const nlohmann::json& input, bool regular) {
  storage::Job job;
  job.kind = "schedule";
  job.run_at = due;
  job.payload = {{"automation", plugin + "/" + name}, {"due", due}, {"input", input}};  // so that it has a share
  const auto id = storage::Jobs(connection).enqueue(job);
  storage::PluginSchedules(connection).add_run(id, plugin, name, regular);
}

/// What differs between the database and the manifests; most of the time nothing.
struct Changes {
  std::vector<storage::PluginSchedule> fresh, gone;
  std::vector<std::pair<storage::PluginSchedule, domain::Instant>> due;  ///< and the time after
  [[nodiscard]] bool none() const { return fresh.empty() && gone.empty() && due.empty(); }
};

Changes changes_of(const Counter& counter, storage::Connection& connection, domain::Instant now) {
  const auto snapshot = counter.registry.current();
  Changes changes;
  const auto known = storage::PluginSchedules(connection).all();
  for (const auto& schedule : snapshot->schedules) {
    if (!has_time(schedule)) continue;
    const auto there = std::find_if(known.begin(), known.end(), [&](const auto& each) {
      return each.plugin == schedule.plugin && each.name == name_of(schedule) && each.rule == rule_of(schedule);
    });
    if (there == known.end()) {
      changes.fresh.push_back(
          {schedule.plugin, name_of(schedule), rule_of(schedule), next_of(counter, schedule, now, now)});
    } else if (there->next_at <= now) {
      changes.due.emplace_back(*there, next_of(counter, schedule, there->next_at, now));
    }
  }
  for (const auto& each : known) {
    // Of a plugin that this node does not have, another node may know the schedules.
    if (snapshot->plugin(each.plugin) == nullptr) continue;
    const auto* const schedule = snapshot->schedule(each.plugin + "/" + each.name);
    if (schedule == nullptr || !has_time(*schedule)) changes.gone.push_back(each);
  }
  return changes;
}

std::size_t make(const Changes& changes, storage::Connection& connection) {
  storage::PluginSchedules schedules(connection);
  std::size_t left = 0;
  for (const auto& each : changes.fresh) schedules.save(each);
  for (const auto& each : changes.gone) schedules.remove(each.plugin, each.name);
  for (const auto& [each, next] : changes.due) {
    // Whoever moves it on leaves the job; a run that has not ended yet stands for this one too.
    if (!schedules.move(each, next) || schedules.has_regular_run(each.plugin, each.name)) continue;
    leave(connection, each.plugin, each.name, each.next_at, nlohmann::json::object(), true);
    ++left;
  }
  return left;
}

/// Ends a run for good.
void give_up(storage::Connection& connection, const storage::Job& job, const char* state, const std::string& why) {
  storage::Jobs jobs(connection);
  jobs.forget_given_up(job.payload.value("automation", ""));
  jobs.give_up(job.id, state, why);
  storage::PluginSchedules(connection).end_run(job.id);
}

/// Waits again, its turn given back meanwhile.
void put_off(storage::Connection& connection, const storage::Job& job, domain::Instant at, const std::string& why) {
  storage::Jobs(connection).retry(job.id, at, why);
  storage::PluginSchedules(connection).pause_run(job.id);
}

/// False: it was tried often enough.
bool put_back(storage::Connection& connection, const storage::Job& job, domain::Instant at, domain::Instant now,
              const std::string& why) {
  if (!try_again(connection, job, at, now, why)) return false;
  storage::PluginSchedules(connection).pause_run(job.id);
  return true;
}

std::optional<Error> settle(const Counter& counter, storage::Connection& connection, const storage::Job& job,
                            const plugins::AutomationOutcome& outcome, domain::Instant now) {
  const auto snapshot = counter.registry.current();
  const std::string id = job.payload.value("automation", "");
  const auto* const schedule = snapshot->schedule(id);
  const bool may_repeat = schedule != nullptr && schedule->idempotent;
  switch (outcome.kind) {
    case Kind::done: {
      nlohmann::json result = outcome.result;
      const std::string plugin = domain::plugin_of(id);
      const Committing committing{counter, connection, plugin, nullptr, nullptr, result, domain::Language::fr, now};
      for (const auto& effect : outcome.effects) {
        if (auto refused = carry_out(committing, effect)) return refused;
      }
      if (!storage::Jobs(connection).remove_running(job.id))
        return Error{ErrorKind::conflict, "error.job.changed", {}, {}, ""};
      storage::PluginSchedules(connection).end_run(job.id);
      return std::nullopt;
    }
    case Kind::unavailable:
      put_off(connection, job, after_back_off(job.attempts, now), outcome.detail);
      return std::nullopt;
    case Kind::retry:
      if (put_back(connection, job, outcome.retry_at.value_or(0), now, outcome.detail)) return std::nullopt;
      break;
    case Kind::unknown:
      if (!storage::PluginSchedules(connection).has_begun(job.id)) {  // the server stopped before the plugin was asked
        put_off(connection, job, after_back_off(job.attempts, now), outcome.detail);
        return std::nullopt;
      }
      if (may_repeat && put_back(connection, job, after_back_off(tries_of(job) + 1, now), now, outcome.detail)) {
        return std::nullopt;
      }
      give_up(connection, job, may_repeat ? "failed" : "unknown", outcome.detail);
      return std::nullopt;
    case Kind::failed:
    case Kind::hand_over:  // there is no request to hand over
      break;
  }
  give_up(connection, job, "failed", outcome.detail.empty() ? string_in(outcome.reason, "fr") : outcome.detail);
  return std::nullopt;
}

}  // namespace

std::size_t keep_schedules(const Counter& counter, domain::Instant now) {
  Changes changes;
  {
    storage::Reader reader = counter.database.read();
    changes = changes_of(counter, reader, now);
  }
  if (changes.none()) return 0;
  const auto left = counter.database.write(
      [&](storage::Connection& connection) -> Result<std::size_t> { return make(changes, connection); });
  if (left && *left > 0 && counter.wake_jobs) counter.wake_jobs();
  return left ? *left : 0;
}

std::optional<plugins::PluginCall> begin_scheduled_run(const Counter& counter, const storage::Job& job,
                                                       domain::Instant now) {
  const auto snapshot = counter.registry.current();
  const std::string id = job.payload.value("automation", "");
  const auto* const schedule = snapshot->schedule(id);
  bool begun = false;
  const auto written = counter.database.write([&](storage::Connection& connection) -> Result<Done> {
    begun = schedule != nullptr && storage::PluginSchedules(connection).begin_run(job.id);
    if (begun) return Done{};
    const std::string why = schedule == nullptr ? "the plugin is not enabled" : "another run of it is under way";
    put_off(connection, job, schedule == nullptr ? now + while_disabled : now + until_other_ends, why);
    return Done{};
  });
  if (!written || !begun) return std::nullopt;
  plugins::PluginCall call;
  call.plugin = schedule->plugin;
  call.extension = "guichet.schedule-run/0";
  call.function = "run";
  call.name = name_of(*schedule);
  call.input = {{"due", job.payload.value("due", job.run_at)},
                {"input", job.payload.value("input", nlohmann::json::object())}};
  call.job = "job-" + std::to_string(job.id);
  call.attempt = static_cast<std::uint32_t>(tries_of(job) + 1);
  call.deadline = std::chrono::milliseconds(schedule->deadline);
  return call;
}

Result<Done> end_scheduled_run(const Counter& counter, const storage::Job& job,
                               const plugins::AutomationOutcome& outcome, domain::Instant now) {
  std::optional<Error> refused;
  auto written = counter.database.write([&](storage::Connection& connection) -> Result<Done> {
    const auto current = storage::Jobs(connection).find(job.id);
    // Settled already, or taken for lost and running again: that run answers for it.
    if (!current || current->state != "running" || current->attempts != job.attempts) return Done{};
    refused = settle(counter, connection, job, outcome, now);
    if (refused) return *refused;
    return Done{};
  });
  if (!written && refused && outcome.kind == Kind::done) {
    plugins::AutomationOutcome undone;
    undone.kind = is_too_late(*refused) ? Kind::unknown : Kind::failed;
    undone.detail = "what it asked for could not be done: " + refused->message;
    return end_scheduled_run(counter, job, undone, now);
  }
  if (written && counter.wake_jobs) counter.wake_jobs();
  return written;
}

void leave_run(storage::Connection& connection, const std::string& plugin, const std::string& name,
               domain::Instant when, const nlohmann::json& input) {
  leave(connection, plugin, name, when, input, false);
}

}  // namespace guichet::counter
