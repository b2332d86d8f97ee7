// SPDX-License-Identifier: GPL-3.0-or-later
// What somebody is asked to agree to: the list, one of them, and what they say.
#include "web/pages/decision_view.hpp"
#include "web/pages/errors.hpp"
#include "web/pages/portal.hpp"
#include "web/pages/request_moves.hpp"
#include "web/pages/request_words.hpp"

#include <cstdlib>

namespace guichet::web::pages {
namespace {

using counter::Decision;

std::int64_t approval_of(const Visit& visit) {
  return std::strtoll(std::string(visit.request().path_parameters.value("id").substr(0, 18)).c_str(), nullptr, 10);
}

std::string url_of_approval(std::int64_t approval) {
  return "/validations/" + std::to_string(approval);
}

std::string said_text(Visit& visit) {
  const std::string key = "said." + said_once(visit);
  return visit.texts().find(key) ? visit.texts().text(key) : std::string();
}

View row_view(const Visit& visit, const counter::ApprovalList& list, const counter::ApprovalRow& row) {
  const Catalogue& texts = visit.texts();
  const char* const what = row.trust ? "decision.asks-trust" : "decision.asks";
  const std::string team =
      row.for_team.empty() ? std::string() : team_title(*list.snapshot, row.for_team, visit.language());
  return std::move(
      View()
          .text("row_url", url_of_approval(row.id))
          .text("row_title", decision_title(visit, row))
          .text("row_what",
                texts.text(what, {{"who", row.requester_name}, {"until", visit.moments().shown(row.until)}}))
          .text("row_tone", row.trust ? "active" : "waiting")
          .text("row_service", row.service.in(visit.language()))
          .maybe("row_step", row.step.in(visit.language()))
          .maybe("row_team", team)
          .maybe("row_instead",
                 row.instead_of.empty() ? std::string() : texts.text("decision.instead-of", {{"who", row.instead_of}}))
          .text("row_reference", row.reference)
          .text("row_asked", visit.moments().shown(row.asked)));
}

server::Response show_approvals(Visit& visit) {
  const auto asked = counter::approvals_asked(visit.counter(), visit.asker());
  if (!asked) return show_error(visit, asked.error());
  std::vector<View> rows;
  for (const auto& row : asked->rows) rows.push_back(row_view(visit, *asked, row));
  View data;
  data.maybe("said", said_text(visit))
      .flag("has_rows", !rows.empty())
      .list("rows", std::move(rows))
      .flag("more", asked->more);
  return visit.page("decisions", std::move(data), Section::decisions);
}

server::Response show_decision(Visit& visit, const DecisionTried& tried, int status) {
  const auto approval = counter::read_approval(visit.counter(), visit.asker(), approval_of(visit));
  if (!approval) return show_error(visit, approval.error());
  View data = decision_view(visit, *approval, url_of_approval(approval->row.id), true, tried);
  data.maybe("said", said_text(visit));
  return visit.page("decision", std::move(data), Section::decisions, status);
}

/// Done: on to what was asked next, or back to the list when nothing is.
server::Response go_on(Visit& visit, const std::string& said) {
  say_once(visit, said);
  const auto asked = counter::approvals_asked(visit.counter(), visit.asker());
  const bool more = asked && !asked->rows.empty();
  return visit.go_to((more ? url_of_approval(asked->rows.front().id) : std::string("/validations")) + "?dit=" + said);
}

/// Somebody else was quicker: what was asked is no longer theirs to see, but what they typed is.
server::Response show_too_late(Visit& visit, const std::string& comment) {
  return visit.page("decision-over", std::move(View().maybe("unsent", comment)), Section::decisions, 409);
}

server::Response take_decision(Visit& visit) {
  const server::Fields& form = visit.request().form;
  DecisionTried tried{std::string(form.value("commentaire")), std::string(form.value("etape").substr(0, 200)), {}};
  const auto decision = decision_in(visit);
  if (!decision) return show_problem(visit, 400);
  if (*decision != Decision::send_back) tried.back_to.clear();
  const auto approval = counter::read_approval(visit.counter(), visit.asker(), approval_of(visit));
  if (!approval && approval.error().kind == domain::ErrorKind::not_found) return show_too_late(visit, tried.comment);
  if (!approval) return show_error(visit, approval.error());
  const counter::Deciding deciding{approval->row.id, *decision, tried.comment, tried.back_to};
  const auto decided = counter::decide(visit.counter(), visit.asker(), deciding);
  if (decided) return go_on(visit, decision_said(*decision, approval->row.trust));
  const int status = status_of(decided.error().kind);
  if (status == 404) return show_too_late(visit, tried.comment);
  if (status >= 500) return show_error(visit, decided.error());
  tried.error = decided.error();
  return show_decision(visit, tried, status);
}

}  // namespace

void add_decision_pages(Pages& pages) {
  pages.get("/validations", show_approvals);
  pages.get("/validations/{id}", [](Visit& visit) { return show_decision(visit, {}, 200); });
  pages.post("/validations/{id}", take_decision);
  add_decision_link_pages(pages);
}

}  // namespace guichet::web::pages
