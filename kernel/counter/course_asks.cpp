// SPDX-License-Identifier: GPL-3.0-or-later
// The steps that ask other people or other services for something.
#include "kernel/counter/change.hpp"
#include "kernel/counter/course.hpp"
#include "kernel/counter/figures.hpp"
#include "kernel/counter/letters.hpp"
#include "kernel/counter/opened_requests.hpp"
#include "kernel/counter/pinned.hpp"
#include "kernel/counter/promises.hpp"
#include "kernel/counter/voices_asked.hpp"
#include "kernel/domain/reference.hpp"
#include "kernel/domain/steps_read.hpp"
#include "kernel/domain/voices.hpp"
#include "kernel/identity/tokens.hpp"
#include "kernel/storage/absences.hpp"
#include "kernel/storage/accounts.hpp"
#include "kernel/storage/events.hpp"
#include "kernel/storage/people.hpp"

#include <algorithm>

namespace guichet::counter {
namespace {

using domain::Step;
using domain::StepState;
using nlohmann::json;
using storage::ApprovalVoice;

constexpr int most_levels = 5;            // a request opens one that opens one ...
constexpr std::size_t most_opened = 200;  // by one request and by those that it opened
constexpr std::size_t most_letters = 30;

void write_letter(storage::Connection& connection, const domain::Request& request, const std::string& to,
                  domain::Language language, const char* kind, json parameters, domain::Instant now) {
  if (to.empty()) return;
  storage::Mail mail;
  mail.to = to;
  mail.kind = kind;
  mail.language = language;
  mail.request = request.id;
  mail.created = now;
  mail.parameters = std::move(parameters);
  leave_letter(connection, mail);
}

/// What a letter says of a request; of a confidential one, not even its title.
json letter_about(const domain::Request& request) {
  return {{"reference", domain::reference_of(request.id)}, {"title", request.confidential ? "" : request.title}};
}

std::vector<const json*> rules_of(const std::vector<domain::Voice>& voices) {
  std::vector<const json*> rules;
  rules.reserve(voices.size());
  for (const auto& voice : voices) rules.push_back(&voice.rule);
  return rules;
}

/// Two services that open each other, many at a time, would fill the database within one change.
bool opened_enough(storage::Connection& connection, domain::RequestId request) {
  storage::SubRequests links(connection);
  int levels = 0;
  for (auto link = links.parent_of(request); link && levels <= most_levels; ++levels) {
    request = link->parent;
    link = links.parent_of(request);
  }
  std::vector<domain::RequestId> family{request};
  for (std::size_t at = 0; at < family.size() && family.size() <= most_opened; ++at) {
    for (const auto& link : links.children_of(family[at])) family.push_back(link.child);
  }
  return family.size() > most_opened;
}

}  // namespace

void write_to_voice(const Counter& counter, storage::Connection& connection, const domain::Request& request,
                    const AskedVoice& voice, const char* kind, json parameters, domain::Instant now) {
  parameters.update(letter_about(request));
  std::vector<domain::PersonId> people = voice.people;
  // Whoever stands in for somebody who is away is written to as well.
  for (const auto person : voice.people) {
    const auto delegate = storage::Absences(connection).delegate_of(person, now);
    const bool known = std::find(people.begin(), people.end(), delegate) != people.end();
    if (delegate != 0 && delegate != request.requester && !known) people.push_back(delegate);
  }
  if (!voice.team.empty()) {
    const auto snapshot = counter.registry.current();
    const auto* team = snapshot->team(voice.team);
    if (team != nullptr && !team->mail.empty()) {
      return write_letter(connection, request, team->mail, domain::Language::fr, kind, std::move(parameters), now);
    }
    people = storage::Accounts(connection).members_of(voice.team);
  }
  if (people.size() > most_letters) people.resize(most_letters);
  for (const auto& person : storage::People(connection).many(people)) {
    write_letter(connection, request, address_for_letters(connection, request, person), person.language, kind,
                 parameters, now);
  }
  if (!voice.address.empty())
    write_letter(connection, request, voice.address, domain::Language::fr, kind, std::move(parameters), now);
}

namespace {

/// The letter that holds a link, in place of one that leads to the counter.
const char* with_link(std::string_view kind) {
  if (kind == "mail.approval-trust") return "mail.approval-trust-link";
  if (kind == "mail.approval-reminder") return "mail.approval-reminder-link";
  return "mail.approval-link";
}

}  // namespace

void write_of_approval(const Counter& counter, storage::Connection& connection, const domain::Request& request,
                       const AskedVoice& voice, std::int64_t approval, const char* kind, domain::Instant now) {
  const json parameters{{"approval", std::to_string(approval)}};
  write_to_voice(counter, connection, request, {voice.people, voice.team, {}}, kind, parameters, now);
  if (voice.address.empty()) return;
  const std::string token = identity::random_token();
  storage::Approvals(connection).add_link(approval, identity::token_hash(token), voice.address);
  write_to_voice(counter, connection, request, {{}, {}, voice.address}, with_link(kind),
                 {{"approval", std::to_string(approval)}, {"token", token}}, now);
}

void ask_voice(const Counter& counter, storage::Connection& connection, const domain::Request& request,
               ApprovalVoice& voice, domain::Instant now) {
  storage::Approvals approvals(connection);
  voice.state = ApprovalVoice::asked;
  voice.asked_at = now;
  (void)approvals.update(voice, ApprovalVoice::later);
  write_of_approval(counter, connection, request, {approvals.people_of(voice.id), voice.team, voice.address}, voice.id,
                    voice.trust != 0 ? "mail.approval-trust" : "mail.approval", now);
}

void Course::begin_approval(const Step& step) {
  storage::Approvals approvals(connection_);
  const auto& approval = step.approval;
  json data = facts();
  data["steps"] = domain::results_for(run_, rules_of(approval.by));
  std::vector<AskedVoice> all;
  for (const auto& voice : approval.by) {
    for (auto& asked : asked_voices(counter_, connection_, request_, voice, approval.otherwise, data)) {
      // Somebody asked twice speaks once; in turn, each place keeps its own.
      const bool known = std::any_of(all.begin(), all.end(), [&](const AskedVoice& each) {
        return each.people == asked.people && each.team == asked.team && each.address == asked.address;
      });
      if (!known) all.push_back(std::move(asked));
    }
  }
  // Where an administrator has not accepted by name that something at stake is done first, it is asked before.
  const auto until = approval.trust ? after(approval.object_before) : 0;
  std::vector<ApprovalVoice> voices;
  for (std::size_t i = 0; i < all.size(); ++i) {
    ApprovalVoice voice;
    voice.request = request_.id;
    voice.step = step.id;
    voice.round = round_of(step.id);
    voice.place = static_cast<std::int64_t>(i);
    voice.team = all[i].team;
    voice.address = all[i].address;
    voice.trust = approval.trust ? 1 : 0;
    voice.until = until;
    voice.id = approvals.insert(voice, all[i].people);
    voices.push_back(std::move(voice));
  }
  for (const auto place : domain::to_be_asked(std::vector<domain::Said>(voices.size()), approval.in_turn)) {
    ask_voice(counter_, connection_, request_, voices[place], now_);
  }
  if (approval.trust) later("objection", step, until);
  if (!approval.trust) remind_later(step.id);
  if (approval.escalate_after.amount > 0) later("escalate", step, after(approval.escalate_after));
  jobs_left_ = true;
  record(approval.trust ? "approval.trusted" : "approval.asked", step.id);
}

// Also where no reminder is asked for: somebody may have left, and nothing must wait for them for ever.
void Course::remind_later(const std::string& id) {
  const Step* step = run_.step(id);
  if (step == nullptr) return;
  const domain::Duration usual{3 * domain::day, false};
  // However short a service says, nobody is written to more than once an hour.
  const auto at = after(step->approval.remind.amount > 0 ? step->approval.remind : usual);
  later("remind", *step, std::max(at, now_ + domain::hour));
}

void Course::tell(const Step& step) {
  json data = facts();
  data["steps"] = domain::results_for(run_, rules_of(step.notice.to));
  // What the requester is told stands in their conversation too: a letter alone gets lost.
  const auto is_requester = [](const domain::Voice& voice) { return voice.kind == domain::Voice::Kind::requester; };
  const auto& to = step.notice.to;
  json conversation = json::object();
  if (std::any_of(to.begin(), to.end(), is_requester)) {
    const auto id =
        say_for_department(connection_, service_->plugin, request_.id, step.notice.text.in(language()), false, now_);
    if (std::all_of(to.begin(), to.end(), is_requester)) conversation["message"] = id;
  }
  for (const auto& voice : step.notice.to) {
    for (const auto& told : asked_voices(counter_, connection_, request_, voice, request_.team, data)) {
      const auto person = told.people.empty() ? std::nullopt : storage::People(connection_).find(told.people.front());
      const auto language = person ? person->language : domain::Language::fr;
      write_to_voice(counter_, connection_, request_, told, "mail.notice", {{"body", step.notice.text.in(language)}},
                     now_);
    }
  }
  jobs_left_ = true;
  record("step.told", step.id, std::move(conversation));
}

// Opened for the same person, as if they had asked for it themselves. What cannot be opened is a person's to look at.
void Course::begin_sub_request(const Step& step) {
  const auto fail = [&](const std::string& why, const json& questions = nullptr) {
    if (!step.request.blocking) return record("step.failed", step.id, {{"why", why}, {"internal", true}});
    json detail{{"detail", why}};
    if (!questions.is_null()) detail["questions"] = questions;
    run_.hand_over(step.id, StepState::failed, std::move(detail));
    give_to_team(step.id, request_.team);
    record("step.failed", step.id, {{"team", request_.team}});
  };
  if (!requester_ || !requester_->active) return fail("error.step.nobody");
  const int level = kinship_of(connection_, request_.id).level;
  if (level >= most_levels) return fail("error.step.too-deep");
  if (opened_enough(connection_, request_.id)) return fail("error.step.too-many");
  auto prepared = prepare_opened(counter_, connection_, request_, *requester_, step.request.service,
                                 input_of(step.request.map), now_);
  if (!prepared) {
    const auto& fields = prepared.error().fields;
    if (fields.empty()) return fail(prepared.error().message);
    // Which answers it would have needed, as that service asks for them.
    const auto snapshot = counter_.registry.current();
    const auto* other = snapshot->service(step.request.service);
    json questions = json::array();
    for (const auto& field : fields) {
      const auto* asked = other == nullptr ? nullptr : other->form.find(field.field);
      questions.push_back(asked == nullptr ? json{{"fr", field.field}, {"en", field.field}} : json(asked->label));
    }
    return fail("error.step.unanswered", questions);
  }
  const auto child = write_prepared(counter_, connection_, *prepared, now_, [&](domain::RequestId id) {
    storage::SubRequests(connection_)
        .insert({id, request_.id, step.id, round_of(step.id), step.request.blocking ? 1 : 0});
    tell_opened(connection_, request_.id, id, level + 1, now_);
  });
  jobs_left_ = true;
  // One whose workflow had nothing to wait for is over already, and tells nobody any more.
  if (step.request.blocking && prepared->request.status == domain::Status::resolved) {
    finish(step.id, {{"status", domain::name_of(prepared->request.status)}, {"request", domain::reference_of(child)}});
  }
}

void tell_parent(const Counter& counter, storage::Connection& connection, const domain::Request& child,
                 domain::Instant now, domain::PersonId actor) {
  if (!domain::is_over(child.status)) return;
  const auto link = storage::SubRequests(connection).parent_of(child.id);
  if (!link || link->blocking == 0) return;
  storage::Requests requests(connection);
  auto parent = requests.find(link->parent);
  if (!parent) return;
  const auto expected = parent->version;
  const Standing before(*parent);
  Course course(counter, connection, *parent, counter.pinned.find(connection, parent->service_version), now, actor);
  const auto* run = course.run().run_of(link->step);
  // A part of an earlier round, or one that its parent ended itself, changes nothing.
  if (run == nullptr || run->round != link->round || run->state != StepState::running) return;
  if (child.status == domain::Status::resolved || child.status == domain::Status::closed) {
    course.finish(link->step, {{"status", domain::name_of(child.status)}, {"request", domain::reference_of(child.id)}});
  } else {
    course.hand_over(link->step, StepState::failed,
                     {{"status", domain::name_of(child.status)}, {"request", domain::reference_of(child.id)}});
    storage::TeamSteps(connection).put({parent->id, link->step, parent->team, now});
    storage::Events(connection)
        .append({0, now, "step.part-ended", parent->id, 0, {{"step", link->step}, {"other", child.id}}});
  }
  (void)course.keep();
  parent->updated = now;
  if (!requests.update(*parent, expected)) return;
  keep_promises(counter, connection, *parent, now);
  count_change(counter, connection, before, *parent, now);
  parent->version = expected + 1;
  if (domain::is_over(parent->status)) tell_parent(counter, connection, *parent, now, actor);
}

}  // namespace guichet::counter
