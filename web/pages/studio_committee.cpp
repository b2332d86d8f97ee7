// SPDX-License-Identifier: GPL-3.0-or-later
// The users' committee: whom it represents, what is put to it, and its votes.
#include "kernel/counter/studio_committee.hpp"

#include "web/pages/errors.hpp"
#include "web/pages/studio.hpp"
#include "web/pages/words_pages.hpp"

namespace guichet::web::pages {
namespace {

const std::string& committee_url() {
  static const std::string url = std::string(studio_url) + "/comite";
  return url;
}

std::string status_title(const Visit& visit, const std::string& status) {
  return visit.texts().text("studio.affiliation-" + status);
}

std::vector<View> represented_views(const Visit& visit, const std::vector<counter::Represented>& list, bool statuses) {
  std::vector<View> views;
  for (const auto& one : list) {
    const auto number = static_cast<std::int64_t>(one.members);
    views.push_back(View()
                        .text("group_title", statuses ? status_title(visit, one.id) : one.title)
                        .flag("group_missing", one.members == 0)
                        .text("group_members", visit.texts().counted("committee.members", number)));
  }
  return views;
}

server::Response show_committee(Visit& visit, std::vector<domain::FieldError> errors, int status) {
  const auto committee = counter::committee(visit.counter(), visit.asker());
  if (!committee) return show_error(visit, committee.error());
  const auto campuses = campus_options(visit), components = component_options(visit);
  const auto title_in = [](const Controls::Options& options, const std::string& id) {
    for (const auto& [value, text] : options) {
      if (value == id) return text;
    }
    return id;
  };
  std::vector<View> members;
  for (const auto& one : committee->members) {
    std::string facts = status_title(visit, one.member.status);
    for (const std::string& part :
         {title_in(campuses, one.member.campus), title_in(components, one.member.component)}) {
      if (!part.empty()) facts += " · " + part;
    }
    members.push_back(View()
                          .text("member_name", one.name)
                          .text("member_facts", facts)
                          .number("member_id", one.member.person)
                          .text("remove_label", visit.texts().text("committee.remove-named", {{"name", one.name}})));
  }
  Controls controls(visit, std::move(errors));
  if (committee->may_keep) {
    Controls::Options statuses;
    for (const std::string& one : counter::committee_statuses()) statuses.emplace_back(one, status_title(visit, one));
    controls.person("person", "committee.person", typed(visit, "person"), {nullptr, true});
    controls.list("status", "committee.status", typed(visit, "status"), statuses, {"committee.as-known"});
    controls.list("campus", "studio.campus", typed(visit, "campus"), campuses);
    controls.list("component", "studio.component", typed(visit, "component"), components);
  }
  View data;
  controls.add_to(data, "questions");
  data.maybe("said", words_said(visit))
      .flag("may_keep", committee->may_keep)
      .flag("has_members", !members.empty())
      .list("members", std::move(members))
      .list("statuses", represented_views(visit, committee->statuses, true))
      .list("campuses", represented_views(visit, committee->campuses, false))
      .list("components", represented_views(visit, committee->components, false));
  return visit.page("committee", std::move(data), Section::studio, status);
}

server::Response change_committee(Visit& visit) {
  const auto removed = studio_number(typed(visit, "retirer"));
  const auto done = removed != 0 ? counter::remove_member(visit.counter(), visit.asker(), removed)
                                 : counter::add_member(visit.counter(), visit.asker(),
                                                       {typed(visit, "person"), typed(visit, "campus"),
                                                        typed(visit, "component"), typed(visit, "status")});
  return settle_studio(visit, done, committee_url() + (removed != 0 ? "?dit=gone" : "?dit=kept"),
                       [&](std::vector<domain::FieldError> errors, int status) {
                         return show_committee(visit, std::move(errors), status);
                       });
}

server::Response show_consulting(Visit& visit, std::vector<domain::FieldError> errors, int status) {
  const auto view = counter::read_draft(visit.counter(), visit.asker(), draft_in(visit));
  if (!view) return show_error(visit, view.error());
  if (!view->rights.write) return show_error(visit, counter::studio_forbidden());
  Controls controls(visit, std::move(errors));
  controls.line("until", "committee.until-label", typed(visit, "until"),
                {"committee.until-hint", true, "short", "date"});
  controls.area("question", "committee.question", typed(visit, "question"), {"committee.question-hint"});
  View data;
  controls.add_to(data, "questions");
  add_draft_frame(data, visit, *view, "draft");
  data.text("form_title", visit.texts().text("committee.consult-title"))
      .text("form_url", url_of_draft(view->draft.id) + "/consulter")
      .flag("removable", false)
      .flag("with_text", false);
  return visit.page("studio-form", std::move(data), Section::studio, status);
}

server::Response consult(Visit& visit) {
  const auto done =
      counter::consult(visit.counter(), visit.asker(), draft_in(visit), studio_number(typed(visit, "version")),
                       typed(visit, "until"), typed(visit, "question"));
  return settle_studio(visit, done, url_of_draft(draft_in(visit)) + "?dit=consulted",
                       [&](std::vector<domain::FieldError> errors, int status) {
                         return show_consulting(visit, std::move(errors), status);
                       });
}

server::Response back_with(Visit& visit, const domain::Result<domain::Done>& done, const char* said) {
  if (done) return visit.go_to(url_of_draft(draft_in(visit)) + "?dit=" + said);
  return show_error(visit, done.error());
}

server::Response end(Visit& visit) {
  return back_with(visit,
                   counter::end_consultation(visit.counter(), visit.asker(), draft_in(visit),
                                             studio_number(typed(visit, "version"))),
                   "kept");
}

server::Response vote(Visit& visit) {
  const std::string given = typed(visit, "voix");
  const auto choice = given == "pour"     ? storage::Choice::in_favour
                      : given == "contre" ? storage::Choice::against
                                          : storage::Choice::abstains;
  return back_with(visit,
                   counter::vote(visit.counter(), visit.asker(), studio_number(typed(visit, "consultation")), choice,
                                 typed(visit, "reason")),
                   "voted");
}

}  // namespace

void add_studio_committee_pages(Pages& pages) {
  pages.get(committee_url(), [](Visit& visit) { return show_committee(visit, {}, 200); });
  pages.post(committee_url(), change_committee);
  const std::string draft = std::string(studio_url) + "/{draft}";
  pages.get(draft + "/consulter", [](Visit& visit) { return show_consulting(visit, {}, 200); });
  pages.post(draft + "/consulter", consult);
  pages.post(draft + "/fin-consultation", end);
  pages.post(draft + "/voix", vote);
}

}  // namespace guichet::web::pages
