// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/form.hpp"
#include "kernel/counter/studio.hpp"

#include <string>
#include <vector>

/// A draft as somebody would meet it, and what it would do; nothing is sent and nothing written.
namespace guichet::counter {

/// Any kind of person.
struct KindOfPerson {
  std::string affiliation, campus, component;
};
/// An approval that would be asked for.
struct AskedApproval {
  std::string step;  ///< its title, or its id
  bool trust = false;
  std::vector<std::string> asked;  ///< ids and kinds of those who are asked: "manager", "it/network"
};
/// What a definition makes of some answers.
struct Outcome {
  std::string team;  ///< empty: no route leads anywhere, the triage team gets it
  domain::Explanation why;
  domain::Urgency urgency = domain::Urgency::normal;
  std::vector<std::string> steps;  ///< that would run, in the order they begin, when everybody agrees
  std::vector<AskedApproval> approvals;
};
/// Pure. `person` may be null: somebody signed out.
[[nodiscard]] Outcome outcome_of(const domain::Service& service, const domain::Teams& teams,
                                 const domain::Places& places, const domain::Person* person,
                                 const domain::Answers& answers, const std::string& words);

struct Trial {
  FormState state;        ///< what shows, with what was typed
  bool offered = false;   ///< it would be in this person's catalogue
  bool answered = false;  ///< something was typed: what follows was worked out
  bool complete = false;  ///< nothing that is required is missing
  Outcome outcome;
};
/// For whoever may read the draft. A member of the committee tries what was put to them. Options of a plugin's source
/// are not listed: they are answered in words. Error{invalid, "error.studio.unreadable"} while it cannot be read.
[[nodiscard]] domain::Result<Trial> try_draft(const Counter& counter, const Asker& asker, std::int64_t id,
                                              const KindOfPerson& kind, const std::string& title,
                                              const domain::Typed& typed);

/// One request whose course would be another.
struct ReplayedLine {
  std::string reference;
  std::string team_then, team_now;  ///< full ids
  domain::Urgency urgency_then{}, urgency_now{};
  std::vector<std::string> missing;  ///< labels of questions that were not asked then
};
struct ReplayCount {
  std::string name;  ///< of a step, a question, or two teams
  std::size_t number = 0;
};
struct Replay {
  plugins::SnapshotPtr snapshot;
  std::size_t requests = 0;  ///< read: at most 500 of the last 30 days
  bool bounded = false;      ///< there were more
  std::size_t elsewhere = 0, more_urgent = 0, less_urgent = 0, incomplete = 0;
  std::vector<ReplayCount> routes;     ///< team id to how many it would get
  std::vector<ReplayCount> approvals;  ///< step to how many would be asked for it
  std::vector<ReplayCount> missing;    ///< question to how many have no answer to it
  std::vector<ReplayedLine> lines;     ///< of this person's own teams, the latest first, at most 50
};
/// What this version would have done with last month's requests of its service, as they were sent. Those of this
/// person's teams; an administrator of the service centre gets the numbers of all teams, of at least five requests, and
/// no lines but of their own. Never a confidential request. not_found, Error{invalid, "error.studio.unreadable"}.
[[nodiscard]] domain::Result<Replay> replay_draft(const Counter& counter, const Asker& asker, std::int64_t id);

}  // namespace guichet::counter
