// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/pages/request_moves.hpp"

#include "kernel/counter/desk.hpp"
#include "kernel/counter/form.hpp"
#include "kernel/counter/handle.hpp"
#include "kernel/domain/reference.hpp"
#include "kernel/domain/typed_text.hpp"
#include "web/pages/desk_address.hpp"
#include "web/pages/errors.hpp"
#include "web/pages/form_input.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>

namespace guichet::web::pages {
namespace {

using counter::Change;

constexpr const char* said_cookie = "guichet-dit";

std::int64_t number_of(std::string_view text) {
  return std::strtoll(std::string(text.substr(0, 19)).c_str(), nullptr, 10);
}

std::string text_of(const Visit& visit) {
  return std::string(visit.request().form.value("texte"));
}

/// What somebody tried; why it could not be done is added later.
Attempt tried(const char* move, const char* element, std::string typed, bool internal = false) {
  Attempt attempt;
  attempt.move = move;
  attempt.element = element;
  attempt.typed = std::move(typed);
  attempt.internal = internal;
  return attempt;
}

server::Response go_back(Visit& visit, std::string_view said) {
  say_once(visit, said);
  return visit.go_to("/demandes/" + domain::reference_of(request_of(visit.request())) + "?dit=" + std::string(said));
}

/// Given to others, it can no longer be read by the one who gave it: back to the desk, as it was.
server::Response leave(Visit& visit, std::string_view said, const std::string& more = {}) {
  const std::string desk =
      "/bureau?dit=" + std::string(said) + desk_seen_in(visit.request().headers.value("HX-Current-URL")) + more;
  say_once(visit, said);
  server::Response response = visit.go_to(desk);
  if (!visit.wants_piece()) return response;
  response.status = 204;
  response.headers.emplace_back("HX-Redirect", desk);
  return response;
}

bool may_still_read(const Visit& visit, const domain::Request& request) {
  const identity::Viewer& viewer = visit.presence()->viewer;
  return !viewer.is_agent() || viewer.in_team(request.team) || request.requester == viewer.person.id;
}

/// Who a picker names: a sign-in name, a name that only one person has, or a choice among those who have it.
struct Named {
  std::string login;
  std::vector<std::pair<std::string, std::string>> candidates;  ///< several people may be meant
};
Named named_in(const Visit& visit, const std::string& team) {
  const server::Fields& form = visit.request().form;
  if (form.has("choix")) return {std::string(form.value("choix")), {}};
  Named named{std::string(domain::typed::trimmed(form.value("personne"))), {}};
  const auto found = counter::people_meant(visit.counter(), visit.asker(), named.login, team);
  if (!found || found->empty()) return named;
  if (found->size() == 1) {
    named.login = found->front().login;
    return named;
  }
  for (const domain::Person& person : *found) {
    named.candidates.emplace_back(person.login, person.name() + " (" + person.login + ")");
  }
  return named;
}

server::Response show_candidates(Visit& visit, const char* element, const char* move, Named named) {
  Attempt attempt = tried(move, element, named.login);
  attempt.error = visit.texts().text("error.person.several");
  attempt.candidates = std::move(named.candidates);
  return show_request(visit, request_of(visit.request()), attempt, "", 0, 422);
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
    if (!moved) return show_refusal(visit, moved.error(), tried(name, element, typed_in(visit)));
    return may_still_read(visit, *moved) ? go_back(visit, said) : leave(visit, said);
  };
}

/// Sends what stands in the reply. Nothing: it is sent; else the page that says why not.
std::optional<server::Response> send_reply(Visit& visit) {
  const server::Fields& form = visit.request().form;
  counter::NewMessage message;
  message.request = request_of(visit.request());
  message.body = form.value("message");
  message.internal = form.value("pour") == "interne";
  const Attempt attempt = tried("messages", "message", message.body, message.internal);
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
  return std::nullopt;
}

server::Response write_message(Visit& visit) {
  if (auto refused = send_reply(visit)) return std::move(*refused);
  return go_back(visit, visit.request().form.value("pour") == "interne" ? "note" : "message");
}

bool sends_files(const Visit& visit) {
  const auto& files = visit.request().files;
  return std::any_of(files.begin(), files.end(), [](const auto& file) { return file.size != 0 || !file.name.empty(); });
}

/// The reply that was being written goes with the resolution: as one answer, or beside it when it is a note or has
/// files.
server::Response resolve(Visit& visit) {
  const server::Fields& form = visit.request().form;
  const std::string reply(form.value("message"));
  const bool internal = form.value("pour") == "interne";
  const bool has_files = sends_files(visit);
  const bool has_reply = !domain::typed::trimmed(reply).empty() || has_files;
  const bool apart = has_reply && (internal || has_files);
  std::string answer = text_of(visit);
  if (has_reply && !apart) answer = domain::typed::trimmed(answer).empty() ? reply : reply + "\n\n" + answer;
  const auto moved = counter::resolve(visit.counter(), visit.asker(), change_of(visit), answer);
  if (!moved) {
    Attempt attempt = tried("resoudre", "resolve-answer", text_of(visit), internal);
    attempt.reply = reply;
    return show_refusal(visit, moved.error(), std::move(attempt));
  }
  if (apart) {
    if (auto refused = send_reply(visit)) return std::move(*refused);
  }
  return may_still_read(visit, *moved) ? go_back(visit, "resolved") : leave(visit, "resolved");
}

server::Response change_watchers(Visit& visit) {
  const server::Fields& form = visit.request().form;
  const domain::RequestId id = request_of(visit.request());
  const bool removes = form.has("retirer");
  domain::Result<domain::Done> done = domain::Done{};
  if (removes) {
    done = counter::remove_watcher(visit.counter(), visit.asker(), id, number_of(form.value("retirer")));
  } else {
    Named named = named_in(visit, "");
    if (!named.candidates.empty()) return show_candidates(visit, "watch-login", "suiveurs", std::move(named));
    done = counter::add_watcher(visit.counter(), visit.asker(), id, named.login);
  }
  if (!done) return show_refusal(visit, done.error(), tried("suiveurs", "watch-login", typed_in(visit)));
  // Somebody who stops following may no longer read it.
  if (removes && !counter::read_request(visit.counter(), visit.asker(), id)) return visit.go_to("/demandes");
  return go_back(visit, "watched");
}

server::Response assign(Visit& visit) {
  const auto request = counter::read_request(visit.counter(), visit.asker(), request_of(visit.request()));
  if (!request) return show_error(visit, request.error());
  Named named = named_in(visit, request->request.team);
  if (!named.candidates.empty()) return show_candidates(visit, "assign-login", "attribuer", std::move(named));
  const auto moved = counter::assign(visit.counter(), visit.asker(), change_of(visit), named.login);
  if (!moved) return show_refusal(visit, moved.error(), tried("attribuer", "assign-login", typed_in(visit)));
  return may_still_read(visit, *moved) ? go_back(visit, "assigned") : leave(visit, "assigned");
}

}  // namespace

