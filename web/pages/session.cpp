// SPDX-License-Identifier: GPL-3.0-or-later
// Signing in and out, and the language.
#include "web/pages/errors.hpp"
#include "web/pages/live_listener.hpp"
#include "web/pages/portal.hpp"

namespace guichet::web::pages {
namespace {

constexpr std::chrono::hours language_lives{24 * 365};

server::Response show_sign_in(Visit& visit, const std::string& login, const std::string& back, std::string error,
                              int status) {
  std::vector<View> accounts;
  if (visit.counter().demonstration) {
    for (const std::string& account : visit.tools().options.demonstration_accounts) {
      accounts.push_back(View().text("account", account).text("role", visit.texts().text("account." + account)));
    }
  }
  View data;
  data.text("login", login)
      .text("back", back)
      .text("back_encoded", url_encoded(back))
      .flag("has_accounts", !accounts.empty())
      .list("accounts", std::move(accounts));
  std::vector<std::pair<std::string, std::string>> errors;
  if (!error.empty()) errors.emplace_back("login", std::move(error));
  add_errors(data, errors, ErrorsAbout::sign_in);
  return visit.page("sign-in", std::move(data), Section::none, status);
}

server::Response ask_sign_in(Visit& visit) {
  const std::string back = same_site_path(visit.request().query.value("retour"));
  if (visit.signed_in()) return visit.go_to(back);
  // A demonstration's accounts are links that fill the form in.
  return show_sign_in(visit, std::string(visit.request().query.value("compte").substr(0, 100)), back, "", 200);
}

server::Response sign_in(Visit& visit) {
  const server::Fields& form = visit.request().form;
  const std::string login(form.value("login"));
  const std::string back = same_site_path(form.value("retour"));
  const auto opened =
      visit.tools().sessions.sign_in(login, form.value("password"), visit.request().remote_address, visit.asker().now);
  if (!opened) {
    const domain::Error& error = opened.error();
    return show_sign_in(visit, login, back, visit.texts().text(error.message, error.parameters), status_of(error.kind));
  }
  visit.set_cookie({visit.session_cookie_name(), opened->token});
  return visit.go_to(back);
}

server::Response sign_out(Visit& visit) {
  if (visit.signed_in()) {
    visit.tools().sessions.sign_out(visit.session_token());
    close_streams_of(visit.tools().streams, visit.presence()->session_hash);
  }
  server::Cookie gone{visit.session_cookie_name(), ""};
  gone.max_age = std::chrono::seconds(0);
  visit.set_cookie(std::move(gone));
  return visit.go_to("/");
}

server::Response choose_language(Visit& visit) {
  const server::Fields& form = visit.request().form;
  server::Cookie cookie{"guichet-langue", std::string(domain::code_of(domain::language_of(form.value("langue"))))};
  cookie.max_age = language_lives;
  visit.set_cookie(std::move(cookie));
  return visit.go_to(same_site_path(form.value("retour")));
}

}  // namespace

void add_session_pages(Pages& pages) {
  pages.get("/connexion", ask_sign_in);
  pages.post("/connexion", sign_in);
  pages.post("/deconnexion", sign_out);
  pages.post("/langue", choose_language);
}

}  // namespace guichet::web::pages
