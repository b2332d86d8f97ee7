// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/automation.hpp"
#include "kernel/counter/incident_board.hpp"
#include "kernel/counter/incident_watch.hpp"
#include "kernel/counter/plugin_files.hpp"
#include "kernel/counter/plugin_questions.hpp"
#include "kernel/counter/refusal_audit.hpp"
#include "kernel/demonstration/demonstration.hpp"
#include "kernel/jobs/event_follower.hpp"
#include "kernel/jobs/indexer.hpp"
#include "kernel/jobs/learner.hpp"
#include "kernel/jobs/runner.hpp"
#include "web/guichet/call_record.hpp"
#include "web/guichet/commands.hpp"
#include "web/guichet/data_lock.hpp"
#include "web/guichet/installation.hpp"
#include "web/guichet/mail_sender.hpp"
#include "web/guichet/metrics.hpp"
#include "web/guichet/plugin_follower.hpp"
#include "web/pages/portal.hpp"
#include "web/server/assets.hpp"
#include "web/server/router.hpp"
#include "web/server/server.hpp"

#include <Poco/Environment.h>
#include <spdlog/spdlog.h>
#include <sys/resource.h>

#include <algorithm>
#include <csignal>
#include <filesystem>

namespace guichet::web {
namespace {

using domain::Error;
using domain::ErrorKind;

constexpr std::chrono::milliseconds stop_grace{5000};
constexpr std::chrono::milliseconds pages_rest{20};
constexpr std::chrono::milliseconds incidents_rest{500};  // all that came meanwhile is compared at once
constexpr std::chrono::milliseconds search_rest{500};     // a commit of the index costs several waits for the disk

bool is_loopback(const std::string& address) {
  return address == "localhost" || address == "::1" || address.rfind("127.", 0) == 0;
}

/// Thousands of browsers wait at the counter, a descriptor each.
void raise_descriptor_limit() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
}

/// Signals that end the server are taken by the main thread alone: blocked before any other thread is started.
sigset_t block_ending_signals() {
  sigset_t ending;
  sigemptyset(&ending);
  sigaddset(&ending, SIGINT);
  sigaddset(&ending, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &ending, nullptr);
  return ending;
}

std::vector<std::string> demonstration_logins(const counter::Counter& counter) {
  std::vector<std::string> logins;
  if (!counter.demonstration) return logins;
  for (const auto& account : demonstration::named_accounts()) logins.emplace_back(account.login);
  return logins;
}

/// The same after a restart, and never that of another machine: jobs that were running under it were interrupted.
std::string node_name(const Options& options) {
  return Poco::Environment::nodeName() + ":" + std::to_string(options.port) + ":" +
         std::filesystem::absolute(options.data).string();
}

void log_plugin_line(const std::string& plugin, int level, const std::string& line) {
  spdlog::log(level >= 3   ? spdlog::level::err
              : level == 2 ? spdlog::level::warn
                           : spdlog::level::info,
              "plugin {}: {}", plugin, line);
}

}  // namespace

