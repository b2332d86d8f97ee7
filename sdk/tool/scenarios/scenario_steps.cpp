// SPDX-License-Identifier: Apache-2.0
#include "kernel/domain/ids.hpp"
#include "kernel/domain/logic.hpp"
#include "kernel/domain/workflow_run.hpp"
#include "kernel/plugins/rules/suggestion.hpp"
#include "sdk/tool/scenarios/scenario_run.hpp"
#include "sdk/tool/stand_in.hpp"

#include <algorithm>
#include <set>

namespace guichet::sdk_tool {
namespace {

using nlohmann::json;
using Kind = plugins::AutomationOutcome::Kind;

constexpr const char* outcomes[] = {"done", "retry", "failed", "hand-over"};

/// How one step ended, in the worker or as the scenario pretends.
struct Ended {
  std::string outcome;
  std::vector<std::string> asked;  ///< of the counter: "comment", "resolve"
  json result;
  std::string detail;
};

json values_of(const json& rules, const json& data) {
  json input = json::object();
  for (const auto& [name, rule] : rules.items()) {
    const auto value = domain::evaluate(rule, data);
    input[name] = value ? *value : json();
  }
  return input;
}

/// Every value of `data` by the name a plugin asks for: "answers.book", "requester.mail".
std::map<std::string, json> fields_of(const json& data) {
  std::map<std::string, json> fields;
  for (const auto& [root, values] : data.items()) {
    fields[root] = values;
    if (!values.is_object()) continue;
    for (const auto& [name, value] : values.items()) fields[root + "." + name] = value;
  }
  return fields;
}

class Workflow {
 public:
  Workflow(const Scenario& scenario, const ScenarioPlugin& plugin, const domain::Service& service, const json& data,
           Problems& problems)
      : scenario_(scenario),
        plugin_(plugin),
        service_(service),
        data_(data),
        problems_(problems),
        run_(service.workflow) {
    const json steps = scenario.content.value("steps", json::array());
    for (std::size_t i = 0; i < steps.size(); ++i) expected_[steps[i]["step"].get<std::string>()] = {i, steps[i]};
  }

  void run() {
    check_names();
    follow(run_.advance(data_));
    for (const auto& [id, expectation] : expected_) {
      if (happened_.count(id) == 0 && is_step(id))
        say("/steps/" + std::to_string(expectation.first),
            "expected the step " + plugins::in_quotes(id) + " to happen, and it does not");
    }
    const auto skips = scenario_.list("skips");
    for (std::size_t i = 0; i < skips.size(); ++i) {
      if (happened_.count(skips[i]) > 0)
        say("/skips/" + std::to_string(i),
            "expected the step " + plugins::in_quotes(skips[i]) + " to be skipped, and it happens");
    }
    check_end();
  }

 private:
  [[nodiscard]] bool is_step(const std::string& id) const { return run_.step(id) != nullptr; }
  void say(const std::string& pointer, std::string text) {
    problems_.push_back(unmet(scenario_, pointer, std::move(text)));
  }

  void check_names() {
    std::vector<std::string> known;
    for (const domain::Step& step : service_.workflow) known.push_back(step.id);
    const auto check = [&](const std::string& id, const std::string& pointer) {
      if (!is_step(id)) say(pointer, "there is no step " + plugins::in_quotes(id) + plugins::did_you_mean(id, known));
    };
    for (const auto& [id, expectation] : expected_) check(id, "/steps/" + std::to_string(expectation.first));
    const auto skipped = scenario_.list("skips");
    for (std::size_t i = 0; i < skipped.size(); ++i) check(skipped[i], "/skips/" + std::to_string(i));
  }

  /// What began is ended as the scenario says, and what follows from that follows. Whoever is sent back to a step does
  /// it once more, and no more: a scenario has an end.
  void follow(const domain::Acts& acts) {
    for (const domain::Act& act : acts) {
      const domain::Step* step = run_.step(act.step);
      if (act.kind == domain::Act::Kind::undo) undone_.push_back(act.step);
      if (act.kind != domain::Act::Kind::begin || step == nullptr || ++times_[act.step] > most_times) continue;
      happen(*step);
    }
  }

