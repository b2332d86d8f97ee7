// SPDX-License-Identifier: GPL-3.0-or-later
// Making a request: the form, its questions asked again, the check, the sending, the confirmation.
#include "kernel/counter/ask.hpp"
#include "kernel/counter/distress.hpp"
#include "kernel/counter/form_place.hpp"
#include "kernel/counter/submit.hpp"
#include "kernel/domain/each_answer.hpp"
#include "kernel/domain/typed_text.hpp"
#include "kernel/identity/tokens.hpp"
#include "web/pages/confirmation_view.hpp"
#include "web/pages/errors.hpp"
#include "web/pages/form_check.hpp"
#include "web/pages/form_input.hpp"
#include "web/pages/form_parts.hpp"
#include "web/pages/form_rows.hpp"
#include "web/pages/incident_view.hpp"
#include "web/pages/portal.hpp"
#include "web/pages/seen_questions.hpp"
#include "web/pages/suggestions_view.hpp"

#include <algorithm>
#include <optional>
#include <sstream>

namespace guichet::web::pages {
namespace {

using counter::FormInput;
using counter::FormState;

/// The full id of the path's service; "" on the free request's paths.
std::string service_of(const server::Request& request) {
  const std::string_view plugin = request.path_parameters.value("plugin");
  if (plugin.empty()) return {};
  return std::string(plugin) + "/" + std::string(request.path_parameters.value("service"));
}

std::string url_of_form(const std::string& service) {
  return service.empty() ? "/demande-libre" : "/services/" + service;
}

/// The element and words of each wrong answer, for the summary.
std::vector<std::pair<std::string, std::string>> error_lines(const Visit& visit, const FormState& state) {
  std::vector<std::pair<std::string, std::string>> lines;
  const auto named = [&](const std::string& label, const std::string& wrong) {
    return visit.texts().text("form.error-line", {{"label", label}, {"wrong", wrong}});
  };
  for (const domain::FieldError& error : state.errors) {
    const std::string text = shown_error(error, visit.words());
    if (state.form->find(domain::question_of(error.field)) != nullptr) {
      lines.push_back(error_line(visit, state, error));
    } else if (error.field == "title") {
      lines.emplace_back("titre", text);
    } else if (error.field == "contact") {
      lines.emplace_back("contact", named(visit.texts().text("form.contact"), text));
    } else if (error.field == "on_behalf_of") {
      lines.emplace_back("pour", text);
    } else {
      lines.emplace_back("", text);
    }
  }
  return lines;
}

std::string error_of(const Visit& visit, const FormState& state, std::string_view field) {
  const auto found = std::find_if(state.errors.begin(), state.errors.end(),
                                  [&](const domain::FieldError& error) { return error.field == field; });
  return found == state.errors.end() ? std::string() : shown_error(*found, visit.words());
}

constexpr std::size_t most_articles = 3;

std::string text_answer(const FormState& state, const char* field) {
  const auto answer = state.answers.find(field);
  return answer != state.answers.end() && answer->is_string() ? answer->get<std::string>() : std::string();
}

/// Which section a browser without JavaScript is shown: the one that was asked for, of an error, or of the page.
std::size_t section_to_show(const Visit& visit, const FormState& state) {
  const std::vector<FormPart> parts = parts_of(visit, state);
  for (const domain::FieldError& error : state.errors) {
    if (!error.field.empty()) return part_with(parts, domain::question_of(error.field));
  }
  const server::Fields& sent = visit.request().form;
  const std::string_view asked_for = sent.has("montrer") ? sent.value("montrer") : sent.value("section");
  std::size_t current = part_with(parts, asked_for);
  if (sent.value("etape") == "suivante" && current + 1 < parts.size()) ++current;
  if (sent.value("etape") == "precedente" && current > 0) --current;
  return current;
}

void add_questions(View& data, const Visit& visit, const FormState& state, const std::string& service) {
  data.text("swap", "none");
  add_parts(data, visit, state, url_of_form(service), section_to_show(visit, state));
}

/// What may answer before anything is sent: the passages that fit the words, then what the service names itself.
void add_articles(View& data, const Visit& visit, const FormState& state) {
  std::vector<View> articles;
  std::vector<std::string> shown;
  const std::string words = state.title + " " + text_answer(state, "words");
  const matching::Suggestions found = domain::typed::trimmed(words).empty()
                                          ? matching::Suggestions{}
                                          : counter::ask(visit.counter(), visit.asker(), words);
  for (const auto& match : found.articles) {
    if (found.abstains || articles.size() == most_articles) break;
    articles.push_back(article_view(match, ""));
    shown.push_back(match.article->id);
  }
  if (state.service != nullptr) {
    for (const std::string& id : state.service->answers) {
      const domain::Article* article = state.snapshot->article(id, visit.language());
      if (article == nullptr || !article->audience.includes(visit.asker().person())) continue;
      if (std::find(shown.begin(), shown.end(), article->id) != shown.end()) continue;
      View view;
      view.text("article_url", "/fiches/" + article->id)
          .text("article_id", article->id)
          .text("title", article->title)
          .flag("heading", false)
          .flag("has_pieces", false)
          .list("pieces", {});
      articles.push_back(std::move(view));
    }
  }
  data.flag("has_answers", !articles.empty()).list("answers", std::move(articles));
}

/// What a free request is about when a page led to it, carried from step to step; "" else.
std::string about_of(const Visit& visit) {
  return visit.request().form.value("objet") == "compte" ? "compte" : "";
}

/// The form with what is in it. `input` is what was typed, `more`: new questions came up.
server::Response show_form(Visit& visit, const FormState& state, const FormInput& input, int status, bool more) {
  const Catalogue& texts = visit.texts();
  const bool free = state.service == nullptr;
  const bool agent = visit.signed_in() && visit.presence()->viewer.is_agent();
  const bool resumed = state.draft_saved != 0;
  View data;
  data.text("service_title", free ? texts.text("form.free-title") : state.service->title.in(visit.language()))
      .text("service_summary", free ? texts.text("form.free-summary") : state.service->summary.in(visit.language()))
      .text("url", url_of_form(input.service))
      .text("answered_url", url_of_form(input.service) + "/repond")
      .maybe("about", about_of(visit))
      .text("submission", input.submission.empty() ? identity::random_token() : input.submission)
      .text("need", state.title)
      .maybe("need_wrong", error_of(visit, state, "title"))
      .flag("signed_out", !visit.signed_in())
      .text("contact", input.contact)
      .maybe("contact_wrong", error_of(visit, state, "contact"))
      .flag("on_behalf", agent)
      .flag("on_behalf_open", !input.on_behalf_of.empty())
      .text("on_behalf_login", input.on_behalf_of)
      .maybe("on_behalf_wrong", error_of(visit, state, "on_behalf_of"))
      .maybe("resumed", resumed && !state.draft_waits ? visit.moments().shown(state.draft_saved) : std::string())
      .maybe("waiting_draft", resumed && state.draft_waits ? visit.moments().shown(state.draft_saved) : std::string())
      .flag("keeps_draft", visit.signed_in())
      .flag("more", more);
  add_questions(data, visit, state, input.service);
  add_articles(data, visit, state);
  add_told_incidents(data, visit, state);
  add_errors(data, error_lines(visit, state));
  return visit.page("form", std::move(data), Section::none, status);
}

server::Response open(Visit& visit) {
  const std::string service = service_of(visit.request());
  // Links within articles lead here too.
  if (const std::string url = service_url(visit, service); !service.empty() && url != url_of_form(service)) {
    return visit.go_to(url);
  }
  // "q" is what bookmarks and other sites give; our own pages keep words out of addresses.
  std::string words(visit.request().query.value("q"));
  if (words.empty() && visit.request().query.has("mots")) words = crossing_words(visit);
  const auto state = counter::open_form(visit.counter(), visit.asker(), service, words);
  if (!state) return show_error(visit, state.error());
  FormInput input;
  input.service = service;
  return show_form(visit, *state, input, 200, false);
}

/// Somebody who cannot sign in asks a person: where they are does not matter, and they said who they are already.
bool is_about_account(const Visit& visit, const std::string& service) {
  return service.empty() && !about_of(visit).empty();
}

void ask_only_what_matters(const Visit& visit, FormState& state, const std::string& service) {
  if (is_about_account(visit, service)) std::erase(state.shown, "place");
}

/// Coming from the page of blocked accounts, the need is known.
void say_the_need(const Visit& visit, FormInput& input) {
  if (!is_about_account(visit, input.service) || !input.typed.empty() || !input.title.empty()) return;
  const std::string_view login = visit.request().form.value("identifiant");
  input.title = visit.texts().text("recovery.subject");
  if (!login.empty()) input.typed.emplace_back("words", visit.texts().text("recovery.words", {{"login", login}}));
}

/// Back from the check, or a form that is only shown again.
server::Response reopen(Visit& visit) {
  FormInput input = form_input(visit, service_of(visit.request()));
  say_the_need(visit, input);
  // What they said had answered did not, after all.
  if (const std::string_view article = visit.request().form.value("reprise"); !article.empty()) {
    (void)counter::not_solved_after_all(visit.counter(), visit.asker(), article, visit.request().remote_address);
  }
  auto state = counter::retype_form(visit.counter(), visit.asker(), input);
  if (!state) return show_error(visit, state.error());
  ask_only_what_matters(visit, *state, input.service);
  return show_form(visit, *state, input, 200, false);
}

/// An answer changed: the questions that show now, or nothing when they are the same.
server::Response ask_again(Visit& visit) {
  const FormInput input = form_input(visit, service_of(visit.request()));
  auto state = counter::retype_form(visit.counter(), visit.asker(), input);
  if (!state) return show_error(visit, state.error());
  counter::begin_new_questions(visit.counter(), visit.asker(), seen_by(visit), *state);
  ask_only_what_matters(visit, *state, input.service);
  if (visit.wants_piece() && seen_questions(visit, *state) == visit.request().form.value("vues") &&
      !changes_rows(visit)) {
    return server::empty(204);
  }
  if (!visit.wants_piece()) return show_form(visit, *state, input, 200, false);
  const std::string_view seen = visit.request().form.value("vues");
  return visit.piece("questions-changed", changes_since(seen, visit, *state, url_of_form(input.service)));
}

/// A free request that tells of what only those who listen should read.
bool is_in_distress(const FormState& state) {
  return state.service == nullptr && counter::distress_of(state) != matching::Distress::none;
}

/// The answers as the check page carries them on.
std::vector<View> carried(const Visit& visit, const FormInput& input) {
  std::vector<View> fields;
  const auto carry = [&](std::string name, const std::string& value) {
    if (!value.empty()) fields.push_back(View().text("name", std::move(name)).text("value", value));
  };
  carry("objet", about_of(visit));
  carry("titre", input.title);
  carry("pour", input.on_behalf_of);
  carry("cle", input.submission);
  carry("contact", input.contact);
  for (const auto& [id, value] : input.typed) carry(std::string(answer_prefix) + id, value);
  return fields;
}

/// Who can help now, before a free request that tells of distress goes on.
server::Response show_help(Visit& visit, const FormState& state, const FormInput& input) {
  View data = help_view(visit, counter::distress_of(state));
  data.text("url", url_of_form(input.service)).list("carried", carried(visit, input));
  return visit.page("confidential", std::move(data), Section::none);
}

server::Response show_check(Visit& visit, const FormState& state, const FormInput& input) {
  const std::string title =
      state.service == nullptr ? visit.texts().text("form.free-title") : state.service->title.in(visit.language());
  View data;
  add_told_incidents(data, visit, state);
  add_destination(data, visit, state, input, is_in_distress(state));
  data.text("service_title", title)
      .text("url", url_of_form(input.service))
      .text("need", state.title.empty() ? title : state.title)
      .flag("confidential", is_in_distress(state))
      .list("parts", check_parts(visit, state))
      .list("carried", carried(visit, input));
  return visit.page("check", std::move(data), Section::none);
}

/// Without JavaScript, one section at a time: goes on to the next one when all up to here holds. Nothing when the
/// section was the last, or when the whole form was sent.
std::optional<server::Response> go_on(Visit& visit, FormState& state, const FormInput& input) {
  if (visit.request().form.value("etape") != "suivante") return std::nullopt;
  const std::vector<FormPart> parts = parts_of(visit, state);
  const std::size_t current = part_with(parts, visit.request().form.value("section"));
  if (current + 1 >= parts.size()) return std::nullopt;
  std::erase_if(state.errors, [&](const domain::FieldError& error) {
    const std::string question = domain::question_of(error.field);
    if (state.form->find(question) == nullptr) return error.field != "title";
    return part_with(parts, question) > current;
  });
  const bool fine = state.errors.empty();
  return show_form(visit, state, input, fine ? 200 : 422, false);
}

/// An article answered: the form ends there and is counted; what was typed goes along, for the way back.
server::Response end_answered(Visit& visit) {
  FormInput input = form_input(visit, service_of(visit.request()));
  (void)take_uploads(visit, input);
  const std::string article(visit.request().form.value("fiche"));
  const auto known = counter::article(visit.counter(), visit.asker(), article);
  if (!known) return show_error(visit, known.error());
  const auto counted =
      counter::solved_by(visit.counter(), visit.asker(), article, "solved", visit.request().remote_address);
  if (!counted) return show_error(visit, counted.error());
  if (visit.signed_in()) (void)counter::discard_draft(visit.counter(), visit.asker(), input.service);
  View data;
  data.text("url", url_of_form(input.service))
      .text("article_id", article)
      .text("article_title", known->article->title)
      .text("article_url", "/fiches/" + article)
      .list("carried", carried(visit, input));
  return visit.page("answered", std::move(data), Section::none);
}

server::Response check(Visit& visit) {
  FormInput input = form_input(visit, service_of(visit.request()));
  const std::vector<domain::FieldError> refused = take_uploads(visit, input);
  auto state = counter::check_form(visit.counter(), visit.asker(), input);
  if (!state) return show_error(visit, state.error());
  ask_only_what_matters(visit, *state, input.service);
  state->errors.insert(state->errors.end(), refused.begin(), refused.end());
  // Whatever comes between now and the sending (a session that ends, another language), it is there.
  if (visit.signed_in()) (void)counter::save_draft(visit.counter(), visit.asker(), input);
  if (auto next = go_on(visit, *state, input)) return std::move(*next);
  if (state->errors.empty()) {
    const bool insists = visit.request().form.value("confidentiel") == "oui";
    return is_in_distress(*state) && !insists ? show_help(visit, *state, input) : show_check(visit, *state, input);
  }
  const bool more = forgive_what_was_not_seen(visit, *state->form, state->errors);
  counter::begin_new_questions(visit.counter(), visit.asker(), seen_by(visit), *state);
  return show_form(visit, *state, input, more ? 200 : 422, more);
}

server::Response send(Visit& visit) {
  const FormInput input = form_input(visit, service_of(visit.request()));
  const auto sent = counter::submit(visit.counter(), visit.asker(), input);
  if (sent) forget_crossing_words(visit);
  if (sent) {
    if (visit.signed_in()) return visit.go_to("/demandes/" + sent->reference + "/confirmation");
    return visit.page("confirmation", confirmation_view(visit, sent->request, sent->reference), Section::none);
  }
  if (status_of(sent.error().kind) >= 500 || sent.error().kind == domain::ErrorKind::not_found) {
    return show_error(visit, sent.error());
  }
  auto state = counter::retype_form(visit.counter(), visit.asker(), input);
  if (!state) return show_error(visit, state.error());
  ask_only_what_matters(visit, *state, input.service);
  state->errors = sent.error().fields;
  if (state->errors.empty()) state->errors.push_back({"", sent.error().message, sent.error().parameters});
  return show_form(visit, *state, input, status_of(sent.error().kind), false);
}

server::Response keep_draft(Visit& visit) {
  const FormInput input = form_input(visit, service_of(visit.request()));
  const auto kept = counter::save_draft(visit.counter(), visit.asker(), input);
  if (!kept) return show_error(visit, kept.error());
  if (!counter::keeps_drafts_of(visit.counter(), visit.asker(), input)) {
    // Nothing was kept, and nobody is told that it was.
    if (visit.wants_piece()) return server::empty(202);
    const auto state = counter::retype_form(visit.counter(), visit.asker(), input);
    return state ? show_help(visit, *state, input) : show_error(visit, state.error());
  }
  return visit.wants_piece() ? server::empty(204) : visit.go_to("/demandes?dit=draft");
}

server::Response start_again(Visit& visit) {
  const std::string service = service_of(visit.request());
  const auto discarded = counter::discard_draft(visit.counter(), visit.asker(), service);
  if (!discarded) return show_error(visit, discarded.error());
  return visit.go_to(url_of_form(service));
}

}  // namespace

void add_form_pages(Pages& pages) {
  for (const std::string base : {"/services/{plugin}/{service}", "/demande-libre"}) {
    pages.get(base, open);
    pages.post(base, reopen);
    pages.post(base + "/questions", ask_again);
    pages.post(base + "/verifier", check);
    pages.post(base + "/envoyer", send);
    pages.post(base + "/repond", end_answered);
    pages.post(base + "/brouillon", keep_draft);
    pages.post(base + "/effacer", start_again);
    // A page of a form that is opened again from the history of the browser begins at the form.
    for (const char* step : {"/verifier", "/envoyer", "/repond"}) {
      pages.get(base + step, [](Visit& visit) { return visit.go_to(url_of_form(service_of(visit.request()))); });
    }
  }
}

}  // namespace guichet::web::pages
