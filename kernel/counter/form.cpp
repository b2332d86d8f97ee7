// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/form.hpp"

#include "kernel/counter/distress.hpp"
#include "kernel/counter/form_place.hpp"
#include "kernel/counter/form_plugins.hpp"
#include "kernel/counter/form_proposals.hpp"
#include "kernel/counter/named_answers.hpp"
#include "kernel/counter/names.hpp"
#include "kernel/counter/upload.hpp"
#include "kernel/domain/each_answer.hpp"
#include "kernel/domain/typed_text.hpp"

#include <algorithm>

namespace guichet::counter {
namespace {

using domain::Error;
using domain::ErrorKind;

constexpr std::size_t longest_title = 200;  // characters, counted in UTF-8 code points
constexpr std::size_t most_drafts = 100;
constexpr std::size_t largest_draft = 400'000;      // bytes of JSON
constexpr std::size_t longest_draft_title = 4'000;  // bytes: what is too long to be sent may be kept to be mended

bool has_control_characters(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; });
}

/// The service or the free request that an input is about, before anything is typed.
domain::Result<FormState> blank(const Counter& counter, const Asker& asker, const std::string& service) {
  FormState state;
  if (service.empty()) {
    state.snapshot = counter.registry.current();
    state.form = &free_form();
    return state;
  }
  auto view = counter::service(counter, asker, service);
  if (!view) return view.error();
  state.snapshot = std::move(view->snapshot);
  state.service = view->service;
  state.form = &view->service->form;
  return state;
}

std::vector<std::int64_t> file_ids(const domain::Form& form, const domain::Answers& answers) {
  std::vector<std::int64_t> ids;
  for (const auto& field : form.fields) {
    if (field.type != domain::FieldType::file || !answers.contains(field.id)) continue;
    for (const auto& id : attachment_ids(answers[field.id])) ids.push_back(id);
  }
  return ids;
}

/// Whose request it will be: the person an agent asks for, else the one who types.
const domain::Person* owner_of(const FormState& state, const Asker& asker) {
  return state.on_behalf_of ? &*state.on_behalf_of : asker.person();
}

/// The persons and files that answers name, as far as this person may know them.
void name_what_is_named(const Counter& counter, const Asker& asker, FormState& state) {
  state.uploads.clear();
  state.people.clear();
  const auto files = file_ids(*state.form, state.answers);
  std::vector<std::string> logins;
  domain::each_answer(*state.form, state.answers,
                      [&](const domain::Field& field, const std::string&, const nlohmann::json& value) {
                        if (field.type == domain::FieldType::person && value.is_string()) {
                          logins.push_back(value.get<std::string>());
                        }
                      });
  // Somebody signed out learns nothing of who exists: no name they type is looked up.
  if (asker.viewer == nullptr) return;
  if (files.empty() && logins.empty()) return;
  std::optional<storage::Reader> reader;
  if (counter.within == nullptr) reader.emplace(counter.database.read());
  storage::Connection& connection = reader ? **reader : *counter.within;
  if (!files.empty()) {
    for (auto& upload : storage::Requests(connection).attachments_of(files)) {
      if (upload.uploaded_by == asker.id() && upload.request == 0) state.uploads.push_back(std::move(upload));
    }
  }
  for (const auto& login : logins) {
    if (!is_name(login)) continue;
    if (auto person = storage::People(connection).by_login(login); person && person->active) {
      state.people.push_back(std::move(*person));
    }
  }
}

/// Fills in what the state shows beside the answers: which questions, which are the directory's, names, files.
void complete(const Counter& counter, const Asker& asker, FormState& state) {
  fill_sources(counter, asker, state);
  const domain::FormContext context = form_context(counter, owner_of(state, asker), asker.now);
  settle(state, context);
  const domain::Answers known = domain::prefilled(*state.form, context);
  for (const auto& [id, value] : known.items()) {
    if (state.answers.contains(id) && state.answers[id] == value) state.prefilled.push_back(id);
  }
  note_place_told(counter, owner_of(state, asker), state);
  name_what_is_named(counter, asker, state);
}

/// Finds the person an agent asks for. What is wrong goes to `errors`; the name stays typed in the form.
void find_beneficiary(const Counter& counter, const Asker& asker, const FormInput& input, FormState& state) {
  if (input.on_behalf_of.empty()) return;
  if (asker.viewer == nullptr || !asker.viewer->is_agent()) {
    state.errors.push_back({"on_behalf_of", "error.on-behalf.agents-only"});
    return;
  }
  std::optional<domain::Person> person;
  if (is_name(input.on_behalf_of)) {
    storage::Reader reader = counter.database.read();
    person = storage::People(reader).by_login(input.on_behalf_of);
  }
  if (person && person->active) {
    state.on_behalf_of = std::move(*person);
  } else {
    state.errors.push_back({"on_behalf_of", "error.field.not-a-person"});
  }
}

