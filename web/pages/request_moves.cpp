// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/pages/request_moves.hpp"

#include "kernel/counter/desk.hpp"
#include "kernel/counter/form.hpp"
#include "kernel/counter/handle.hpp"
#include "kernel/domain/reference.hpp"
#include "kernel/domain/typed_text.hpp"
#include "web/pages/errors.hpp"
#include "web/pages/form_input.hpp"

#include <array>
#include <cstdlib>

namespace guichet::web::pages {
namespace {

using counter::Change;

std::int64_t number_of(std::string_view text) {
  return std::strtoll(std::string(text.substr(0, 19)).c_str(), nullptr, 10);
}

std::string text_of(const Visit& visit) {
  return std::string(visit.request().form.value("texte"));
}

Change change_of(const Visit& visit) {
  return {request_of(visit.request()), number_of(visit.request().form.value("version"))};
}

/// What could not be done is said on the request's own page, with what was typed; who may not know the request learns
/// nothing.
server::Response show_refusal(Visit& visit, const domain::Error& error, Attempt attempt) {
  const int status = status_of(error.kind);
  if (status == 404 || status >= 500 || !visit.signed_in()) return show_error(visit, error);
  const domain::FieldError* field = error.fields.empty() ? nullptr : &error.fields.front();
  nlohmann::json parameters = error.parameters;
  // What the counter did by itself was done by nobody in particular.
  if (parameters.is_object() && parameters.value("by", "?").empty()) {
    parameters["by"] = visit.texts().text("request.counter");
  }
  attempt.error = field != nullptr ? shown_error(*field, visit.words()) : visit.texts().text(error.message, parameters);
  if (field == nullptr) attempt.element.clear();
  return show_request(visit, request_of(visit.request()), attempt, "", 0, status);
}

server::Response go_back(Visit& visit, std::string_view said) {
  return visit.go_to("/demandes/" + domain::reference_of(request_of(visit.request())) + "?dit=" + std::string(said));
}

/// Given to others, it can no longer be read by the one who gave it: back to the desk.
server::Response leave(Visit& visit, std::string_view said) {
  const std::string desk = "/bureau?dit=" + std::string(said);
  if (!visit.wants_piece()) return visit.go_to(desk);
  server::Response response = server::empty(204);
  response.headers.emplace_back("HX-Redirect", desk);
  return response;
}

bool may_still_read(const Visit& visit, const domain::Request& request) {
  const identity::Viewer& viewer = visit.presence()->viewer;
  return !viewer.is_agent() || viewer.in_team(request.team) || request.requester == viewer.person.id;
}

/// A sign-in name, or the one person that a name or the beginning of one leads to.
std::string login_of(const Visit& visit) {
  const std::string typed(domain::typed::trimmed(visit.request().form.value("personne")));
  const auto found = counter::find_people(visit.counter(), visit.asker(), typed, 2);
  return found && found->size() == 1 ? found->front().login : typed;
}

/// What of a move's form comes back when it could not be made.
std::string typed_in(const Visit& visit) {
  const server::Fields& form = visit.request().form;
  return std::string(form.value(form.has("personne") ? "personne" : "texte"));
}

/// A move that answers the changed request.
template <typename Move>
Page move_page(const char* name, const char* element, const char* said, Move move) {
  return [=](Visit& visit) {
    const domain::Result<domain::Request> moved = move(visit);
    if (!moved) return show_refusal(visit, moved.error(), {"", element, name, typed_in(visit), false});
    return may_still_read(visit, *moved) ? go_back(visit, said) : leave(visit, said);
  };
}

server::Response write_message(Visit& visit) {
  const server::Fields& form = visit.request().form;
  counter::NewMessage message;
  message.request = request_of(visit.request());
  message.body = form.value("message");
  message.internal = form.value("pour") == "interne";
  const Attempt attempt{"", "message", "messages", message.body, message.internal};
  if (!visit.request().files.empty()) {
    // Nothing is kept for somebody who may not even read the request.
    const auto readable = counter::read_request(visit.counter(), visit.asker(), message.request);
    if (!readable) return show_error(visit, readable.error());
  }
  for (const server::UploadedFile& file : visit.request().files) {
    if (file.size == 0 && file.name.empty()) continue;
    const WaitingFile waiting(file, visit.tools().options.temporary_folder);
    if (waiting.path().empty()) {
      return show_error(visit, {domain::ErrorKind::unavailable, "error.files", {}, {}, "an upload was not written"});
    }
    const auto kept =
        counter::upload_for_message(visit.counter(), visit.asker(), message.request, {waiting.path(), file.name});
    if (!kept) return show_refusal(visit, kept.error(), attempt);
    message.attachments.push_back(kept->id);
  }
  const auto written = counter::write_message(visit.counter(), visit.asker(), message);
  if (!written) return show_refusal(visit, written.error(), attempt);
  return go_back(visit, message.internal ? "note" : "message");
}

server::Response change_watchers(Visit& visit) {
  const server::Fields& form = visit.request().form;
  const domain::RequestId id = request_of(visit.request());
  const auto done = form.has("retirer")
                        ? counter::remove_watcher(visit.counter(), visit.asker(), id, number_of(form.value("retirer")))
                        : counter::add_watcher(visit.counter(), visit.asker(), id, login_of(visit));
  if (!done) return show_refusal(visit, done.error(), {"", "watch-login", "suiveurs", typed_in(visit), false});
  // Somebody who stops following may no longer read it.
  if (form.has("retirer") && !counter::read_request(visit.counter(), visit.asker(), id))
    return visit.go_to("/demandes");
  return go_back(visit, "watched");
}

}  // namespace

domain::RequestId request_of(const server::Request& request) {
  return domain::id_of(request.path_parameters.value("reference")).value_or(0);
}

server::Response show_request(Visit& visit, domain::RequestId id, const Attempt& attempt, const std::string& said,
                              std::int64_t messages_before, int status) {
  const auto request = counter::read_request(visit.counter(), visit.asker(), id, messages_before);
  if (!request) return show_error(visit, request.error());
  // Only what we say ourselves: the word comes from the address.
  const bool known = visit.texts().find("said." + said).has_value();
  View data = request_view(visit, *request, attempt, known ? said : std::string(), messages_before > 0);
  if (visit.request().query.value("cote") == "1") return visit.piece("request-part", std::move(data), status);
  const bool for_team = request->allowed.note;
  return visit.page("request", std::move(data), for_team ? Section::desk : Section::requests, status);
}

void add_request_moves(Pages& pages) {
  const std::string base = "/demandes/{reference}/";
  pages.post(base + "messages", write_message);
  pages.post(base + "suiveurs", change_watchers);
  pages.post(base + "prendre", move_page("prendre", "", "taken", [](Visit& visit) {
               return counter::take_charge(visit.counter(), visit.asker(), change_of(visit));
             }));
  pages.post(base + "liberer", move_page("liberer", "", "released", [](Visit& visit) {
               return counter::release(visit.counter(), visit.asker(), change_of(visit));
             }));
  pages.post(base + "attribuer", move_page("attribuer", "assign-login", "assigned", [](Visit& visit) {
               return counter::assign(visit.counter(), visit.asker(), change_of(visit), login_of(visit));
             }));
  pages.post(base + "transferer", move_page("transferer", "transfer-team", "transferred", [](Visit& visit) {
               return counter::transfer(visit.counter(), visit.asker(), change_of(visit),
                                        std::string(visit.request().form.value("equipe")), text_of(visit));
             }));
  pages.post(base + "attendre", move_page("attendre", "wait-question", "waiting", [](Visit& visit) {
               return counter::wait_for_requester(visit.counter(), visit.asker(), change_of(visit), text_of(visit));
             }));
  pages.post(base + "resoudre", move_page("resoudre", "resolve-answer", "resolved", [](Visit& visit) {
               return counter::resolve(visit.counter(), visit.asker(), change_of(visit), text_of(visit));
             }));
  pages.post(base + "rouvrir", move_page("rouvrir", "reopen-reason", "reopened", [](Visit& visit) {
               return counter::reopen(visit.counter(), visit.asker(), change_of(visit), text_of(visit));
             }));
  pages.post(base + "annuler", move_page("annuler", "cancel-reason", "cancelled", [](Visit& visit) {
               return counter::cancel(visit.counter(), visit.asker(), change_of(visit), text_of(visit));
             }));
  pages.post(base + "mauvais-service", move_page("mauvais-service", "wrong-reason", "wrong-service", [](Visit& visit) {
               return counter::wrong_service(visit.counter(), visit.asker(), change_of(visit), text_of(visit));
             }));
}

}  // namespace guichet::web::pages
