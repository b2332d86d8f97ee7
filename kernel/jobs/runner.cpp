// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/jobs/runner.hpp"

#include "kernel/counter/automation.hpp"
#include "kernel/counter/closures.hpp"
#include "kernel/counter/handle.hpp"
#include "kernel/counter/incident_gather.hpp"
#include "kernel/counter/incidents.hpp"
#include "kernel/counter/promises.hpp"
#include "kernel/counter/schedules.hpp"
#include "kernel/counter/workflow.hpp"
#include "kernel/domain/ids.hpp"
#include "kernel/storage/absences.hpp"
#include "kernel/storage/accounts.hpp"
#include "kernel/storage/articles.hpp"
#include "kernel/storage/job_shares.hpp"
#include "kernel/storage/plugin_states.hpp"
#include "kernel/storage/requests.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>

namespace guichet::jobs {
namespace {

using domain::Done;
using domain::Result;
using Kind = plugins::AutomationOutcome::Kind;

constexpr std::int64_t lease = 10 * domain::minute;  // longer than any automation may take
constexpr std::int64_t tidy_every = domain::minute;
constexpr std::int64_t longest_wait = domain::hour;
constexpr std::int32_t most_mail_attempts = 50;
constexpr std::int32_t most_answer_attempts = 20;
constexpr std::chrono::milliseconds idle{5000};
constexpr int most_tries_to_keep = 5;
constexpr std::chrono::milliseconds between_tries{500};
constexpr std::int64_t uploads_kept = 14 * domain::day;  // of forms that were never sent
constexpr std::int64_t absences_kept = 366 * domain::day;
constexpr std::size_t upload_batch = 200;
constexpr std::int64_t collect_every = domain::day;
constexpr std::int64_t file_grace = domain::day / domain::second;  // a file is stored before a form names it

/// The plugin whose automation or schedule a job is: "it"; empty for other jobs.
std::string plugin_of(const storage::Job& job) {
  if (job.kind != "automation" && job.kind != "schedule") return {};
  const std::string automation = job.payload.value("automation", "");
  return domain::plugin_of(automation);
}

}  // namespace

Runner::Runner(const counter::Counter& counter, RunnerOptions options)
    : counter_(counter), options_(std::move(options)) {
  recover_interrupted(options_.node);
  const std::lock_guard lock(mutex_);
  for (std::size_t i = 0; i < options_.threads; ++i) threads_.emplace_back([this] { work(); });
}

Runner::~Runner() {
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
  }
  woken_.notify_all();
  for (auto& thread : threads_) thread.join();
}

void Runner::wake() {
  {
    const std::lock_guard lock(mutex_);
    ++wakes_;
  }
  woken_.notify_one();
}

void Runner::work() {
  std::uint64_t seen = 0;
  while (true) {
    {
      const std::lock_guard lock(mutex_);
      if (stop_) return;
      seen = wakes_;
    }
    auto wait = idle;
    try {
      tidy();
      const auto jobs = claim_one();
      for (const auto& job : jobs) {
        const auto over = [this, &job](void*) { end(job); };
        begin(job);
        const std::unique_ptr<void, decltype(over)> at_its_end(this, over);  // also when it throws
        run(job);
      }
      if (!jobs.empty()) continue;
      wait = until_next();
    } catch (const std::exception& failure) {
      spdlog::warn("jobs: {}; trying again", failure.what());
    }
    std::unique_lock lock(mutex_);
    ++idle_;
    woken_.wait_for(lock, wait, [&] { return stop_ || wakes_ != seen; });
    --idle_;
  }
}

// Before a job is run, which may take minutes, somebody else looks whether there is more.
void Runner::begin(const storage::Job& job) {
  const std::lock_guard lock(mutex_);
  if (const std::string plugin = plugin_of(job); !plugin.empty()) ++working_[plugin];
  ++wakes_;
  if (idle_ > 0) return woken_.notify_one();
  if (!stop_ && threads_.size() < options_.most_threads) threads_.emplace_back([this] { work(); });
}

