// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/trust.hpp"

#include "kernel/counter/names.hpp"
#include "kernel/counter/plugin_change.hpp"
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

std::string plugin_of(const std::string& service) {
  return service.substr(0, service.find('/'));
}

std::string folded(const std::string& text) {
  return storage::folded(domain::typed::trimmed(text));
}

const Step& step_named(const Service& service, const std::string& id) {
  return *std::find_if(service.workflow.begin(), service.workflow.end(),
                       [&](const Step& each) { return each.id == id; });
}

domain::LocalText title_of(const Step& step) {
  return step.title.empty() ? domain::LocalText{step.id, step.id} : step.title;
}

std::vector<std::string> stakes_of(const plugins::Snapshot& snapshot, const Step& step) {
  std::vector<std::string> stakes = step.stakes;
  const auto* automation = step.kind == StepKind::automation ? snapshot.automation(step.automation.id) : nullptr;
  if (automation != nullptr) stakes.insert(stakes.end(), automation->stakes.begin(), automation->stakes.end());
  std::sort(stakes.begin(), stakes.end());
  stakes.erase(std::unique(stakes.begin(), stakes.end()), stakes.end());
  return stakes;
}

std::vector<StepAtStake> steps_at_stake(const plugins::Snapshot& snapshot, const Service& service) {
  std::vector<StepAtStake> steps;
  for (const auto& finding : trust_findings(snapshot, service)) {
    if (finding.problem != "trust-stakes") continue;
    const Step& step = step_named(service, finding.other);
    steps.push_back({title_of(step_named(service, finding.step)), title_of(step), stakes_of(snapshot, step)});
  }
  return steps;
}

TrustAtStake at_stake_in(storage::Connection& connection, const plugins::Snapshot& snapshot, const Service& service) {
  TrustAtStake found{service.id, service.title, steps_at_stake(snapshot, service), "", 0};
  if (found.steps.empty()) return found;
  if (const auto accepted = storage::TrustAccepted(connection).find(service.id)) {
    const auto person = storage::People(connection).find(accepted->person);
    found.accepted_by = person ? person->name() : "";
    found.accepted = accepted->at;
  }
  return found;
}

/// As it is offered, else as it is drafted; without steps when nothing is at stake.
TrustAtStake found_of(storage::Connection& connection, const plugins::Snapshot& snapshot, const std::string& id) {
  TrustAtStake found;
  if (const Service* offered = snapshot.service(id)) found = at_stake_in(connection, snapshot, *offered);
  if (!found.steps.empty()) return found;
  const auto draft = storage::ServiceDrafts(connection).under_way(id);
  if (!draft) return found;
  if (const auto service = domain::service_from_json(draft->definition, plugin_of(id)))
    found = at_stake_in(connection, snapshot, *service);
  return found;
}

Error nothing_at_stake() {
  return {ErrorKind::not_found, "error.trust.nothing", nlohmann::json::object(), {}, ""};
}

void tell(storage::Connection& connection, const Asker& asker, const std::string& service, const char* action) {
  const nlohmann::json detail{{"service", service}};
  storage::Audit(connection).append({asker.now, asker.id(), action, "plugin:" + plugin_of(service), detail.dump()});
}

}  // namespace

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

bool trust_accepted(storage::Connection& connection, const plugins::Snapshot& snapshot, const std::string& service,
                    const nlohmann::json& definition) {
  const auto read = domain::service_from_json(definition, plugin_of(service));
  return read.ok() && !trust_findings(snapshot, *read).empty() && storage::TrustAccepted(connection).has(service);
}

Result<std::vector<TrustAtStake>> trust_at_stake(const Counter& counter, const Asker& asker,
                                                 const std::string& module) {
  if (auto refused = refuse_unless_administrator(asker)) return *refused;
  const auto snapshot = counter.registry.current();
  storage::Reader reader = counter.database.read();
  std::vector<TrustAtStake> all;
  for (const Service& service : snapshot->services) {
    if (plugin_of(service.id) != module) continue;
    if (auto found = at_stake_in(reader, *snapshot, service); !found.steps.empty()) all.push_back(std::move(found));
  }
  return all;
}

Result<TrustAtStake> trust_of(const Counter& counter, const Asker& asker, const std::string& service) {
  if (auto refused = refuse_unless_administrator(asker)) return *refused;
  storage::Reader reader = counter.database.read();
  auto found = found_of(reader, *counter.registry.current(), service);
  if (found.steps.empty()) return nothing_at_stake();
  return found;
}

Result<Done> accept_trust(const Counter& counter, const Asker& asker, const std::string& service,
                          const std::string& typed) {
  if (auto refused = refuse_unless_administrator(asker)) return *refused;
  const auto snapshot = counter.registry.current();
  return counter.database.write([&](storage::Connection& connection) -> Result<Done> {
    const auto found = found_of(connection, *snapshot, service);
    if (found.steps.empty()) return nothing_at_stake();
    const auto name = folded(typed);
    if (name.empty() || (name != folded(found.title.fr) && name != folded(found.title.en))) {
      return Error{ErrorKind::invalid, "error.form.check", {}, {{"name", "error.trust.name"}}, ""};
    }
    if (found.accepted != 0) return Done{};
    storage::TrustAccepted(connection).accept(service, asker.id(), asker.now);
    tell(connection, asker, service, "plugin.trust");
    return Done{};
  });
}

Result<Done> withdraw_trust(const Counter& counter, const Asker& asker, const std::string& service) {
  if (auto refused = refuse_unless_administrator(asker)) return *refused;
  return counter.database.write([&](storage::Connection& connection) -> Result<Done> {
    storage::TrustAccepted accepted(connection);
    if (!accepted.has(service)) return nothing_at_stake();
    accepted.withdraw(service);
    tell(connection, asker, service, "plugin.distrust");
    return Done{};
  });
}

}  // namespace guichet::counter
