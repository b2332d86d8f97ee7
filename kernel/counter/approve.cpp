// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/approve.hpp"

#include "kernel/counter/answer_lines.hpp"
#include "kernel/counter/audit_reading.hpp"
#include "kernel/counter/change.hpp"
#include "kernel/counter/course.hpp"
#include "kernel/counter/facts.hpp"
#include "kernel/counter/figures.hpp"
#include "kernel/counter/pinned.hpp"
#include "kernel/counter/promises.hpp"
#include "kernel/counter/voices_asked.hpp"
#include "kernel/domain/reference.hpp"
#include "kernel/domain/voices.hpp"
#include "kernel/identity/tokens.hpp"
#include "kernel/storage/absences.hpp"
#include "kernel/storage/people.hpp"
#include "kernel/storage/steps.hpp"
#include "kernel/storage/waiting_approvals.hpp"

#include <algorithm>

namespace guichet::counter {
namespace {

using domain::Done;
using domain::Error;
using domain::ErrorKind;
using domain::Result;
using storage::ApprovalVoice;

constexpr std::size_t most_approvals = 200;
constexpr std::size_t most_counted = 100;
constexpr std::size_t most_stood_in_for = 50;

Error no_such_approval() {
  return {ErrorKind::not_found, "error.approval.unknown", nlohmann::json::object(), {}, ""};
}

Error decided_already() {
  return {ErrorKind::conflict, "error.approval.decided", nlohmann::json::object(), {}, ""};
}

const domain::Step* step_of(const std::shared_ptr<const domain::Service>& service, const std::string& id) {
  return service ? domain::find_step(service->workflow, id) : nullptr;
}

std::string name_of(storage::Connection& connection, domain::PersonId id) {
  const auto person = id == 0 ? std::nullopt : storage::People(connection).find(id);
  return person ? person->name() : "";
}

/// What all voices of this round of the step say.
std::vector<ApprovalVoice> round_of(storage::Connection& connection, const ApprovalVoice& voice) {
  std::vector<ApprovalVoice> round;
  for (auto& each : storage::approvals_of_step(connection, voice.request, voice.step)) {
    if (each.round == voice.round) round.push_back(std::move(each));
  }
  std::sort(round.begin(), round.end(), [](const auto& a, const auto& b) { return a.place < b.place; });
  return round;
}

/// Whose voice it was, whoever spoke it; 0: nobody's yet, or somebody's without an account.
domain::PersonId voice_of(const ApprovalVoice& voice) {
  return voice.instead_of != 0 ? voice.instead_of : voice.decided_by;
}

/// Where so many have to agree, nobody counts twice, as who is in two of the teams that are asked.
bool counted_already(const Counter& counter, storage::Connection& connection, const domain::Request& request,
                     const ApprovalVoice& voice, domain::PersonId person) {
  const auto pinned = counter.pinned.find(connection, request.service_version);
  const auto* step = step_of(pinned, voice.step);
  if (step == nullptr || step->approval.need == 0) return false;
  const auto round = round_of(connection, voice);
  return std::any_of(round.begin(), round.end(), [&](const ApprovalVoice& each) {
    return each.id != voice.id && each.said != ApprovalVoice::nothing && voice_of(each) == person;
  });
}

/// For whom this person may answer this voice; 0: for nobody. Nobody approves their own request.
domain::PersonId answers_for(const Counter& counter, storage::Connection& connection, const Asker& asker,
                             const domain::Request& request, const ApprovalVoice& voice) {
  if (asker.viewer == nullptr || asker.id() == request.requester) return 0;
  if (!voice.team.empty() && asker.viewer->in_team(voice.team) &&
      !counted_already(counter, connection, request, voice, asker.id()))
    return asker.id();
  const auto people = storage::Approvals(connection).people_of(voice.id);
  for (const auto person : speaks_for(connection, asker.id(), asker.now)) {
    const bool asked = std::find(people.begin(), people.end(), person) != people.end();
    if (asked && !counted_already(counter, connection, request, voice, person)) return person;
  }
  return 0;
}

ApprovalRow row_of(const Counter& counter, storage::Connection& connection, const plugins::Snapshot& snapshot,
                   const domain::Request& request, const ApprovalVoice& voice) {
  ApprovalRow row;
  row.id = voice.id;
  row.reference = domain::reference_of(request.id);
  row.title = request.title;
  row.requester_name = name_of(connection, request.requester);
  const auto pinned = counter.pinned.find(connection, request.service_version);
  if (pinned) row.service = pinned->title;
  if (const auto* step = step_of(pinned, voice.step)) row.step = step->title;
  row.trust = voice.trust != 0;
  row.asked = voice.asked_at;
  row.until = voice.until;
  if (const auto* team = voice.team.empty() ? nullptr : snapshot.team(voice.team)) row.for_team = team->id;
  return row;
}

ApprovalView view_of(const Counter& counter, storage::Connection& connection, const domain::Request& request,
                     const ApprovalVoice& voice) {
  ApprovalView view;
  view.snapshot = counter.registry.current();
  view.row = row_of(counter, connection, *view.snapshot, request, voice);
  view.pinned = counter.pinned.find(connection, request.service_version);
  view.open = voice.state == ApprovalVoice::asked;
  view.said = voice.said;
  if (const auto* step = step_of(view.pinned, voice.step)) view.returns = step->returns;
  if (view.pinned) {
    const auto people = storage::People(connection).named({}, logins_in(view.pinned->form, request.answers));
    view.answers = answer_lines(counter, view.pinned->form, request.answers, people,
                                storage::Requests(connection).attachments(request.id));
  }
  for (const auto& other : storage::Approvals(connection).of_request(request.id)) {
    if (other.said == ApprovalVoice::nothing) continue;
    // What others said after this voice was over is no longer this one's to read.
    if (!view.open && other.decided_at > voice.decided_at) continue;
    view.others.push_back({other.decided_by != 0 ? name_of(connection, other.decided_by) : other.address, other.said,
                           other.decided_at, other.comment});
  }
  return view;
}

/// What the decision makes of the step: agreed, refused, or the next voice is asked.
void settle(const Counter& counter, storage::Connection& connection, const domain::Request& request, Course& course,
            const ApprovalVoice& voice, domain::Instant now) {
  const auto* step = course.run().step(voice.step);
  if (step == nullptr) return;
  storage::Approvals approvals(connection);
  auto round = round_of(connection, voice);
  std::vector<domain::Said> said;
  said.reserve(round.size());
  for (const auto& each : round) {
    said.push_back(each.said == ApprovalVoice::yes  ? domain::Said::yes
                   : each.said == ApprovalVoice::no ? domain::Said::no
                                                    : domain::Said::nothing);
  }
  const auto close_others = [&] {
    for (const auto& each : round) {
      if (each.state != ApprovalVoice::over) approvals.close(each.id);
    }
  };
  switch (domain::verdict_of(said, step->approval.need)) {
    case domain::Verdict::agreed:
      close_others();
      return course.finish(voice.step, {{"decision", "agreed"}});
    case domain::Verdict::refused:
      close_others();
      return course.refuse(voice.step, {{"decision", "refused"}});
    case domain::Verdict::open:
      for (const auto place : domain::to_be_asked(said, step->approval.in_turn)) {
        if (round[place].state == ApprovalVoice::later) ask_voice(counter, connection, request, round[place], now);
      }
  }
}

/// Whoever holds several voices of one step, as a head who keeps the budget too, is asked once. Where so many have to
/// agree, they count once too: what somebody else may answer is left to them.
void answer_others(storage::Connection& connection, const ApprovalVoice& said, std::size_t need) {
  storage::Approvals approvals(connection);
  const auto whom = voice_of(said);
  for (auto& other : round_of(connection, said)) {
    if (whom == 0 || other.id == said.id || other.state != ApprovalVoice::asked) continue;
    const auto people = approvals.people_of(other.id);
    if (std::find(people.begin(), people.end(), whom) == people.end()) continue;
    if (need != 0 && people.size() > 1) {
      approvals.remove_person(other.id, whom);
      continue;
    }
    other.state = ApprovalVoice::over;
    other.said = said.said;
    other.decided_by = said.decided_by;
    other.instead_of = said.instead_of;
    other.decided_at = said.decided_at;
    if (approvals.update(other, ApprovalVoice::asked)) approvals.close(other.id);
  }
}

Result<Done> decide_voice(const Counter& counter, storage::Connection& connection, ApprovalVoice voice,
                          domain::PersonId by, domain::PersonId instead_of, const Deciding& deciding,
                          domain::Instant now) {
  storage::Requests requests(connection);
  storage::Approvals approvals(connection);
  auto request = requests.find(voice.request);
  if (!request) return no_such_approval();
  if (voice.state != ApprovalVoice::asked) return decided_already();
  const auto expected = request->version;
  const Standing before(*request);
  Course course(counter, connection, *request, counter.pinned.find(connection, request->service_version), now, by);
  const auto* run = course.run().run_of(voice.step);
  if (run == nullptr || run->state != domain::StepState::running || run->round != voice.round) return decided_already();
  if (deciding.decision == Decision::send_back) {
    const auto* step = course.run().step(voice.step);
    const bool declared =
        std::find(step->returns.begin(), step->returns.end(), deciding.back_to) != step->returns.end();
    // Else the voice would be spent, and nothing would come of it.
    if (!declared) return Error{ErrorKind::invalid, "error.step.unknown", nlohmann::json::object(), {}, ""};
  }
  voice.state = ApprovalVoice::over;
  voice.decided_by = by;
  voice.instead_of = instead_of == by ? 0 : instead_of;
  voice.decided_at = now;
  voice.comment = deciding.comment;
  const bool agrees = deciding.decision == Decision::agree;
  if (deciding.decision != Decision::send_back) voice.said = agrees ? ApprovalVoice::yes : ApprovalVoice::no;
  if (!approvals.update(voice, ApprovalVoice::asked)) return decided_already();
  approvals.close(voice.id);
  const char* kind = deciding.decision == Decision::send_back ? "approval.sent-back"
                     : agrees                                 ? "approval.agreed"
                     : voice.trust != 0                       ? "approval.objected"
                                                              : "approval.refused";
  nlohmann::json data{{"step", voice.step}};
  if (by == 0) data["by_link"] = true;  // somebody without an account, not a machine
  storage::Events(connection).append({0, now, kind, request->id, by, data});
  // Why is told to whoever asked: they have to know what to change.
  if (!deciding.comment.empty()) {
    storage::Message message;
    message.request = request->id;
    message.author = by;
    message.body = deciding.comment;
    message.created = now;
    requests.insert_message(message);
    if (!agrees) write_to_requester(connection, *request, "mail.message", deciding.comment, now);
  }
  if (deciding.decision == Decision::send_back) {
    course.send_back(voice.step, deciding.back_to);
  } else {
    answer_others(connection, voice, course.run().step(voice.step)->approval.need);
    settle(counter, connection, *request, course, voice, now);
  }
  (void)course.keep();
  request->updated = now;
  if (!requests.update(*request, expected)) return decided_already();
  request->version = expected + 1;
  keep_promises(counter, connection, *request, now);
  count_change(counter, connection, before, *request, now);
  tell_parent(counter, connection, *request, now, by);
  return Done{};
}

Result<Done> checked(const Deciding& deciding) {
  const bool why = deciding.decision != Decision::agree;
  if (auto wrong = check_text(deciding.comment, "comment", why)) return *wrong;
  return Done{};
}

}  // namespace

std::vector<domain::PersonId> speaks_for(storage::Connection& connection, domain::PersonId person,
                                         domain::Instant now) {
  std::vector<domain::PersonId> people = storage::Absences(connection).standing_in_for(person, now);
  if (people.size() > most_stood_in_for) people.resize(most_stood_in_for);
  people.insert(people.begin(), person);
  return people;
}

Result<ApprovalList> approvals_asked(const Counter& counter, const Asker& asker) {
  if (asker.viewer == nullptr) return sign_in_needed();
  ApprovalList list;
  list.snapshot = counter.registry.current();
  storage::Reader reader = counter.database.read();
  const auto voices = storage::Approvals(reader).asked_of(speaks_for(reader, asker.id(), asker.now),
                                                          asker.viewer->team_ids(), most_approvals + 1);
  storage::Requests requests(reader);
  for (const auto& voice : voices) {
    if (list.rows.size() == most_approvals) {
      list.more = true;
      break;
    }
    const auto request = requests.find(voice.request);
    if (!request) continue;
    const auto whom = answers_for(counter, reader, asker, *request, voice);
    if (whom == 0) continue;
    list.rows.push_back(row_of(counter, reader, *list.snapshot, *request, voice));
    if (whom != asker.id()) list.rows.back().instead_of = name_of(reader, whom);
  }
  return list;
}

int approvals_waiting(const Counter& counter, const Asker& asker) {
  if (asker.viewer == nullptr) return 0;
  storage::Reader reader = counter.database.read();
  return static_cast<int>(
      storage::waiting_approvals(reader, asker.id(), asker.now, asker.viewer->team_ids(), most_counted));
}

bool is_asked(const Counter& counter, storage::Connection& connection, const Asker& asker,
              const domain::Request& request) {
  if (asker.viewer == nullptr) return false;
  const auto voices = storage::Approvals(connection).of_request(request.id);
  return std::any_of(voices.begin(), voices.end(), [&](const ApprovalVoice& voice) {
    return voice.state == ApprovalVoice::asked && answers_for(counter, connection, asker, request, voice) != 0;
  });
}

Result<ApprovalView> read_approval(const Counter& counter, const Asker& asker, std::int64_t id) {
  if (asker.viewer == nullptr) return sign_in_needed();
  storage::Reader reader = counter.database.read();
  const auto voice = storage::Approvals(reader).find(id);
  const auto request = voice ? storage::Requests(reader).find(voice->request) : std::nullopt;
  if (!request) return no_such_approval();
  // Before its turn, and once it is over, it is nobody's to read; but whoever decided may look at it again.
  const bool asked = voice->state == ApprovalVoice::asked;
  const auto whom = asked ? answers_for(counter, reader, asker, *request, *voice) : 0;
  if (whom == 0 && voice->decided_by != asker.id()) return no_such_approval();
  ApprovalView view = view_of(counter, reader, *request, *voice);
  view.language = asker.language;
  if (whom != 0 && whom != asker.id()) view.row.instead_of = name_of(reader, whom);
  if (request->confidential) {
    if (const auto audited = audit_reading(counter, asker.id(), request->id, asker.now); !audited)
      return audited.error();
  }
  return view;
}

Result<ApprovalView> read_approval_by_link(const Counter& counter, const std::string& token, domain::Language language,
                                           domain::Instant now) {
  storage::Reader reader = counter.database.read();
  const auto voice = storage::Approvals(reader).by_token(identity::token_hash(token));
  const auto request = voice ? storage::Requests(reader).find(voice->request) : std::nullopt;
  if (!request) return no_such_approval();
  ApprovalView view = view_of(counter, reader, *request, *voice);
  view.language = language;
  // A link that was withdrawn before it was used says so, and nothing of what it was about.
  if (!view.open && view.said == ApprovalVoice::nothing) {
    view.row.title.clear();
    view.answers.clear();
    view.others.clear();
  }
  if (request->confidential) {
    if (const auto audited = audit_reading(counter, 0, request->id, now); !audited) return audited.error();
  }
  return view;
}

Result<Done> decide(const Counter& counter, const Asker& asker, const Deciding& deciding) {
  if (asker.viewer == nullptr) return sign_in_needed();
  if (auto wrong = checked(deciding); !wrong) return wrong;
  auto decided = counter.database.write([&](storage::Connection& connection) -> Result<Done> {
    const auto voice = storage::Approvals(connection).find(deciding.approval);
    const auto request = voice ? storage::Requests(connection).find(voice->request) : std::nullopt;
    if (!request) return no_such_approval();
    const auto whom = answers_for(counter, connection, asker, *request, *voice);
    if (whom == 0) return voice->decided_by == asker.id() ? decided_already() : no_such_approval();
    return decide_voice(counter, connection, *voice, asker.id(), whom, deciding, asker.now);
  });
  if (decided && counter.wake_jobs) counter.wake_jobs();
  return decided;
}

Result<Done> decide_by_link(const Counter& counter, const std::string& token, Decision decision,
                            const std::string& comment, domain::Instant now) {
  const Deciding deciding{0, decision, comment, ""};
  if (decision == Decision::send_back) return no_such_approval();
  if (auto wrong = checked(deciding); !wrong) return wrong;
  auto decided = counter.database.write([&](storage::Connection& connection) -> Result<Done> {
    const auto voice = storage::Approvals(connection).by_token(identity::token_hash(token));
    if (!voice) return no_such_approval();
    return decide_voice(counter, connection, *voice, 0, 0, deciding, now);
  });
  if (decided && counter.wake_jobs) counter.wake_jobs();
  return decided;
}

}  // namespace guichet::counter
