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

constexpr std::size_t most_drafts = 200;

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

/// What has something at stake in a module, each service once: as it is offered first, else as it is drafted.
std::vector<TrustAtStake> found_in(storage::Connection& connection, const plugins::Snapshot& snapshot,
                                   const std::string& module) {
  std::vector<TrustAtStake> all;
  const auto add = [&](const Service& service) {
    const bool known =
        std::any_of(all.begin(), all.end(), [&](const TrustAtStake& each) { return each.service == service.id; });
    if (known) return;
    auto steps = steps_at_stake(snapshot, service);
    if (!steps.empty()) all.push_back({service.id, service.title, std::move(steps), "", 0});
  };
  for (const Service& service : snapshot.services) {
    if (plugin_of(service.id) == module) add(service);
  }
  storage::ServiceDrafts drafts(connection);
  for (const auto& row : drafts.list({module}, most_drafts)) {
    if (row.state != storage::DraftState::draft && row.state != storage::DraftState::consultation) continue;
    const auto draft = drafts.find(row.id);
    if (!draft) continue;
    if (const auto service = domain::service_from_json(draft->definition, module)) add(*service);
  }
  return all;
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

Result<std::vector<TrustAtStake>> trust_at_stake(const Counter& counter, const Asker& asker,
                                                 const std::string& module) {
  if (auto refused = refuse_unless_administrator(asker)) return *refused;
  const auto snapshot = counter.registry.current();
  storage::Reader reader = counter.database.read();
  auto all = found_in(reader, *snapshot, module);
  for (TrustAtStake& each : all) {
    const auto accepted = storage::TrustAccepted(reader).find(each.service);
    if (!accepted) continue;
    const auto person = storage::People(reader).find(accepted->person);
    each.accepted_by = person ? person->name() : "";
    each.accepted = accepted->at;
  }
  return all;
}

Result<Done> accept_trust(const Counter& counter, const Asker& asker, const std::string& service,
                          const std::string& typed) {
  if (auto refused = refuse_unless_administrator(asker)) return *refused;
  const auto snapshot = counter.registry.current();
  return counter.database.write([&](storage::Connection& connection) -> Result<Done> {
    const auto all = found_in(connection, *snapshot, plugin_of(service));
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const TrustAtStake& each) { return each.service == service; });
    if (found == all.end()) return nothing_at_stake();
    const auto name = folded(typed);
    if (name.empty() || (name != folded(found->title.fr) && name != folded(found->title.en))) {
      return Error{ErrorKind::invalid, "error.form.check", {}, {{"name", "error.trust.name"}}, ""};
    }
    if (storage::TrustAccepted(connection).has(service)) return Done{};
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