int run_serve(const Options& options, const Terminal& terminal) {
  const sigset_t ending = block_ending_signals();
  raise_descriptor_limit();

  auto opened = Installation::open(options, false, false);
  if (!opened) return terminal.fail(opened.error());
  Installation& installation = **opened;
  counter::Counter& counter = installation.counter();
  if (counter.demonstration && !is_loopback(options.address) && !options.expose_demonstration) {
    return terminal.fail({ErrorKind::forbidden, "error.demo.loopback", {{"address", options.address}}, {}, ""});
  }

  const auto lock = DataLock::take(installation.data());
  if (!lock) return terminal.fail(lock.error());

  if (!options.develop.empty() && !is_loopback(options.address)) {
    return terminal.fail({ErrorKind::forbidden, "error.develop.loopback", {{"address", options.address}}, {}, ""});
  }

  auto assets = server::Assets::load(resource("assets"), "/assets/");
  if (!assets) return terminal.fail(assets.error());
  auto templates = pages::Templates::load(resource("templates"), resource("locales"),
                                          [&](std::string_view name) { return std::string(assets->url(name)); });
  if (!templates) return terminal.fail(templates.error());

  // The plugins' workers, and what they may ask of the counter.
  plugins::HostOptions host_options;
  host_options.worker = program("guichet-worker");
  host_options.log = log_plugin_line;
  host_options.port = [&counter](const std::string& plugin, const plugins::PluginCall& call,
                                 const plugins::HostRequest& request) {
    return counter::answer_plugin(counter, plugin, call, request);
  };
  host_options.open_file = [&counter](const std::string& plugin, const plugins::PluginCall& call,
                                      const plugins::HostRequest& request) {
    return counter::open_plugin_file(counter, plugin, call, request);
  };
  counter::RefusalAudit refusals(installation.database(), clock_now);
  host_options.refused = [&refusals](const std::string& plugin, const std::string& what) {
    refusals.note(plugin, what);
  };
  auto host = plugins::PluginHost::create(std::move(host_options));
  if (!host) return terminal.fail(host.error());
  CallRecord developed(options.develop, clock_now);
  counter::PluginQuestions questions(
      [&](const plugins::PluginCall& call, const plugins::ShapeCheck& shape) {
        return developed.ask(**host, call, shape);
      },
      clock_now, std::max<std::size_t>(2, options.workers / 2));
  counter.questions = &questions;
  std::int64_t plugins_known = 0;
  {
    storage::Reader reader = installation.database().read();
    plugins_known = storage::Events(reader).last();
  }
  PluginFollower follower(installation, **host, {node_name(options)});
  if (auto begun = follower.begin(); !begun) return terminal.fail(begun.error());

  // What the counter leaves to be done.
  jobs::RunnerOptions runner_options;
  runner_options.node = node_name(options);
  runner_options.now = clock_now;
  runner_options.run_automation = [&](const plugins::PluginCall& call) { return developed.run(**host, call); };
  runner_options.send_mail =
      mail_sender({options.smtp, options.mail_from, counter.demonstration, options.public_address}, *templates);
  runner_options.forget_mail_parameters = !counter.demonstration;
  jobs::Runner runner(counter, std::move(runner_options));
  counter.wake_jobs = [&runner] { runner.wake(); };
  follower.go_on();

  // The portal.
  server::EventStreams streams;
  identity::Sessions sessions(installation.database());
  const server::Counters* counters = nullptr;
  pages::PortalOptions portal_options;
  portal_options.temporary_folder = installation.data().string();
  portal_options.now = clock_now;
  portal_options.health = [&host] { return (*host)->health(); };
  portal_options.develop = options.develop;
  portal_options.developed_calls = [&developed] { return developed.latest(); };
  portal_options.failed = [](std::string_view detail) { spdlog::error("page: {}", detail); };
  portal_options.demonstration_accounts = demonstration_logins(counter);
  portal_options.metrics = [&] { return counters ? metrics_text(*counters, streams.count(), (*host)->health()) : ""; };
  const pages::Portal portal({counter, sessions, *templates, *assets, streams, std::move(portal_options)});
  const auto problem = [&portal](const server::Request* request, int status) {
    return portal.problem(request, status);
  };
  server::Router router(problem);
  portal.add_routes(router);

  server::ServerOptions server_options;
  server_options.address = options.address == "localhost" ? "127.0.0.1" : options.address;
  server_options.port = static_cast<std::uint16_t>(options.port);
  server_options.workers = options.workers;
  server_options.trusted_proxies = options.trusted_proxies;
  server_options.common_headers = pages::security_headers();
  server_options.temporary_folder = installation.data().string();
  server_options.errors = problem;
  server_options.on_failure = [](const server::Request& request, std::string_view what) {
    // A letter's link opens what it names to whoever reads it: it stands in no log.
    const bool secret = request.path.rfind("/accord/", 0) == 0;
    spdlog::error("{} {}: {}", request.method, secret ? "/accord/..." : request.path, what);
  };
  auto served = server::Server::start(
      std::move(server_options), [&](server::Request& request) { return router(request); }, streams);
  if (!served) return terminal.fail(served.error());
  counters = &(*served)->counters();

  // Live pages and search follow the event log, each at its own pace.
  const std::int64_t known = installation.search().indexed_up_to();
  jobs::EventFollower pages_follower(installation.database(), known, pages_rest,
                                     [&](const std::vector<storage::Event>& events) { portal.announce(events); });
  jobs::EventFollower search_follower(
      installation.database(), known, search_rest,
      [&](const std::vector<storage::Event>& events) { jobs::index_events(counter, installation.search(), events); });
  // Where needs were solved is learned from, behind everything else.
  matching::PastNeeds past_needs((installation.data() / "index" / "needs").string());
  jobs::Learner learner(past_needs, [&](std::shared_ptr<const matching::LearnedRouting> learned) {
    installation.matcher().use(std::move(learned));
  });
  learner.changed({past_needs.size(), false});
  jobs::EventFollower needs_follower(installation.database(), past_needs.indexed_up_to(), search_rest,
                                     [&](const std::vector<storage::Event>& events) {
                                       learner.changed(jobs::remember_needs(counter, past_needs, events));
                                     });
  jobs::EventFollower plugins_follower(
      installation.database(), plugins_known, pages_rest, [&](const std::vector<storage::Event>& events) {
        const bool changed = std::any_of(events.begin(), events.end(), [](const storage::Event& event) {
          return event.kind == "plugins.changed" || event.kind == "synonyms.changed" ||
                 event.kind == "services.changed" || event.kind.starts_with("article.");  // what readers see of one
        });
        if (!changed) return;
        follower.wake();
      });
  // Many who tell the same become an incident, and every node shows those that the others know of.
  counter.incidents->refresh(installation.database());
  counter::watch_waiting_requests(counter, clock_now());
  jobs::EventFollower incidents_follower(
      installation.database(), plugins_known, incidents_rest, [&](const std::vector<storage::Event>& events) {
        const bool changed = std::any_of(events.begin(), events.end(), [](const storage::Event& event) {
          return event.kind.starts_with("incident.");
        });
        if (changed) counter.incidents->refresh(installation.database());
        counter::watch_incidents(counter, events, clock_now());
      });
  installation.database().on_commit([&](std::int64_t) {
    incidents_follower.wake();
    needs_follower.wake();
    pages_follower.wake();
    search_follower.wake();
    plugins_follower.wake();
  });

  const std::string address = "http://" + options.address + ":" + std::to_string((*served)->port());
  terminal.tell("cli.serve.ready", {{"address", address}});
  if (counter.demonstration) {
    terminal.tell("cli.serve.accounts",
                  {{"accounts", demonstration_logins(counter)}, {"password", demonstration::password}});
  }

  int signal = 0;
  sigwait(&ending, &signal);
  terminal.tell("cli.serve.stopping");
  (*served)->stop(stop_grace);
  counters = nullptr;
  installation.database().on_commit({});
  follower.stop();
  return 0;
}

}  // namespace guichet::web
