// SPDX-License-Identifier: GPL-3.0-or-later
// A draft as any kind of person would meet it, and what it would have done with last month's requests.
#include "kernel/counter/studio_try.hpp"
#include "web/pages/errors.hpp"
#include "web/pages/form_input.hpp"
#include "web/pages/form_parts.hpp"
#include "web/pages/question_view.hpp"
#include "web/pages/studio.hpp"

namespace guichet::web::pages {
namespace {

using counter::KindOfPerson;

/// "manager" and "it/network" as people call them.
std::string voice_words(const Visit& visit, const plugins::Snapshot& snapshot, const std::string& voice) {
  for (const char* known : {"manager", "requester", "rule"}) {
    if (voice == known) return visit.texts().text(std::string("studio.voice.") + known);
  }
  if (voice.starts_with("role:")) return visit.texts().text("studio.voice-role", {{"role", voice.substr(5)}});
  const domain::Team* const team = snapshot.team(voice);
  return team != nullptr ? team->title.in(visit.language()) : voice;
}

void add_outcome(View& data, const Visit& visit, const counter::Trial& trial) {
  const auto& outcome = trial.outcome;
  const auto& snapshot = *trial.state.snapshot;
  std::vector<View> approvals;
  for (const auto& approval : outcome.approvals) {
    std::string asked;
    for (const std::string& voice : approval.asked)
      asked += (asked.empty() ? "" : ", ") + voice_words(visit, snapshot, voice);
    approvals.push_back(View()
                            .text("approval_step", approval.step)
                            .text("approval_asked", asked)
                            .flag("approval_trust", approval.trust));
  }
  const domain::Team* const team = snapshot.team(outcome.team);
  const bool has_approvals = !approvals.empty();
  data.flag("answered", trial.answered)
      .flag("complete", trial.complete)
      .flag("offered", trial.offered)
      .text("outcome_team", team != nullptr ? team->title.in(visit.language()) : outcome.team)
      .maybe("outcome_why",
             outcome.why.key.empty() && outcome.why.text.empty() ? "" : visit.texts().sentence(outcome.why))
      .text("outcome_urgency", visit.texts().text("studio.urgency." + std::string(domain::name_of(outcome.urgency))))
      .flag("has_approvals", has_approvals)
      .list("approvals", std::move(approvals))
      .flag("has_steps", !outcome.steps.empty())
      .list("steps", texts_view(outcome.steps));
}

server::Response show_trial(Visit& visit) {
  const bool sent = visit.request().method == "POST";
  const server::Fields& given = sent ? visit.request().form : visit.request().query;
  const KindOfPerson kind{std::string(given.value("affiliation")), std::string(given.value("campus")),
                          std::string(given.value("component"))};
  const auto view = counter::read_draft(visit.counter(), visit.asker(), draft_in(visit));
  if (!view) return show_error(visit, view.error());
  domain::Typed answers;
  if (sent) {
    for (const auto& [name, value] : visit.request().form) {
      if (name.starts_with(answer_prefix)) answers.emplace_back(name.substr(answer_prefix.size()), value);
    }
    // Nothing typed is an answer too: what is missing is then said.
    if (answers.empty()) answers.emplace_back("", "");
  }
  const std::string title(given.value("titre"));
  const auto trial = counter::try_draft(visit.counter(), visit.asker(), draft_in(visit), kind, title, answers);
  Controls controls(visit);
  controls.list("affiliation", "studio.affiliation", kind.affiliation, affiliation_options(visit));
  controls.list("campus", "studio.campus", kind.campus, campus_options(visit));
  controls.list("component", "studio.component", kind.component, component_options(visit));
  controls.line("titre", "studio.trial-words", title, {"studio.trial-words-hint"});
  View data;
  controls.add_to(data, "kind_questions");
  add_draft_frame(data, visit, *view, "trial");
  data.flag("readable", trial.ok()).text("seen", "").text("rows_url", "").flag("questions_url", false);
  if (trial) {
    auto questions = question_views(visit, trial->state);
    data.flag("has_questions", !questions.empty()).list("questions", std::move(questions));
    add_outcome(data, visit, *trial);
  } else if (trial.error().message != "error.studio.unreadable") {
    return show_error(visit, trial.error());
  } else {
    data.flag("has_questions", false).flag("answered", false).flag("offered", true);
  }
  return visit.page("studio-trial", std::move(data), Section::studio);
}

std::vector<View> count_views(const std::vector<counter::ReplayCount>& counts,
                              const std::function<std::string(const std::string&)>& named) {
  std::vector<View> views;
  for (const auto& count : counts) {
    views.push_back(
        View().text("count_name", named(count.name)).number("count_number", static_cast<std::int64_t>(count.number)));
  }
  return views;
}

server::Response show_replay(Visit& visit) {
  const auto view = counter::read_draft(visit.counter(), visit.asker(), draft_in(visit));
  if (!view) return show_error(visit, view.error());
  const auto replay = counter::replay_draft(visit.counter(), visit.asker(), draft_in(visit));
  View data;
  add_draft_frame(data, visit, *view, "replay");
  data.flag("readable", replay.ok());
  if (!replay && replay.error().message != "error.studio.unreadable") return show_error(visit, replay.error());
  if (!replay) return visit.page("studio-replay", std::move(data).flag("has_requests", false), Section::studio);
  const auto& snapshot = *replay->snapshot;
  const auto team = [&](const std::string& id) {
    const domain::Team* const found = snapshot.team(id);
    return found != nullptr ? found->title.in(visit.language()) : id;
  };
  const auto plain = [](const std::string& name) { return name; };
  const auto urgency = [&](domain::Urgency value) {
    return visit.texts().text("studio.urgency." + std::string(domain::name_of(value)));
  };
  std::vector<View> lines;
  for (const auto& line : replay->lines) {
    std::string missing;
    for (const std::string& question : line.missing) missing += (missing.empty() ? "" : ", ") + question;
    const bool elsewhere = line.team_then != line.team_now, urgent = line.urgency_then != line.urgency_now;
    lines.push_back(
        View()
            .text("line_reference", line.reference)
            .text("line_url", "/demandes/" + line.reference)
            .maybe("line_team", elsewhere ? visit.texts().text("studio.replay-moved", {{"before", team(line.team_then)},
                                                                                       {"after", team(line.team_now)}})
                                          : "")
            .maybe("line_urgency",
                   urgent ? visit.texts().text("studio.replay-urgency", {{"before", urgency(line.urgency_then)},
                                                                         {"after", urgency(line.urgency_now)}})
                          : "")
            .maybe("line_missing",
                   missing.empty() ? "" : visit.texts().text("studio.replay-missing", {{"questions", missing}})));
  }
  const auto count = [&](const char* name, std::size_t value) {
    const auto number = static_cast<std::int64_t>(value);
    data.count(name, number, visit.texts().is_plural(number));
  };
  count("requests", replay->requests);
  count("elsewhere", replay->elsewhere);
  count("more_urgent", replay->more_urgent);
  count("less_urgent", replay->less_urgent);
  count("incomplete", replay->incomplete);
  data.flag("has_requests", replay->requests > 0)
      .flag("bounded", replay->bounded)
      .flag("has_routes", !replay->routes.empty())
      .list("routes", count_views(replay->routes, team))
      .flag("has_approvals", !replay->approvals.empty())
      .list("approvals", count_views(replay->approvals, plain))
      .flag("has_missing", !replay->missing.empty())
      .list("missing", count_views(replay->missing, plain))
      .flag("has_lines", !lines.empty())
      .list("lines", std::move(lines));
  return visit.page("studio-replay", std::move(data), Section::studio);
}

}  // namespace

void add_studio_trial_pages(Pages& pages) {
  const std::string draft = std::string(studio_url) + "/{draft}";
  pages.get(draft + "/essai", show_trial);
  pages.post(draft + "/essai", show_trial);
  pages.get(draft + "/rejeu", show_replay);
}

}  // namespace guichet::web::pages
