// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/pages/portal.hpp"

#include "web/pages/errors.hpp"
#include "web/pages/expired.hpp"
#include "web/pages/load_pages.hpp"

namespace guichet::web::pages {
namespace {

/// Runs a page; what goes wrong unexpectedly is logged and said kindly.
server::Response answer(const Tools& tools, server::Request& request, const Page& page, bool changes) {
  try {
    Visit visit(tools, request);
    if (changes && !visit.has_right_token()) return give_back(visit);
    return page(visit);
  } catch (const std::exception& failure) {
    if (tools.options.failed) tools.options.failed(failure.what());
  }
  Visit visit(tools, request);
  return show_problem(visit, 500);
}

bool is_loopback(std::string_view address) {
  return address == "::1" || address.substr(0, 4) == "127." || address == "::ffff:127.0.0.1";
}

void add_plain_routes(server::Router& router, const Tools& tools) {
  router.add("GET", "/assets/{name...}", [&tools](server::Request& request) {
    const std::string_view name = request.path_parameters.value("name");
    auto found = tools.assets.find(request, name);
    return found ? std::move(*found) : server::plain_text("", 404);
  });
  router.add("GET", "/etat", [](server::Request&) { return server::plain_text("ready\n"); });
  router.add("GET", "/metrics", [&tools](server::Request& request) {
    if (!tools.options.metrics || !is_loopback(request.remote_address)) return server::plain_text("", 404);
    return server::plain_text(tools.options.metrics());
  });
}

}  // namespace

server::CommonHeaders security_headers() {
  return {{"Content-Security-Policy",
           "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
           "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"},
          {"Referrer-Policy", "same-origin"},
          {"X-Content-Type-Options", "nosniff"},
          {"Permissions-Policy", "camera=(), geolocation=(), microphone=()"},
          {"Cross-Origin-Opener-Policy", "same-origin"}};
}

void Pages::get(std::string_view path, Page page) {
  router_.add("GET", path, [&tools = tools_, page = std::move(page)](server::Request& request) {
    return answer(tools, request, page, false);
  });
}

void Pages::post(std::string_view path, Page page) {
  router_.add("POST", path, [&tools = tools_, page = std::move(page)](server::Request& request) {
    return answer(tools, request, page, true);
  });
}

void Pages::ask(std::string_view path, Page page) {
  router_.add("POST", path, [&tools = tools_, page = std::move(page)](server::Request& request) {
    return answer(tools, request, page, false);
  });
}

void Portal::add_routes(server::Router& router) const {
  add_plain_routes(router, tools_);
  Pages pages(router, tools_);
  add_home_pages(pages);
  add_form_pages(pages);
  add_request_pages(pages);
  add_service_move_pages(pages);
  add_quality_pages(pages);
  add_article_pages(pages);
  add_decision_pages(pages);
  add_step_pages(pages);
  add_course_pages(pages);
  add_incident_pages(pages);
  add_desk_incident_pages(pages);
  add_desk_pages(pages);
  add_session_pages(pages);
  add_recovery_pages(pages);
  add_module_pages(pages);
  add_live_pages(pages);
  add_develop_pages(pages);
  add_progress_pages(pages);
  add_studio_pages(pages);
  add_words_pages(pages);
  add_absence_pages(pages);
  add_team_pages(pages);
  add_closure_pages(pages);
}

server::Response Portal::problem(const server::Request* request, int status) const {
  try {
    // Without a head that could be read there is no language and nobody to greet.
    server::Request unknown;
    unknown.method = "GET";
    unknown.path = unknown.target = "/";
    if (request != nullptr) {
      // Too large to be received, its body is not there: only its path says where to go back to.
      unknown.method = request->method;
      unknown.path = request->path;
      unknown.target = request->target;
      unknown.cookies = request->cookies;
      unknown.secure = request->secure;
      if (request->headers.value("HX-Request") == "true") unknown.headers = {{"HX-Request", "true"}};
    }
    Visit visit(tools_, unknown);
    return show_problem(visit, status);
  } catch (const std::exception& failure) {
    if (tools_.options.failed) tools_.options.failed(failure.what());
    return server::plain_error(request, status);
  }
}

}  // namespace guichet::web::pages
