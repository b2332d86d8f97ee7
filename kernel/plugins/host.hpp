// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/result.hpp"
#include "kernel/plugins/supervisor/descriptor.hpp"

#include <nlohmann/json.hpp>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace guichet::plugins {

/// One call of a function that a plugin offers: by default, one run of an automation.
struct PluginCall {
  std::string plugin;  ///< id, "it"
  std::string extension = "guichet.automation/1";
  std::string function = "run";
  std::string name;      ///< of the contribution in the manifest, "unlock-account"
  nlohmann::json input;  ///< what the extension's header says, at most 1 MiB and 64 levels
  std::string job;       ///< the same for every attempt: what the plugin uses as its key; empty: nothing is to be kept
  std::uint32_t attempt = 1;
  std::string language = "fr";                ///< of the person it is done for
  std::chrono::milliseconds deadline{30000};  ///< for everything, the wait in the plugin's queue too
  std::int64_t request = 0;  ///< the request it is about; 0: that of its job, or none. Never told to the plugin
};
using AutomationCall = PluginCall;

/// What a plugin asks of the counter while one of its calls runs: "guichet.requests/1", "comment", {...}.
struct HostRequest {
  std::string extension;
  std::string function;
  nlohmann::json payload;
  std::shared_ptr<void> kept = nullptr;  ///< what the file port keeps of it until the outcome; else null
};

/// How a run ended.
struct AutomationOutcome {
  enum class Kind {
    done,         ///< `result` holds
    retry,        ///< not now: try again at `retry_at`
    failed,       ///< it cannot be done: `reason`, or, when the plugin broke, `detail` alone
    hand_over,    ///< a person has to look: `reason`
    unknown,      ///< it was sent, and then the worker died, lied, or the deadline passed: perhaps it was done outside
    unavailable,  ///< it never reached the plugin: trying again is safe
  };
  Kind kind = Kind::unavailable;
  nlohmann::json result;                 ///< an object; null unless done
  nlohmann::json reason;                 ///< {"fr": ..., "en": ...} in the plugin's words, or null
  std::optional<std::int64_t> retry_at;  ///< milliseconds since 1970, UTC; with retry only
  std::vector<HostRequest> effects;      ///< held, in the order asked: to be committed with the outcome, in one
                                         ///< transaction. Empty unless the plugin itself gave the outcome
  std::string detail;                    ///< for the log and the administrator
};

/// What a plugin answered to a call of any kind.
struct PluginAnswer {
  enum class Kind {
    answered,     ///< `value` holds
    refused,      ///< the plugin said no: `code` of guichet/error.h, `detail` its words, for the log
    failed,       ///< it broke and said so, or the call could not be put into a message
    unknown,      ///< it was sent, and then the worker died, lied, or the deadline passed: perhaps it was done outside
    unavailable,  ///< it never reached the plugin: trying again is safe
  };
  Kind kind = Kind::unavailable;
  std::int32_t code = 0;             ///< with refused, and with failed when the plugin said so
  nlohmann::json value;              ///< parsed and bounded, its shape as yet unchecked; null unless answered
  std::vector<HostRequest> effects;  ///< held, in the order asked; empty unless answered
  std::string detail;                ///< for the log and the administrator
};

/// Whether a value is what the extension promises. False: the plugin lied, and is punished for it.
using ShapeCheck = std::function<bool(const nlohmann::json& value)>;

/// Answers what a running call reads, and says of what it wants changed whether that may be: an error is the
/// plugin's answer, anything else accepts it (and it is held, not done). Only asked for what the plugin was granted.
/// Called on the thread that waits in ask(), with the call in question; or, when a plugin reads its settings while it
/// starts, on the host's own thread, with a call whose extension is empty: so be quick and thread-safe, and throw
/// nothing.
using HostPort =
    std::function<domain::Result<nlohmann::json>(const std::string& plugin, const PluginCall&, const HostRequest&)>;

/// A file that a plugin reads or writes itself.
struct OpenedFile {
  Descriptor descriptor;                 ///< for the plugin
  nlohmann::json facts;                  ///< what it is told: name, type, size
  std::shared_ptr<void> kept = nullptr;  ///< the port's own: comes back in the effect's HostRequest
};

/// Opens a file for a plugin. Called on the thread that waits in ask(); throws nothing.
using FilePort =
    std::function<domain::Result<OpenedFile>(const std::string& plugin, const PluginCall&, const HostRequest&)>;

/// One enabled plugin, as its worker needs to know it.
struct WorkerSpec {
  std::string id;
  std::string version;
  std::filesystem::path bundle;                  ///< absolute; holds plugin.so
  std::set<std::string> capabilities;            ///< granted: "settings", "requests", "connect:HOST:PORT"
  std::vector<std::string> required_extensions;  ///< that the library must offer: "guichet.automation/1"
  std::uint32_t threads = 1;                     ///< calls at a time, at most 16
  std::uint64_t memory_mib = 256;
};

enum class WorkerState {
  starting,     ///< the process runs and has not said hello
  ready,        ///< takes calls
  backing_off,  ///< crashed; starts again soon, calls wait
  draining,     ///< finishing, on our word
  stopped,
  refused,      ///< it cannot be used, and says why; not started again
  quarantined,  ///< crashed too often; not started again
};