// A plugin that was at its share has room again: those who passed its jobs by look once more.
void Runner::end(const storage::Job& job) {
  const std::string plugin = plugin_of(job);
  if (plugin.empty()) return;
  const std::lock_guard lock(mutex_);
  const auto working = working_.find(plugin);
  if (--working->second == 0) working_.erase(working);
}

std::vector<std::string> Runner::plugins_at_their_share() {
  std::vector<std::string> full;
  const std::lock_guard lock(mutex_);
  for (const auto& [plugin, count] : working_) {
    if (count >= options_.threads_a_plugin) full.push_back(plugin);
  }
  return full;
}

std::chrono::milliseconds Runner::until_next() {
  const auto full = plugins_at_their_share();
  storage::Reader reader = counter_.database.read();
  const auto due = storage::next_due_but_of(reader, full);
  if (!due) return idle;
  const auto left = std::clamp<std::int64_t>(*due - options_.now(), 10, idle.count());
  return std::chrono::milliseconds(left);
}

std::vector<storage::Job> Runner::claim_one() {
  const auto full = plugins_at_their_share();
  {
    // Looking costs no write: most of the time nothing is due.
    storage::Reader reader = counter_.database.read();
    const auto due = storage::next_due_but_of(reader, full);
    if (!due || *due > options_.now()) return {};
  }
  auto claimed = counter_.database.write([&](storage::Connection& connection) -> Result<std::vector<storage::Job>> {
    return storage::claim_but_of(connection, full, options_.now(), options_.node, lease, 1);
  });
  return claimed ? std::move(*claimed) : std::vector<storage::Job>{};
}

void Runner::run(const storage::Job& job) {
  if (job.kind == "automation") return run_automation(job);
  if (job.kind == "mail") return run_mail(job);
  if (job.kind == "schedule") return run_schedule(job);
  if (job.kind == "timer") return keep(job, [&] { return counter::run_timer(counter_, job, options_.now()); });
  if (job.kind == "incident-answer" || job.kind == "incident-gather" || job.kind == "closures") return run_parts(job);
  (void)counter_.database.write([&](storage::Connection& connection) -> Result<Done> {
    storage::Jobs(connection).give_up(job.id, "failed", "no such kind of job: " + job.kind);
    return Done{};
  });
}

void Runner::run_automation(const storage::Job& job) {
  const auto call = counter::automation_call(counter_, job, options_.now());
  plugins::AutomationOutcome outcome;
  if (call) {
    outcome = options_.run_automation(*call);
  } else {
    // Its plugin is disabled, and it waits; or the request is over, and it is skipped.
    outcome.kind = Kind::unavailable;
    outcome.detail = "the plugin is not enabled, or the request is over";
  }
  keep(job, [&] { return counter::apply_outcome(counter_, job, outcome, options_.now()); });
}

void Runner::run_schedule(const storage::Job& job) {
  const auto call = counter::begin_scheduled_run(counter_, job, options_.now());
  if (!call) return;
  const plugins::AutomationOutcome outcome = options_.run_automation(*call);
  keep(job, [&] { return counter::end_scheduled_run(counter_, job, outcome, options_.now()); });
}

// The same outcome is offered again, never the plugin run again: it may have happened outside. What still cannot be
// kept is found by its lease, as if this node had died.
void Runner::keep(const storage::Job& job, const std::function<Result<Done>()>& settle) {
  for (int tries = 1; tries <= most_tries_to_keep; ++tries) {
    const auto settled = settle();
    if (settled) return;
    spdlog::warn("job {}: its outcome could not be kept ({} {})", job.id, settled.error().message,
                 settled.error().detail);
    std::unique_lock lock(mutex_);
    if (woken_.wait_for(lock, between_tries, [this] { return stop_; })) return;
  }
}

void Runner::run_mail(const storage::Job& job) {
  std::optional<storage::Mail> mail;
  {
    storage::Reader reader = counter_.database.read();
    mail = storage::Mails(reader).find(job.payload.value("mail", std::int64_t{0}));
  }
  const Result<Done> sent = mail && mail->sent == 0 ? options_.send_mail(*mail) : Result<Done>(Done{});
  (void)counter_.database.write([&](storage::Connection& connection) -> Result<Done> {
    storage::Jobs jobs(connection);
    if (sent) {
      if (mail) storage::Mails(connection).mark_sent(mail->id, options_.now(), options_.forget_mail_parameters);
      (void)jobs.finish(job.id);
    } else if (job.attempts >= most_mail_attempts) {
      jobs.give_up(job.id, "failed", sent.error().detail);
    } else {
      const auto wait = std::min(longest_wait, domain::second << std::min(job.attempts, 12));
      jobs.retry(job.id, options_.now() + wait, sent.error().detail);
    }
    return Done{};
  });
}

