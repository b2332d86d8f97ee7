// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/pages/confirmation_view.hpp"

#include "web/pages/request_words.hpp"

namespace guichet::web::pages {

View confirmation_view(const Visit& visit, const domain::Request& request, const std::string& reference,
                       const std::string& told) {
  const plugins::SnapshotPtr snapshot = visit.counter().registry.current();
  View data;
  data.text("reference", reference)
      .text("team", team_title(*snapshot, request.team, visit.language()))
      .maybe("why", visit.texts().sentence(request.route_why))
      .maybe("by", visit.moments().shown(request.due_take_charge))
      .maybe("done_by", visit.moments().shown(request.due_resolve))
      .maybe("url", visit.signed_in() ? "/demandes/" + reference : std::string())
      .maybe("contact", request.contact)
      .maybe("told_person", told)
      .flag("told", request.contact.empty() && told.empty());
  return data;
}

}  // namespace guichet::web::pages
