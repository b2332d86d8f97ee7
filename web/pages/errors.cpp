// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/pages/errors.hpp"

namespace guichet::web::pages {
namespace {

bool reads_only(const server::Request& request) {
  return request.method == "GET" || request.method == "HEAD";
}

/// From what was too large to be received to the page it was written on, where the draft or the request is.
std::string way_back(const std::string& path) {
  const bool written = path.starts_with("/services/") || path.starts_with("/demande");
  const std::size_t cut = path.rfind('/');
  return written && cut != 0 && cut != std::string::npos ? same_site_path(path.substr(0, cut)) : std::string();
}

server::Response show(Visit& visit, int status, std::string what, std::string todo) {
  View data;
  data.text("what", std::move(what)).text("todo", std::move(todo));
  if (visit.wants_piece()) {
    server::Response response = visit.piece("problem-part", std::move(data), status);
    // Said beside the page, which stays as it is: what somebody typed is still there.
    response.headers.emplace_back("HX-Reselect", ".notice");
    response.headers.emplace_back("HX-Retarget", "#toast");
    response.headers.emplace_back("HX-Reswap", "innerHTML");
    return response;
  }
  const bool asks_sign_in = status == 401;
  const std::string back = reads_only(visit.request()) ? same_site_path(visit.request().target) : "/";
  const bool kept = !asks_sign_in && status != 403 && status != 404;
  data.maybe("kept", kept ? visit.texts().text("problem.kept") : "")
      .maybe("back_url", status == 413                                  ? way_back(visit.request().path)
                         : status >= 500 && reads_only(visit.request()) ? back
                                                                        : std::string())
      .maybe("sign_in_url", asks_sign_in ? "/connexion?retour=" + url_encoded(back) : std::string());
  return visit.page("problem", std::move(data), Section::none, status);
}

std::string key(int status, const char* part) {
  const bool known = status == 400 || status == 401 || (status >= 403 && status <= 405) || status == 409 ||
                     status == 413 || status == 422 || status == 429 || status == 500 || status == 503;
  return "problem." + std::to_string(known ? status : status >= 500 ? 500 : 400) + "." + part;
}

}  // namespace

int status_of(domain::ErrorKind kind) {
  switch (kind) {
    case domain::ErrorKind::invalid:
      return 422;
    case domain::ErrorKind::not_found:
      return 404;
    case domain::ErrorKind::forbidden:
      return 403;
    case domain::ErrorKind::conflict:
      return 409;
    case domain::ErrorKind::too_many:
      return 429;
    case domain::ErrorKind::unavailable:
      return 503;
    case domain::ErrorKind::internal:
      return 500;
  }
  return 500;
}

server::Response show_error(Visit& visit, const domain::Error& error) {
  if (!error.detail.empty() && visit.tools().options.failed) visit.tools().options.failed(error.detail);
  if (error.kind == domain::ErrorKind::forbidden && !visit.signed_in()) {
    if (reads_only(visit.request()) && !visit.wants_piece()) {
      return visit.go_to("/connexion?retour=" + url_encoded(same_site_path(visit.request().target)));
    }
    return show_problem(visit, 401);
  }
  const int status = status_of(error.kind);
  // The failure's own words say more than those of its status.
  return show(visit, status, visit.texts().text(error.message, error.parameters),
              visit.texts().text(key(status, "todo")));
}

server::Response show_problem(Visit& visit, int status) {
  return show(visit, status, visit.texts().text(key(status, "what")), visit.texts().text(key(status, "todo")));
}

server::Response show_expired(Visit& visit) {
  return show(visit, 403, visit.texts().text("problem.expired.what"), visit.texts().text("problem.expired.todo"));
}

void add_errors(View& data, const std::vector<std::pair<std::string, std::string>>& errors, ErrorsAbout about) {
  std::vector<View> lines;
  lines.reserve(errors.size());
  for (const auto& [element, text] : errors) {
    lines.push_back(View().maybe("href", element.empty() ? "" : "#" + element).text("text", text));
  }
  data.flag("has_errors", !lines.empty())
      .list("errors", std::move(lines))
      .flag("errors_special", about != ErrorsAbout::answers)
      .flag("errors_changed", about == ErrorsAbout::changed)
      .flag("errors_refused", about == ErrorsAbout::refused)
      .flag("errors_sign_in", about == ErrorsAbout::sign_in);
}

}  // namespace guichet::web::pages