Change change_of(const Visit& visit) {
  return {request_of(visit.request()), number_of(visit.request().form.value("version"))};
}

server::Response show_refusal(Visit& visit, const domain::Error& error, Attempt attempt) {
  const int status = status_of(error.kind);
  if (status == 404 || status >= 500 || !visit.signed_in()) return show_error(visit, error);
  const domain::FieldError* field = error.fields.empty() ? nullptr : &error.fields.front();
  nlohmann::json parameters = error.parameters;
  // What the counter did by itself was done by nobody in particular.
  if (parameters.is_object() && parameters.value("by", "?").empty()) {
    parameters["by"] = visit.texts().text("request.counter");
  }
  attempt.about = field != nullptr                           ? ErrorsAbout::answers
                  : error.message == "error.request.changed" ? ErrorsAbout::changed
                                                             : ErrorsAbout::refused;
  attempt.error = field != nullptr ? shown_error(*field, visit.words()) : visit.texts().text(error.message, parameters);
  if (field == nullptr) attempt.element.clear();
  return show_request(visit, request_of(visit.request()), attempt, "", 0, status);
}

server::Response after_move(Visit& visit, const domain::Request& request, std::string_view said,
                            const std::string& more) {
  return may_still_read(visit, request) ? go_back(visit, said) : leave(visit, said, more);
}

void say_once(Visit& visit, std::string_view said) {
  server::Cookie cookie{said_cookie, std::string(said)};
  cookie.max_age = std::chrono::seconds(60);
  visit.set_cookie(std::move(cookie));
}

std::string said_once(Visit& visit) {
  std::string said(visit.request().query.value("dit").substr(0, 40));
  if (said.empty() || visit.request().cookies.value(said_cookie) != said) return {};
  server::Cookie gone{said_cookie, ""};
  gone.max_age = std::chrono::seconds(0);
  visit.set_cookie(std::move(gone));
  return said;
}

domain::RequestId request_of(const server::Request& request) {
  return domain::id_of(request.path_parameters.value("reference")).value_or(0);
}

server::Response show_request(Visit& visit, domain::RequestId id, const Attempt& attempt, const std::string& said,
                              std::int64_t messages_before, int status) {
  auto request = counter::read_request(visit.counter(), visit.asker(), id, messages_before);
  if (!request) return show_error(visit, request.error());
  const counter::Parts parts = counter::read_parts(visit.counter(), visit.asker(), *request);
  // Only what we say ourselves: the word comes from the address.
  const bool known = visit.texts().find("said." + said).has_value();
  View data = request_view(visit, *request, parts, attempt, known ? said : std::string(), messages_before > 0);
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
  pages.post(base + "attribuer", assign);
  pages.post(base + "transferer", move_page("transferer", "transfer-team", "transferred", [](Visit& visit) {
               return counter::transfer(visit.counter(), visit.asker(), change_of(visit),
                                        std::string(visit.request().form.value("equipe")), text_of(visit));
             }));
  pages.post(base + "attendre", move_page("attendre", "wait-question", "waiting", [](Visit& visit) {
               return counter::wait_for_requester(visit.counter(), visit.asker(), change_of(visit), text_of(visit));
             }));
  pages.post(base + "resoudre", resolve);
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