  void happen(const domain::Step& step) {
    happened_.insert(step.id);
    const auto expected = expected_.find(step.id);
    const json wanted = expected == expected_.end() ? json::object() : expected->second.second;
    const std::string at = expected == expected_.end() ? "/steps" : "/steps/" + std::to_string(expected->second.first);
    json data = data_;
    data["steps"] = run_.results();
    const json& rules = step.kind == domain::StepKind::request ? step.request.map : step.automation.input;
    const json input = values_of(rules, data);
    if (wanted.contains("input") && wanted["input"] != input)
      say(at + "/input", "expected " + wanted["input"].dump() + ", found " + input.dump());
    if (domain::ends_at_once(step)) return;
    if (step.kind != domain::StepKind::automation) return by_people(step, wanted, at);
    const Ended ended = end_of(step, wanted, input, at);
    if (ended.outcome.empty()) {  // told already why it could not be run; what follows from it is not known
      unknown_end_ = true;
      return;
    }
    check_outcome(wanted, ended, at);
    settle(step, ended);
  }

  /// What people do is what the scenario pretends: agree and done when it says nothing. An answer given in a task's
  /// form stands under `answers`.
  void by_people(const domain::Step& step, const json& wanted, const std::string& at) {
    const bool approval = step.kind == domain::StepKind::approval;
    const std::string pretended = wanted.value("pretend", approval ? "agree" : "done");
    const bool trusted = approval && step.approval.trust && !wanted.contains("pretend");
    if (trusted) return;
    if (approval && pretended == "refuse") return follow(run_.refuse(step.id, {{"decision", "refused"}}, data_));
    if (pretended == "open") return;
    if (pretended != (approval ? "agree" : "done"))
      say(at + "/pretend", plugins::in_quotes(pretended) + (approval ? " is not an answer: agree, refuse or open"
                                                                     : " is not an end: done or open"));
    json result = approval ? json{{"decision", "agreed"}} : json::object();
    if (wanted.contains("answers")) result.update(wanted["answers"]);
    follow(run_.finish(step.id, std::move(result), data_));
  }

  Ended end_of(const domain::Step& step, const json& wanted, const json& input, const std::string& at) {
    if (wanted.contains("pretend")) {
      const std::string pretended = wanted["pretend"];
      if (std::find(std::begin(outcomes), std::end(outcomes), pretended) == std::end(outcomes))
        say(at + "/pretend", plugins::in_quotes(pretended) + " is not an outcome: done, retry, failed or hand-over");
      return {pretended, {}, wanted.value("result", json()), ""};
    }
    const bool asks_the_worker = wanted.contains("outcome") || wanted.contains("asks") || wanted.contains("result");
    const std::string id = domain::id_within(step.automation.id);
    const bool own = step.automation.id.rfind(plugin_.info.id + "/", 0) == 0;
    if (!plugin_.built || !own) {
      if (asks_the_worker)
        say(at, own ? "runs an automation, and the plugin is not built: build it, or say --bundle BUNDLE"
                    : "runs an automation of another plugin: say how it ends with `pretend: done`");
      return asks_the_worker ? Ended{} : Ended{"done", {}, json(), ""};
    }
    return run_in_worker(id, input, at);
  }

