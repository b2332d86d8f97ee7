// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/trust.hpp"

#include "kernel/counter/names.hpp"
#include "kernel/counter/plugin_change.hpp"
#include "kernel/domain/ids.hpp"
#include "kernel/domain/typed_text.hpp"
#include "kernel/storage/accounts.hpp"
#include "kernel/storage/fold.hpp"
#include "kernel/storage/people.hpp"
#include "kernel/storage/studio.hpp"
#include "kernel/storage/workflow.hpp"

#include <algorithm>

namespace guichet::counter {
namespace {

using domain::Done;
using domain::Error;
using domain::ErrorKind;
using domain::Result;
using domain::Service;
using domain::Step;
using domain::StepKind;

std::string folded(const std::string& text) {
  return storage::folded(domain::typed::trimmed(text));
}

domain::LocalText title_of(const Step& step) {
  return step.title.empty() ? domain::LocalText{step.id, step.id} : step.title;
}

using Findings = std::vector<domain::WorkflowFinding>;

std::vector<StepAtStake> steps_at_stake(const plugins::Snapshot& snapshot, const Service& service,
                                        const Findings& findings) {
  std::vector<StepAtStake> steps;
  for (const auto& finding : findings) {
    if (finding.problem != "trust-stakes") continue;
    const Step& step = *domain::find_step(service.workflow, finding.other);
    steps.push_back(
        {title_of(*domain::find_step(service.workflow, finding.step)), title_of(step), stakes_of(snapshot, step)});
  }
  return steps;
}

/// Each finding as it is kept with what was accepted: "trust-stakes agree make money".
std::vector<std::string> stakes_named(const plugins::Snapshot& snapshot, const Service& service,
                                      const Findings& findings) {
  std::vector<std::string> names;
  for (const auto& finding : findings) {
    std::string name = finding.problem + " " + finding.step + " " + finding.other;
    if (const Step* step = domain::find_step(service.workflow, finding.other)) {
      for (const auto& stake : stakes_of(snapshot, *step)) name += " " + stake;
    }
    names.push_back(std::move(name));
  }
  return names;
}

bool covers(const storage::AcceptedTrust& accepted, const std::vector<std::string>& stakes) {
  return std::all_of(stakes.begin(), stakes.end(), [&](const std::string& stake) {
    return std::find(accepted.stakes.begin(), accepted.stakes.end(), stake) != accepted.stakes.end();
  });
}

TrustAtStake at_stake_in(storage::Connection& connection, const plugins::Snapshot& snapshot, const Service& service) {
  const Findings findings = trust_findings(snapshot, service);
  TrustAtStake found{service.id, service.title, steps_at_stake(snapshot, service, findings), "", 0, false};
  if (found.steps.empty()) return found;
  if (const auto accepted = storage::TrustAccepted(connection).find(service.id)) {
    const auto person = storage::People(connection).find(accepted->person);
    found.accepted_by = person ? person->name() : "";
    found.accepted = accepted->at;
    found.grew = !covers(*accepted, stakes_named(snapshot, service, findings));
  }
  return found;
}

/// As its draft under way has it where that puts more at stake than was accepted, else as it is offered; nothing when
/// nothing is at stake.
std::optional<Service> at_stake(storage::Connection& connection, const plugins::Snapshot& snapshot,
                                const std::string& id) {
  std::optional<Service> offered;
  if (const Service* known = snapshot.service(id)) offered = *known;
  if (offered && trust_findings(snapshot, *offered).empty()) offered.reset();
  const auto draft = storage::ServiceDrafts(connection).under_way(id);
  if (!draft || (offered && !trust_holds(connection, snapshot, *offered))) return offered;
  auto drafted = domain::service_from_json(draft->definition, domain::plugin_of(id));
  if (!drafted || trust_findings(snapshot, *drafted).empty()) return offered;
  if (offered && trust_holds(connection, snapshot, *drafted)) return offered;
  return std::move(*drafted);
}

Error nothing_at_stake() {
  return {ErrorKind::not_found, "error.trust.nothing", nlohmann::json::object(), {}, ""};
}

void tell(storage::Connection& connection, const Asker& asker, const std::string& service, const char* action) {
  const nlohmann::json detail{{"service", service}};
  storage::Audit(connection)
      .append({asker.now, asker.id(), action, "plugin:" + domain::plugin_of(service), detail.dump()});
}

}  // namespace

std::vector<std::string> stakes_of(const plugins::Snapshot& snapshot, const Step& step) {
  std::vector<std::string> stakes = step.stakes;
  const auto* automation = step.kind == StepKind::automation ? snapshot.automation(step.automation.id) : nullptr;
  if (automation != nullptr) stakes.insert(stakes.end(), automation->stakes.begin(), automation->stakes.end());
  std::sort(stakes.begin(), stakes.end());
  stakes.erase(std::unique(stakes.begin(), stakes.end()), stakes.end());
  return stakes;
}

std::vector<domain::WorkflowFinding> trust_findings(const plugins::Snapshot& snapshot, const Service& service) {
  const bool trusts = std::any_of(service.workflow.begin(), service.workflow.end(), [](const Step& step) {
    return step.kind == StepKind::approval && step.approval.trust;
  });
  if (!trusts) return {};
  domain::WorkflowFacts facts;
  facts.service = service.id;
  facts.has_stakes = [&](const std::string& automation) {
    const auto* known = snapshot.automation(automation);
    return known != nullptr && !known->stakes.empty();
  };
  auto findings = domain::prove(service.workflow, facts);
  std::erase_if(findings, [](const domain::WorkflowFinding& finding) {
    return finding.problem != "trust-stakes" && finding.problem != "trust-without-undo";
  });
  return findings;
}

bool trust_holds(storage::Connection& connection, const plugins::Snapshot& snapshot, const Service& service) {
  const auto findings = trust_findings(snapshot, service);
  if (findings.empty()) return true;
  const auto accepted = storage::TrustAccepted(connection).find(service.id);
  return accepted && covers(*accepted, stakes_named(snapshot, service, findings));
}

bool trust_accepted(storage::Connection& connection, const plugins::Snapshot& snapshot, const std::string& service,
                    const nlohmann::json& definition) {
  const auto read = domain::service_from_json(definition, domain::plugin_of(service));
  return read.ok() && !trust_findings(snapshot, *read).empty() && trust_holds(connection, snapshot, *read);
}

Result<std::vector<TrustAtStake>> trust_at_stake(const Counter& counter, const Asker& asker,
                                                 const std::string& module) {
  if (auto refused = refuse_unless_administrator(asker)) return *refused;
  const auto snapshot = counter.registry.current();
  storage::Reader reader = counter.database.read();
  std::vector<TrustAtStake> all;
  for (const Service& service : snapshot->services) {
    if (domain::plugin_of(service.id) != module) continue;
    if (auto found = at_stake_in(reader, *snapshot, service); !found.steps.empty()) all.push_back(std::move(found));
  }
  return all;
}

Result<TrustAtStake> trust_of(const Counter& counter, const Asker& asker, const std::string& service) {
  if (auto refused = refuse_unless_administrator(asker)) return *refused;
  storage::Reader reader = counter.database.read();
  const auto snapshot = counter.registry.current();
  const auto found = at_stake(reader, *snapshot, service);
  if (!found) return nothing_at_stake();
  return at_stake_in(reader, *snapshot, *found);
}

Result<Done> accept_trust(const Counter& counter, const Asker& asker, const std::string& service,
                          const std::string& typed) {
  if (auto refused = refuse_unless_administrator(asker)) return *refused;
  const auto snapshot = counter.registry.current();
  return counter.database.write([&](storage::Connection& connection) -> Result<Done> {
    const auto found = at_stake(connection, *snapshot, service);
    if (!found) return nothing_at_stake();
    const auto name = folded(typed);
    if (name.empty() || (name != folded(found->title.fr) && name != folded(found->title.en))) {
      return Error{ErrorKind::invalid, "error.form.check", {}, {{"name", "error.trust.name"}}, ""};
    }
    if (trust_holds(connection, *snapshot, *found)) return Done{};
    // What was accepted before still is: a draft's stakes come beside those of the version that is offered.
    storage::TrustAccepted table(connection);
    auto accepted = table.find(service).value_or(storage::AcceptedTrust{});
    for (auto& stake : stakes_named(*snapshot, *found, trust_findings(*snapshot, *found)))
      accepted.stakes.push_back(std::move(stake));
    accepted.person = asker.id();
    accepted.at = asker.now;
    table.accept(service, accepted);
    tell(connection, asker, service, "plugin.trust");
    return Done{};
  });
}

Result<Done> withdraw_trust(const Counter& counter, const Asker& asker, const std::string& service) {
  if (auto refused = refuse_unless_administrator(asker)) return *refused;
  return counter.database.write([&](storage::Connection& connection) -> Result<Done> {
    storage::TrustAccepted accepted(connection);
    if (!accepted.find(service)) return nothing_at_stake();
    accepted.withdraw(service);
    tell(connection, asker, service, "plugin.distrust");
    return Done{};
  });
}

}  // namespace guichet::counter