/// The name of a state as pages and logs key it: "backing-off".
[[nodiscard]] std::string_view name_of(WorkerState state);

/// How one plugin fares.
struct WorkerHealth {
  std::string plugin;
  std::string version;
  WorkerState state = WorkerState::stopped;
  int pid = 0;                       ///< 0 without a process
  std::uint64_t calls = 0;           ///< answered or lost since start()
  std::uint64_t errors = 0;          ///< of these: faults of the plugin, never an outcome it chose
  std::uint64_t turned_away = 0;     ///< calls that never reached it
  std::chrono::microseconds mean{};  ///< of the calls answered, from sending to answer
  std::chrono::microseconds longest{};
  std::uint32_t queued = 0;
  std::uint32_t running = 0;
  std::uint32_t restarts = 0;
  std::uint64_t memory_kib = 0;  ///< resident, shared libraries included
  std::chrono::microseconds spawn_to_ready{};
  std::string reason;                 ///< of a refusal: a short name, "missing-extension"
  std::string last_failure;           ///< for the administrator: signal or exit status, and what was going on
  std::vector<std::string> log;       ///< the last lines, oldest first
  std::vector<std::string> refusals;  ///< the last capabilities it used without having them
  nlohmann::json sandbox;             ///< what protects the machine from it, by name: "in force" or why not
};

/// Waits and bounds; the defaults are what the counter runs with, tests shorten them.
struct HostTimings {
  std::chrono::milliseconds hello{5000};
  std::chrono::milliseconds back_off{1000};  ///< doubled with each crash...
  std::chrono::milliseconds back_off_most{60000};
  std::chrono::milliseconds crash_window{300000};
  std::uint32_t crashes_to_quarantine = 5;       ///< within the window
  std::chrono::milliseconds cancel_grace{1000};  ///< from a deadline to the end of a process that ignores it
  std::chrono::milliseconds drain_grace{10000};
  std::uint32_t queue = 64;  ///< calls that may wait for one plugin
};

struct HostOptions {
  std::filesystem::path worker;  ///< of the executable guichet-worker, absolute
  HostPort port;                 ///< may be empty: then everything is refused
  FilePort open_file;            ///< may be empty: then no file is there
  /// Told of each use of a capability that the plugin does not have, "guichet.mail/0 send". Any thread, in its turn;
  /// quick, and throws nothing. A plugin may do this thousands of times a second. May be empty.
  std::function<void(const std::string& plugin, const std::string& what)> refused;
  /// Receives the lines of plugins, at most 50 a second each, and what happens to their workers. Level as in
  /// guichet/ext/log.h. On the host's own thread; may be empty.
  std::function<void(const std::string& plugin, int level, const std::string& line)> log;
  HostTimings timings;
};

/// Runs the enabled plugins, each in a guichet-worker of its own, supervised by one thread. What happens to one
/// plugin never delays a call of another. All functions: any thread. Destroying it drains every worker; no thread may
/// be inside run() by then.
class PluginHost {
 public:
  /// Fails as `unavailable` when the machine gives no descriptors.
  [[nodiscard]] static domain::Result<std::unique_ptr<PluginHost>> create(HostOptions options);
  ~PluginHost();
  PluginHost(const PluginHost&) = delete;
  PluginHost& operator=(const PluginHost&) = delete;

  /// Starts a worker and returns at once; calls wait until it is ready. Fails as `conflict` while this id is running.
  domain::Result<domain::Done> start(WorkerSpec spec);

  /// Ends a worker: no new calls, those that run are finished (within the drain grace), those that wait are turned
  /// away. Returns when the process is gone. Nothing happens for an id that is not there.
  void stop(const std::string& id);

  /// Exchanges a worker while it serves: the new one is started beside the old and, once it is ready, takes every call
  /// from then on, while the old finishes those it has and ends. None is lost. When the new one refuses, crashes or is
  /// not ready within `patience`, it is ended and the old one goes on as if nothing had been; Error{unavailable,
  /// "error.plugin.replace", {"plugin", "reason"}}, where the reason is that of a refusal, "crashed" or "slow", and
  /// the detail is for the administrator. Without an old one that runs, the new one is started, and stays to be looked
  /// at when it fails. Fails as `conflict` while another exchange of this id is under way. Waits.
  domain::Result<domain::Done> replace(WorkerSpec spec, std::chrono::milliseconds patience);

  /// As stop(), but at once: the worker takes no new calls, finishes those that it has and those that wait for it, and
  /// ends while nobody waits.
  void retire(const std::string& id);

  /// Whether the worker is ready, waiting until it is or cannot become so, `patience` at most.
  [[nodiscard]] bool wait_until_ready(const std::string& id, std::chrono::milliseconds patience) const;

  /// Calls a function of a plugin and waits for its answer. A reply that is no JSON, too large or deep, or that `shape`
  /// refuses (empty: any value) is `unknown`, and its worker is killed. What changes something may be asked of the
  /// counter only in calls that have a job to commit it with.
  [[nodiscard]] PluginAnswer ask(const PluginCall& call, const ShapeCheck& shape = {});

  /// Runs an automation and waits for its outcome.
  [[nodiscard]] AutomationOutcome run(const PluginCall& call);

  [[nodiscard]] std::vector<WorkerHealth> health() const;

 private:
  class Parts;
  explicit PluginHost(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace guichet::plugins