  Ended run_in_worker(const std::string& automation, const json& input, const std::string& at) {
    const auto counter = StandIn::create();
    std::string why_not = counter ? "" : counter.error().detail;
    if (counter) {
      const json settings = scenario_.content.value("settings", json::object());
      const json refused = scenario_.content.value("refuses", json::object());
      for (const auto& [name, value] : settings.items()) (*counter)->settings[name] = value;
      for (const auto& [name, value] : refused.items())
        (*counter)->refused[name] = value.is_string() ? value.get<std::string>() : value.dump();
      (*counter)->fields = fields_of(data_);
    }
    if (!counter || !(*counter)->start(plugin_.built->bundle(), why_not)) {
      say(at, "the plugin does not start: " + why_not);
      return {};
    }
    const auto* const declared = plugin_.snapshot->automation(plugin_.info.id + "/" + automation);
    const std::chrono::milliseconds deadline(declared != nullptr ? declared->deadline : 10'000);
    const auto outcome = (*counter)->run(plugin_.info.id, automation, input, deadline);
    Ended ended{std::string(name_of(outcome.kind)), {}, outcome.result, outcome.detail};
    if (ended.detail.empty() && outcome.reason.is_object()) ended.detail = outcome.reason.value("en", "");
    for (const plugins::HostRequest& effect : outcome.effects) ended.asked.push_back(effect.function);
    return ended;
  }

  void check_outcome(const json& wanted, const Ended& ended, const std::string& at) {
    if (wanted.contains("outcome") && wanted["outcome"] != ended.outcome)
      say(at + "/outcome", "expected " + wanted["outcome"].dump() + ", found \"" + ended.outcome + "\"" +
                               (ended.detail.empty() ? "" : " (" + ended.detail + ")"));
    if (wanted.contains("asks") && wanted["asks"] != json(ended.asked))
      say(at + "/asks", "expected it to ask the counter for " + wanted["asks"].dump() + ", and it asks for " +
                            json(ended.asked).dump());
    if (!wanted.contains("result")) return;
    for (const auto& [name, value] : wanted["result"].items()) {
      const json found = ended.result.is_object() ? ended.result.value(name, json()) : json();
      if (found != value)
        say(at + "/result/" + plugins::pointer_part(name), "expected " + value.dump() + ", found " + found.dump());
    }
  }

  /// As the counter settles an outcome.
  void settle(const domain::Step& step, const Ended& ended) {
    if (ended.outcome == "done") {
      const bool asked = std::find(ended.asked.begin(), ended.asked.end(), "resolve") != ended.asked.end();
      resolved_ = resolved_ || asked;
      return follow(run_.finish(step.id, ended.result.is_object() ? ended.result : json::object(), data_));
    }
    if (ended.outcome != "retry" && !step.automation.otherwise.empty()) handed_to_ = step.automation.otherwise;
  }

  void check_end() {
    if (unknown_end_) return;
    if (scenario_.has("then")) {
      const std::string wanted = scenario_.text("then");
      const bool ended = resolved_ || run_.state() == domain::RunState::ended;
      const std::string found = run_.is_stopped() ? "refused" : ended ? "resolved" : "open";
      if (wanted != "resolved" && wanted != "open" && wanted != "refused")
        say("/then", plugins::in_quotes(wanted) + " is not an end: resolved, refused or open");
      else if (wanted != found)
        say("/then", "expected the request to be " + wanted + ", and it is " + found);
    }
    if (!scenario_.has("handed_to")) return;
    const std::string wanted = full_id(scenario_.text("handed_to"), plugin_);
    if (wanted != handed_to_)
      say("/handed_to", "expected " + plugins::in_quotes(scenario_.text("handed_to")) + ", found " +
                            (handed_to_.empty() ? "that nobody is handed the request"
                                                : plugins::in_quotes(short_id(handed_to_, plugin_))));
  }

  const Scenario& scenario_;
  const ScenarioPlugin& plugin_;
  const domain::Service& service_;
  const json& data_;
  Problems& problems_;
  std::map<std::string, std::pair<std::size_t, json>> expected_;
  static constexpr int most_times = 2;
  domain::WorkflowRun run_;
  std::map<std::string, int> times_;
  std::vector<std::string> undone_;
  std::set<std::string> happened_;
  bool resolved_ = false;
  bool unknown_end_ = false;
  std::string handed_to_;
};

}  // namespace

void run_steps(const Scenario& scenario, const ScenarioPlugin& plugin, const domain::Service& service, const json& data,
               Problems& problems) {
  const bool wanted =
      scenario.has("steps") || scenario.has("skips") || scenario.has("then") || scenario.has("handed_to");
  if (wanted) Workflow(scenario, plugin, service, data, problems).run();
}

}  // namespace guichet::sdk_tool
