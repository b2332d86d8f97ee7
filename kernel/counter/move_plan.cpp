// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/move_plan.hpp"

#include "kernel/counter/facts.hpp"
#include "kernel/counter/form_plugins.hpp"
#include "kernel/counter/form_proposals.hpp"
#include "kernel/counter/names.hpp"
#include "kernel/counter/pinned.hpp"
#include "kernel/domain/carry.hpp"
#include "kernel/domain/each_answer.hpp"
#include "kernel/storage/people.hpp"

#include <algorithm>

namespace guichet::counter {
namespace {

using domain::Error;
using domain::ErrorKind;

bool is_among(const std::vector<std::string>& ids, const std::string& id) {
  return std::find(ids.begin(), ids.end(), id) != ids.end();
}

/// Files that were sent belong to the request already: they are not looked for among those that wait.
domain::Answers take_files(const domain::Form& form, domain::Answers& answers) {
  domain::Answers files = nlohmann::json::object();
  for (const auto& field : form.fields) {
    if (field.type != domain::FieldType::file || !answers.contains(field.id)) continue;
    files[field.id] = answers[field.id];
    answers.erase(field.id);
  }
  return files;
}

/// Answers nobody typed now that do not hold are asked for again. Answers whether there were any.
bool drop_what_fails(FormState& state, domain::Answers& known) {
  bool dropped = false;
  for (const auto& error : state.errors) {
    if (known.erase(domain::question_of(error.field)) == 0) continue;
    dropped = true;
  }
  return dropped;
}

}  // namespace

domain::Result<Movable> find_movable(const Counter& counter, const Asker& asker, domain::RequestId id) {
  if (asker.viewer == nullptr) return sign_in_needed();
  storage::Reader reader = counter.database.read();
  storage::Requests requests(reader);
  auto request = requests.find(id);
  if (!request) return no_such_request();
  Movable movable;
  movable.relation = relation_to(asker.viewer, *request, requests.participants(id));
  if (!identity::may_see(movable.relation, identity::Part::answers, *request)) return no_such_request();
  if (!identity::may_steer(movable.relation)) {
    return Error{ErrorKind::forbidden, "error.request.not-yours", {}, {}, ""};
  }
  movable.pinned = counter.pinned.find(reader, request->service_version);
  if (request->requester != 0) movable.owner = storage::People(reader).find(request->requester);
  movable.request = std::move(*request);
  return movable;
}

const domain::Form& form_before(const Movable& movable) {
  return movable.pinned ? movable.pinned->form : free_form();
}

domain::Result<FormState> state_of_service(const Counter& counter, const Movable& movable, const std::string& service) {
  FormState state;
  state.snapshot = counter.registry.current();
  state.service = state.snapshot->service(service);
  if (state.service == nullptr || !state.service->audience.includes(movable.owner ? &*movable.owner : nullptr)) {
    return Error{ErrorKind::invalid, "error.move.no-such-service", {}, {{"service", "error.move.no-such-service"}}, ""};
  }
  if (state.service->id == movable.request.service) {
    return Error{ErrorKind::invalid, "error.move.same-service", {}, {{"service", "error.move.same-service"}}, ""};
  }
  state.form = &state.service->form;
  return state;
}

void plan_answers(const Counter& counter, const Asker& asker, const Movable& movable, domain::Answers kept,
                  const domain::Typed& typed, FormState& state) {
  const domain::Form& form = state.service->form;
  state.title = movable.request.title;
  // The questions are the owner's, whoever moves it: nothing of an agent's own record is filled in.
  state.on_behalf_of = movable.owner ? *movable.owner : domain::Person{};
  const domain::Answers files = take_files(form, kept);
  const domain::Answers given = domain::read_answers(form, typed);
  const auto context = form_context(counter, &*state.on_behalf_of, asker.now);
  domain::Answers known = domain::prefilled(form, context);
  known.update(kept);
  std::vector<std::string> asked;
  for (int round = 0; round < 3; ++round) {
    state.form = &form;
    state.filled.reset();
    state.without_options.clear();
    state.proposals = nlohmann::json::object();
    read_proposals(typed, state);
    state.answers = known;
    for (const auto& [id, value] : given.items()) {
      if (known.contains(id) || files.contains(id)) continue;
      state.answers[id] = value;
      if (!is_among(asked, id)) asked.push_back(id);
    }
    check_state(counter, asker, state);
    std::erase_if(state.errors, [&](const auto& error) { return files.contains(domain::question_of(error.field)); });
    if (!drop_what_fails(state, known)) break;
  }
  ask_validators(counter, asker, state);
  for (const auto& error : state.errors) {
    const std::string id = domain::question_of(error.field);
    if (!id.empty() && !is_among(asked, id)) asked.push_back(id);
  }
  std::erase_if(state.shown, [&](const auto& id) { return !is_among(asked, id); });
  state.answers.update(files);
  // What a choice of a source was called is kept with it.
  for (const auto& field : form.fields) {
    const std::string label = label_key(field.id);
    if (!field.source.empty() && state.answers.contains(field.id) && movable.request.answers.contains(label)) {
      state.answers[label] = movable.request.answers[label];
    }
  }
}

void begin_with_what_is_known(const Counter& counter, const Movable& movable, const domain::Answers& kept,
                              const domain::Typed& typed, FormState& state) {
  for (const std::string& id : state.shown) {
    const domain::Field* field = state.form->find(id);
    const bool was_typed = std::any_of(typed.begin(), typed.end(),
                                       [&](const auto& each) { return domain::question_of(each.first) == id; });
    if (field != nullptr && field->type == domain::FieldType::table && !was_typed && kept.contains(id)) {
      state.answers[id] = kept[id];  // its rows as they are: one column of one of them may be all that is missing
      continue;
    }
    if (field == nullptr || field->type != domain::FieldType::place || was_typed) continue;
    std::string given;
    if (kept.contains(id) && kept[id].is_string()) given = kept[id].get<std::string>();
    const std::string campus = !given.empty() ? counter.places.campus_of(given) : movable.request.campus;
    const std::string named =
        counter.place_mentions != nullptr ? counter.place_mentions->find(state.title, campus).place : std::string();
    if (given.empty() || named.starts_with(given + "/")) given = named;
    if (counter.places.find(given) != nullptr) state.answers[id] = given;
  }
}

}  // namespace guichet::counter
