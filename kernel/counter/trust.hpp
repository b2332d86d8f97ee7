// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/counter.hpp"
#include "kernel/domain/workflow_proof.hpp"
#include "kernel/plugins/registry.hpp"

#include <string>
#include <vector>

/// Services that work first and ask after, where money is spent or rights are granted: each is asked before, until an
/// administrator of modules accepts it by its name.
namespace guichet::counter {

/// One approval that trusts first, and a step behind it that spends or grants.
struct StepAtStake {
  domain::LocalText approval, step;  ///< titles; ids where there is none
  std::vector<std::string> stakes;   ///< "money", "rights"
};
struct TrustAtStake {
  std::string service;  ///< full id
  domain::LocalText title;
  std::vector<StepAtStake> steps;  ///< never empty
  std::string accepted_by;         ///< a name; "" while nobody accepted
  domain::Instant accepted = 0;    ///< 0 while nobody accepted
  bool grew = false;               ///< more is at stake than was accepted: it is asked before, as if nobody had
};

/// Of a module's services as they are offered. Error{forbidden} for who does not administer modules.
[[nodiscard]] domain::Result<std::vector<TrustAtStake>> trust_at_stake(const Counter& counter, const Asker& asker,
                                                                       const std::string& module);
/// Of one service as it is offered, or as its draft under way has it where that puts more at stake than was accepted.
/// Error{not_found} when nothing is at stake.
[[nodiscard]] domain::Result<TrustAtStake> trust_of(const Counter& counter, const Asker& asker,
                                                    const std::string& service);

/// `typed`: the service's title as it stands in either language, spaces around it and case apart. Error{invalid} with
/// field "name" when it is another, {not_found} when nothing is at stake there. Written, audited.
domain::Result<domain::Done> accept_trust(const Counter& counter, const Asker& asker, const std::string& service,
                                          const std::string& typed);
/// From now on it is asked before; requests that are already trusted go on as they began.
domain::Result<domain::Done> withdraw_trust(const Counter& counter, const Asker& asker, const std::string& service);

/// Whether nothing is at stake in this service, or an administrator accepted all that is; asks the database only when
/// something is.
[[nodiscard]] bool trust_holds(storage::Connection& connection, const plugins::Snapshot& snapshot,
                               const domain::Service& service);
/// Whether something is at stake in this definition, and an administrator accepted all of it.
[[nodiscard]] bool trust_accepted(storage::Connection& connection, const plugins::Snapshot& snapshot,
                                  const std::string& service, const nlohmann::json& definition);

/// What doing this step spends or grants, its machine's part included: "money", "rights", each once.
[[nodiscard]] std::vector<std::string> stakes_of(const plugins::Snapshot& snapshot, const domain::Step& step);

/// What the proof of this service says about trust, nothing accepted. Empty when it trusts nobody.
[[nodiscard]] std::vector<domain::WorkflowFinding> trust_findings(const plugins::Snapshot& snapshot,
                                                                  const domain::Service& service);

}  // namespace guichet::counter