// Part after part: what is kept is never done again, and what a restart interrupts goes on from there.
void Runner::run_parts(const storage::Job& job) {
  const auto part = job.kind == "incident-gather"   ? counter::gather_incident
                    : job.kind == "incident-answer" ? counter::give_incident_answer
                                                    : counter::move_dates;
  auto more = part(counter_, job, options_.now());
  while (more && *more && !stopping()) more = part(counter_, job, options_.now());
  if (more && !*more) return;
  (void)counter_.database.write([&](storage::Connection& connection) -> Result<Done> {
    storage::Jobs jobs(connection);
    if (!more && job.attempts >= most_answer_attempts) {
      jobs.give_up(job.id, "failed", more.error().detail);
    } else {
      jobs.retry(job.id, options_.now() + domain::second, "interrupted");
    }
    return Done{};
  });
}

bool Runner::stopping() {
  const std::lock_guard lock(mutex_);
  return stop_;
}

void Runner::recover_interrupted(const std::string& node) {
  std::vector<storage::Job> interrupted;
  {
    storage::Reader reader = counter_.database.read();
    interrupted = storage::Jobs(reader).interrupted(options_.now(), node);
  }
  for (const auto& job : interrupted) {
    plugins::AutomationOutcome outcome;
    outcome.kind = Kind::unknown;
    outcome.detail = "the server stopped while it ran";
    if (job.kind == "automation") {
      (void)counter::apply_outcome(counter_, job, outcome, options_.now());
    } else if (job.kind == "schedule") {
      (void)counter::end_scheduled_run(counter_, job, outcome, options_.now());
    } else {
      (void)counter_.database.write([&](storage::Connection& connection) -> Result<Done> {
        storage::Jobs(connection).retry(job.id, options_.now(), "the server stopped while it ran");
        return Done{};
      });
    }
  }
}

void Runner::tidy() {
  bool files_due = false;
  {
    const std::lock_guard lock(mutex_);
    if (options_.now() - tidied_ < tidy_every) return;
    tidied_ = options_.now();
    files_due = tidied_ - collected_ >= collect_every;
    if (files_due) collected_ = tidied_;
  }
  while (counter::close_resolved(counter_, options_.now()) > 0) {
  }
  (void)counter_.database.write([&](storage::Connection& connection) -> Result<Done> {
    storage::Accounts(connection).remove_expired(options_.now());
    storage::Absences(connection).remove_ended(options_.now() - absences_kept);
    storage::Requests requests(connection);
    for (const auto id : requests.uploads_left(options_.now() - uploads_kept, upload_batch)) {
      requests.remove_attachment(id);
    }
    return Done{};
  });
  (void)counter::keep_schedules(counter_, options_.now());
  tell_promises();
  recover_interrupted("");  // what another node was running when it died
  if (files_due) collect_files();
}

// A batch a write, so that however many are due nobody else waits long.
void Runner::tell_promises() {
  if (const auto adopted = counter::adopt_promises(counter_, options_.now()); !adopted) {
    spdlog::warn("promises: {}", adopted.error().detail);
  }
  auto told = counter::tell_promises(counter_, options_.now());
  while (told && *told > 0 && !stopping()) told = counter::tell_promises(counter_, options_.now());
}

void Runner::collect_files() {
  const auto named = [this](const std::string& sha256) {
    storage::Reader reader = counter_.database.read();
    return storage::Requests(reader).names_file(sha256) || storage::PluginBundles(reader).names_file(sha256) ||
           storage::Articles(reader).names_file(sha256);
  };
  const std::size_t removed = counter_.files.collect(named, file_grace);
  if (removed > 0) spdlog::info("files: {} that nothing names any more were removed", removed);
}

}  // namespace guichet::jobs
