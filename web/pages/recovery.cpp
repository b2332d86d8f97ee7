// SPDX-License-Identifier: GPL-3.0-or-later
// For people who cannot sign in: they prove themselves through the address the directory knows. And, on a
// demonstration database, the letters that were not sent anywhere.
#include "kernel/counter/recover.hpp"
#include "kernel/storage/events.hpp"
#include "web/pages/errors.hpp"
#include "web/pages/letter.hpp"
#include "web/pages/portal.hpp"

#include <cstdlib>

namespace guichet::web::pages {
namespace {

constexpr std::size_t letters_shown = 50;
constexpr int most_looks = 15;

server::Response show_start(Visit& visit, const std::string& login, const domain::Error* error) {
  View data;
  data.text("login", login);
  std::vector<std::pair<std::string, std::string>> errors;
  if (error != nullptr) errors.emplace_back("identifiant", visit.texts().text(error->message, error->parameters));
  add_errors(data, errors);
  return visit.page("recovery", std::move(data), Section::none, error != nullptr ? status_of(error->kind) : 200);
}

server::Response show_code(Visit& visit, const std::string& id, const domain::Error* error) {
  View data;
  data.text("recovery_id", id).text("login", std::string(visit.request().form.value("identifiant").substr(0, 200)));
  std::vector<std::pair<std::string, std::string>> errors;
  if (error != nullptr) errors.emplace_back("code", visit.texts().text(error->message, error->parameters));
  add_errors(data, errors);
  return visit.page("recovery-code", std::move(data), Section::none, error != nullptr ? status_of(error->kind) : 200);
}

server::Response start(Visit& visit) {
  const std::string login(visit.request().form.value("identifiant"));
  const auto started = counter::start_recovery(visit.counter(), visit.language(), login, visit.asker().now);
  if (!started) {
    if (status_of(started.error().kind) >= 500) return show_error(visit, started.error());
    return show_start(visit, login, &started.error());
  }
  return show_code(visit, started->id, nullptr);
}

server::Response finish(Visit& visit) {
  const std::string id(visit.request().form.value("id"));
  // People copy codes with the spaces they see between the digits.
  std::string code;
  for (const char character : visit.request().form.value("code")) {
    if (character >= '0' && character <= '9') code += character;
  }
  const auto recovered = counter::finish_recovery(visit.counter(), visit.language(), id, code, visit.asker().now,
                                                  visit.request().remote_address);
  if (!recovered) {
    if (status_of(recovered.error().kind) >= 500) return show_error(visit, recovered.error());
    return show_code(visit, id, &recovered.error());
  }
  return visit.go_to("/compte-bloque/suivi?id=" + url_encoded(id) + "&demande=" + url_encoded(recovered->reference));
}

server::Response show_recovery(Visit& visit) {
  const server::Fields& query = visit.request().query;
  const auto progress = counter::recovery_progress(visit.counter(), std::string(query.value("id")), visit.asker().now);
  if (!progress) return show_error(visit, progress.error());
  const std::vector<std::string> lines = lines_of(progress->message);
  const bool done = domain::is_over(progress->status);
  // A machine answers within seconds; after that somebody has to look at it.
  const int looked = std::atoi(std::string(query.value("essai").substr(0, 4)).c_str());
  const bool by_person = !done && (progress->by_person || !lines.empty() || looked >= most_looks);
  const std::string again = "/compte-bloque/suivi?id=" + url_encoded(query.value("id")) +
                            "&demande=" + url_encoded(query.value("demande")) + "&essai=";
  View data;
  data.text("follow_url", again + std::to_string(looked + 1))
      .flag("waiting", !done && !by_person)
      .flag("done", done)
      .flag("by_person", by_person)
      .maybe("reason", by_person ? progress->reason.in(visit.language()) : std::string())
      .maybe("reference", std::string(query.value("demande").substr(0, 40)))
      .text("status", visit.texts().text("status." + std::string(domain::name_of(progress->status))))
      .text("tone", done        ? "done"
                    : by_person ? "waiting"
                                : "active")
      .flag("has_lines", !lines.empty())
      .list("lines", texts_view(lines));
  return visit.page("recovery-followed", std::move(data), Section::none);
}

server::Response show_mailbox(Visit& visit) {
  if (!visit.counter().demonstration) return show_problem(visit, 404);
  std::vector<View> letters;
  storage::Reader reader = visit.counter().database.read();
  for (const storage::Mail& mail : storage::Mails(reader).latest(letters_shown)) {
    const Letter letter = letter_of(visit.tools().templates.catalogue(mail.language), mail);
    letters.push_back(View()
                          .text("to", mail.to)
                          .text("subject", letter.subject)
                          .text("at", visit.moments().shown(mail.created))
                          .list("lines", texts_view(lines_of(letter.body))));
  }
  View data;
  data.flag("has_letters", !letters.empty()).list("letters", std::move(letters));
  return visit.page("mailbox", std::move(data), Section::none);
}

}  // namespace

void add_recovery_pages(Pages& pages) {
  pages.get("/compte-bloque", [](Visit& visit) { return show_start(visit, "", nullptr); });
  pages.post("/compte-bloque", start);
  pages.get("/compte-bloque/code", [](Visit& visit) { return visit.go_to("/compte-bloque"); });
  pages.post("/compte-bloque/code", finish);
  pages.get("/compte-bloque/suivi", show_recovery);
  pages.get("/demonstration/courrier", show_mailbox);
}

}  // namespace guichet::web::pages
