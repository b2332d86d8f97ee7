// SPDX-License-Identifier: Apache-2.0
#include "kernel/domain/ids.hpp"
#include "sdk/tool/checks/rule.hpp"
#include "sdk/tool/stand_in.hpp"

#include <limits>
#include <random>

namespace guichet::sdk_tool {
namespace {

using Kind = plugins::AutomationOutcome::Kind;
using nlohmann::json;

constexpr int random_runs = 60;             // for each automation
constexpr std::uint32_t seed = 20'270'101;  // the same every time, so that a failure comes back

Problem in_library(std::string text) {
  return {"plugin.so", 1, "", std::move(text), plugins::Severity::error};
}

std::vector<std::string> automations_of(const Subject& subject) {
  std::vector<std::string> names;
  for (const json& each : subject.manifest.value("automations", json::array())) names.push_back(each["id"]);
  return names;
}

std::string crash_of(const StandIn& counter, const std::string& plugin) {
  const plugins::WorkerHealth health = counter.health(plugin);
  if (health.restarts == 0 && health.state == plugins::WorkerState::ready) return {};
  return health.last_failure.empty() ? "the worker is " + std::string(plugins::name_of(health.state))
                                     : health.last_failure;
}

/// Runs `check` with the plugin in a real worker.
template <typename Check>
Problems in_a_worker(const Subject& subject, const Check& check) {
  if (!subject.bundle) return {};
  const auto counter = StandIn::create();
  if (!counter) return {in_library(counter.error().detail)};
  std::string why_not;
  if (!(*counter)->start(subject.bundle->bundle(), why_not)) return {in_library("does not start: " + why_not)};
  return check(**counter, subject.bundle->id());
}

/// Any JSON, more often of the kinds that plugins forget: nothing, huge numbers, texts that are no texts.
class RandomJson {
 public:
  json object() {
    json value = json::object();
    const unsigned count = below(5);
    for (unsigned i = 0; i < count; ++i) value[text()] = any(3);
    return value;
  }
  json any(unsigned depth) {
    switch (below(depth == 0 ? 7 : 9)) {
      case 0:
        return nullptr;
      case 1:
        return below(2) == 0;
      case 2:
        return std::numeric_limits<std::int64_t>::min() + below(1000);
      case 3:
        return -1.5e300;
      case 4:
        return std::string(below(3) * 5'000, 'x');
      case 5:
        return text();
      case 6:
        return static_cast<std::int64_t>(below(3)) - 1;
      case 7: {
        json list = json::array();
        for (unsigned i = below(4); i > 0; --i) list.push_back(any(depth - 1));
        return list;
      }
      default: {
        json inner = json::object();
        for (unsigned i = below(4); i > 0; --i) inner[text()] = any(depth - 1);
        return inner;
      }
    }
  }
  unsigned below(unsigned bound) { return static_cast<unsigned>(random_() % bound); }

 private:
  std::string text() {
    static const char* const words[] = {
        "",  " ", "book", "account", "../../etc/passwd", "'; drop table", "%s%n", "\xE2\x80\xAE",
        "é", "0", "null", "\n"};
    return words[below(12)];
  }
  std::mt19937 random_{seed};
};

/// The names that this plugin's own workflows hand to its automations come first: random values behind known names go
/// deeper than random names.
std::vector<std::string> input_names(const Subject& subject, const std::string& automation) {
  std::vector<std::string> names;
  for (const json& service : subject.manifest.value("services", json::array())) {
    for (const json& step : service.value("workflow", json::array())) {
      const std::string id = step.value("automation", "");
      if (domain::id_within(id) != automation) continue;
      const json input = step.value("input", json::object());
      for (const auto& [name, rule] : input.items()) names.push_back(name);
    }
  }
  return names;
}

}  // namespace

Problems check_start_and_stop(const Subject& subject) {
  if (!subject.bundle) return {};
  const auto counter = StandIn::create();
  if (!counter) return {in_library(counter.error().detail)};
  for (const char* time : {"the first", "the second"}) {
    std::string why_not;
    if (!(*counter)->start(subject.bundle->bundle(), why_not))
      return {in_library(std::string("does not start ") + time + " time: " + why_not)};
    (*counter)->stop(subject.bundle->id());
    if (const auto health = (*counter)->health(subject.bundle->id()); !health.last_failure.empty())
      return {in_library(std::string("does not stop cleanly ") + time + " time: " + health.last_failure)};
  }
  return {};
}

Problems check_unknown_ids(const Subject& subject) {
  if (automations_of(subject).empty()) return {};
  return in_a_worker(subject, [](StandIn& counter, const std::string& plugin) -> Problems {
    for (const char* id : {"no-such-automation", "x", "../plugin"}) {
      const auto outcome = counter.run(plugin, id, json::object(), std::chrono::seconds(5));
      if (const std::string crash = crash_of(counter, plugin); !crash.empty())
        return {in_library("does not survive a call of \"" + std::string(id) + "\": " + crash)};
      if (outcome.kind == Kind::done)
        return {in_library("says that \"" + std::string(id) +
                           "\" is done, which it does not have: answer with "
                           "GUICHET_E_NOT_FOUND")};
    }
    return {};
  });
}

Problems check_random_input(const Subject& subject) {
  if (automations_of(subject).empty()) return {};
  return in_a_worker(subject, [&](StandIn& counter, const std::string& plugin) -> Problems {
    RandomJson random;
    for (const std::string& automation : automations_of(subject)) {
      const auto names = input_names(subject, automation);
      for (int i = 0; i < random_runs; ++i) {
        json input = random.object();
        for (const std::string& name : names) input[name] = random.any(3);
        const auto outcome = counter.run(plugin, automation, input, std::chrono::seconds(5));
        const std::string crash = crash_of(counter, plugin);
        if (crash.empty() && outcome.kind != Kind::unknown) continue;
        const std::string text = input.dump(-1, ' ', true, json::error_handler_t::replace);
        return {in_library("\"" + automation + "\" does not survive it: " + (crash.empty() ? outcome.detail : crash) +
                           "; its input was " + text.substr(0, 300))};
      }
    }
    return {};
  });
}

}  // namespace guichet::sdk_tool