domain::Result<FormState> typed_form(const Counter& counter, const Asker& asker, const FormInput& input) {
  auto state = blank(counter, asker, input.service);
  if (!state) return state;
  state->title = input.title;
  state->answers = domain::read_answers(*state->form, input.typed);
  read_proposals(input.typed, *state);
  find_beneficiary(counter, asker, input, *state);
  complete(counter, asker, *state);
  return state;
}

void check_title(FormState& state) {
  if (characters_of(state.title) > longest_title) {
    state.errors.push_back({"title", "error.field.too-long", {{"max", longest_title}}});
  } else if (has_control_characters(state.title) || !is_text(state.title)) {
    state.errors.push_back({"title", "error.field.bad-text"});
  }
}

void check_contact(const Asker& asker, const FormInput& input, FormState& state) {
  if (asker.viewer != nullptr) return;
  if (is_blank(input.contact)) {
    state.errors.push_back({"contact", "error.field.required"});
  } else if (input.contact.size() > 200 || has_control_characters(input.contact) || !is_text(input.contact)) {
    state.errors.push_back({"contact", "error.field.bad-text"});
  } else if (!domain::typed::email_of(input.contact) && !domain::typed::is_phone(input.contact)) {
    state.errors.push_back({"contact", "error.field.contact"});  // nobody could answer
  }
}

/// Persons, teams and files that answers name must exist; files must be this person's own, and not sent yet.
void check_named(FormState& state) {
  const auto check = [&](const domain::Field& field, const std::string& named, const nlohmann::json& value) {
    if (field.type == domain::FieldType::person && value.is_string()) {
      const auto found = std::any_of(state.people.begin(), state.people.end(),
                                     [&](const auto& person) { return person.login == value.get<std::string>(); });
      if (!found) state.errors.push_back({named, "error.field.not-a-person"});
    }
    if (field.type == domain::FieldType::team && value.is_string() && !is_team(*state.snapshot, value)) {
      state.errors.push_back({named, "error.field.not-an-option"});
    }
    if (field.type != domain::FieldType::file) return;
    for (const auto id : attachment_ids(value)) {
      const auto upload =
          std::find_if(state.uploads.begin(), state.uploads.end(), [&](const auto& each) { return each.id == id; });
      if (upload == state.uploads.end()) {
        state.errors.push_back({named, "error.field.file-gone"});
      } else if (!may_answer(field, *upload)) {
        state.errors.push_back(wrong_type(named, field.accept, upload->name));  // it was uploaded for another question
      }
    }
  };
  domain::each_answer(*state.form, state.answers, check);
}

/// The answers as a whole, once they were read.
void check_whole(const Counter& counter, const Asker& asker, FormState& state) {
  const auto context = form_context(counter, owner_of(state, asker), asker.now);
  auto checked = domain::check_answers(*state.form, state.answers, context);
  if (checked) {
    if (state.answers != *checked) {
      state.answers = std::move(*checked);
      name_what_is_named(counter, asker, state);  // what was typed around a name is gone
    }
  } else {
    for (auto& error : checked.error().fields) state.errors.push_back(std::move(error));
  }
  check_named(state);
}

}  // namespace

const domain::Form& free_form() {
  static const domain::Form form = [] {
    domain::Field words;
    words.id = "words";
    words.type = domain::FieldType::paragraph;
    words.required = true;
    domain::Field place;
    place.id = "place";
    place.type = domain::FieldType::place;
    place.level = domain::PlaceKind::campus;
    place.prefill = "requester.campus";
    domain::Field files;
    files.id = "files";
    files.type = domain::FieldType::file;
    files.multiple = true;
    return domain::Form{{words, place, files}};
  }();
  return form;
}

