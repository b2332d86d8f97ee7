// SPDX-License-Identifier: GPL-3.0-or-later
// The link of a letter, for somebody without an account. It is theirs alone: its address is told to no other site, and
// stands in no log of ours.
#include "kernel/counter/link_limit.hpp"
#include "web/pages/decision_view.hpp"
#include "web/pages/errors.hpp"
#include "web/pages/portal.hpp"

namespace guichet::web::pages {
namespace {

using counter::Decision;

std::string token_of(const Visit& visit) {
  return std::string(visit.request().path_parameters.value("token").substr(0, 200));
}

server::Response kept_quiet(server::Response response) {
  response.headers.emplace_back("Referrer-Policy", "no-referrer");
  response.headers.emplace_back("X-Robots-Tag", "noindex");
  return response;
}

/// Nothing in the link tells who sent it or what it was about, once it is no longer known.
server::Response show_unknown(Visit& visit) {
  return visit.page("decision-gone", View(), Section::none, 404);
}

server::Response refused(Visit& visit, const domain::Error& error) {
  return error.kind == domain::ErrorKind::not_found ? show_unknown(visit) : show_error(visit, error);
}

server::Response show_decision(Visit& visit, const DecisionTried& tried, const std::string& said, int status) {
  const auto approval =
      counter::read_approval_by_link(visit.counter(), token_of(visit), visit.language(), visit.asker().now);
  if (!approval) return refused(visit, approval.error());
  View data = decision_view(visit, *approval, "/accord/" + url_encoded(token_of(visit)), false, tried);
  data.maybe("said", said.empty() ? std::string() : visit.texts().text("said." + said));
  return visit.page("decision", std::move(data), Section::none, status);
}

server::Response open_link(Visit& visit) {
  const auto admitted = counter::admit_link(visit.counter(), visit.request().remote_address, visit.asker().now);
  if (!admitted) return show_error(visit, admitted.error());
  return show_decision(visit, {}, "", 200);
}

server::Response take_decision(Visit& visit) {
  const auto admitted = counter::admit_link(visit.counter(), visit.request().remote_address, visit.asker().now);
  if (!admitted) return show_error(visit, admitted.error());
  DecisionTried tried{std::string(visit.request().form.value("commentaire")), {}, {}};
  const auto decision = decision_in(visit);
  if (!decision || *decision == Decision::send_back) return show_problem(visit, 400);
  const auto decided =
      counter::decide_by_link(visit.counter(), token_of(visit), *decision, tried.comment, visit.asker().now);
  if (decided) return show_decision(visit, {}, decision_said(*decision, false), 200);
  const int status = status_of(decided.error().kind);
  if (status == 404 || status >= 500) return refused(visit, decided.error());
  tried.error = decided.error();
  return show_decision(visit, tried, "", status);
}

}  // namespace

void add_decision_link_pages(Pages& pages) {
  pages.get("/accord/{token}", [](Visit& visit) { return kept_quiet(open_link(visit)); });
  pages.post("/accord/{token}", [](Visit& visit) { return kept_quiet(take_decision(visit)); });
}

}  // namespace guichet::web::pages
