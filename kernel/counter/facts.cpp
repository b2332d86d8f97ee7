// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/facts.hpp"

namespace guichet::counter {

identity::Relation relation_to(const identity::Viewer* viewer, const domain::Request& request,
                               const std::vector<storage::Participant>& participants) {
  if (viewer == nullptr) return identity::Relation::none;
  identity::RequestFacts facts{&request, {}, {}, {}};
  for (const auto& participant : participants) {
    (participant.role == "beneficiary" ? facts.beneficiaries : facts.watchers).push_back(participant.person);
  }
  return identity::relation_of(*viewer, facts);
}

domain::Error no_such_request() {
  return {domain::ErrorKind::not_found, "error.request.unknown", {}, {}, ""};
}
domain::Error sign_in_needed() {
  return {domain::ErrorKind::forbidden, "error.sign-in.needed", {}, {}, ""};
}
domain::Error confidential_stays() {
  return {domain::ErrorKind::conflict, "error.request.confidential-stays", {}, {}, ""};
}

}  // namespace guichet::counter