domain::Result<FormState> open_form(const Counter& counter, const Asker& asker, const std::string& service,
                                    const std::string& title, bool fresh) {
  auto state = blank(counter, asker, service);
  if (!state) return state;
  state->title = title;
  state->answers = domain::prefilled(*state->form, form_context(counter, asker.person(), asker.now));
  if (!is_text(title)) state->title.clear();  // it comes from an address: nobody typed it
  prefill_place(counter, asker.person(), *state);
  if (service.empty() && !state->title.empty()) state->answers["words"] = state->title;
  if (asker.viewer != nullptr && !fresh) {
    storage::Reader reader = counter.database.read();
    if (const auto draft = storage::Drafts(reader).find(asker.id(), service)) {
      state->draft_saved = draft->updated;
      // Words just typed are what they want now; what was kept is offered beside.
      state->draft_waits = !state->title.empty() && state->title != draft->title;
      if (!state->draft_waits) {
        state->answers = draft->answers;
        state->title = draft->title;
      }
    }
  }
  complete(counter, asker, *state);
  return state;
}

domain::Result<FormState> retype_form(const Counter& counter, const Asker& asker, const FormInput& input) {
  auto state = typed_form(counter, asker, input);
  if (state) state->errors.clear();
  return state;
}

void begin_new_questions(const Counter& counter, const Asker& asker, const std::vector<std::string>& seen,
                         FormState& state) {
  const auto context = form_context(counter, owner_of(state, asker), asker.now);
  FormState opened = state;
  opened.answers = domain::prefilled(*state.form, context);
  prefill_place(counter, owner_of(state, asker), opened);
  bool begun = false;
  for (const std::string& id : state.shown) {
    const bool is_new = std::find(seen.begin(), seen.end(), id) == seen.end();
    if (!is_new || state.answers.contains(id) || !opened.answers.contains(id)) continue;
    state.answers[id] = opened.answers[id];
    begun = true;
  }
  if (!begun) return;
  state.prefilled.clear();
  complete(counter, asker, state);
}

domain::Result<FormState> check_form(const Counter& counter, const Asker& asker, const FormInput& input) {
  auto state = typed_form(counter, asker, input);
  if (!state) return state;
  check_title(*state);
  check_contact(asker, input, *state);
  check_whole(counter, asker, *state);
  ask_validators(counter, asker, *state);
  return state;
}

domain::Result<FormState> answered_form(const Counter& counter, const Asker& asker, const std::string& service,
                                        const domain::Answers& answers) {
  auto state = blank(counter, asker, service);
  if (!state) return state;
  state->answers = answers;
  complete(counter, asker, *state);
  check_whole(counter, asker, *state);
  return state;
}

void check_state(const Counter& counter, const Asker& asker, FormState& state) {
  state.errors.clear();
  state.prefilled.clear();
  complete(counter, asker, state);
  check_whole(counter, asker, state);
}

domain::Result<domain::Done> save_draft(const Counter& counter, const Asker& asker, const FormInput& input) {
  if (asker.viewer == nullptr) return Error{ErrorKind::forbidden, "error.sign-in.needed", {}, {}, ""};
  auto state = typed_form(counter, asker, input);
  if (!state) return state.error();
  if (distress_of(*state) != matching::Distress::none) return discard_draft(counter, asker, input.service);
  storage::Draft draft{asker.id(), input.service, state->title, without_proposals(*state), asker.now};
  if (!is_text(draft.title) || draft.title.size() > longest_draft_title ||
      draft.answers.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace).size() > largest_draft) {
    return Error{ErrorKind::invalid, "error.draft.too-large", {}, {}, ""};
  }
  return counter.database.write([&](storage::Connection& connection) -> domain::Result<domain::Done> {
    storage::Drafts drafts(connection);
    if (!drafts.find(draft.person, draft.service) && drafts.of(draft.person).size() >= most_drafts) {
      return Error{ErrorKind::too_many, "error.draft.too-many", {}, {}, ""};
    }
    drafts.save(draft);
    return domain::Done{};
  });
}

bool keeps_drafts_of(const Counter& counter, const Asker& asker, const FormInput& input) {
  const auto state = typed_form(counter, asker, input);
  return asker.viewer != nullptr && state.ok() && distress_of(*state) == matching::Distress::none;
}

domain::Result<domain::Done> discard_draft(const Counter& counter, const Asker& asker, const std::string& service) {
  if (asker.viewer == nullptr) return Error{ErrorKind::forbidden, "error.sign-in.needed", {}, {}, ""};
  if (!service.empty() && !is_name(service)) return domain::Done{};
  return counter.database.write([&](storage::Connection& connection) -> domain::Result<domain::Done> {
    storage::Drafts(connection).remove(asker.id(), service);
    return domain::Done{};
  });
}

std::vector<storage::Draft> drafts(const Counter& counter, const Asker& asker) {
  if (asker.viewer == nullptr) return {};
  storage::Reader reader = counter.database.read();
  return storage::Drafts(reader).of(asker.id());
}

}  // namespace guichet::counter
