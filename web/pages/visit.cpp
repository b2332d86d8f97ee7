// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/pages/visit.hpp"

#include "kernel/counter/approve.hpp"
#include "kernel/identity/access.hpp"
#include "kernel/identity/tokens.hpp"
#include "web/pages/csrf.hpp"

#include <chrono>

namespace guichet::web::pages {
namespace {

constexpr const char* language_cookie = "guichet-langue";
constexpr std::size_t longest_path = 2000;

domain::Instant clock_of(const PortalOptions& options) {
  if (options.now) return options.now();
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch())
      .count();
}

/// The first of our languages that the browser names; weights keep their order in practice.
std::optional<domain::Language> accepted_language(std::string_view header) {
  while (!header.empty()) {
    const std::size_t end = header.find(',');
    std::string_view one = header.substr(0, end);
    while (!one.empty() && one.front() == ' ') one.remove_prefix(1);
    const std::string_view code = one.substr(0, 2);
    if (code == "fr") return domain::Language::fr;
    if (code == "en") return domain::Language::en;
    header.remove_prefix(end == std::string_view::npos ? header.size() : end + 1);
  }
  return std::nullopt;
}

domain::Language language_for(const server::Request& request, const domain::Person* person) {
  if (const auto chosen = request.cookies.first(language_cookie)) return domain::language_of(*chosen);
  if (person != nullptr) return person->language;
  return accepted_language(request.headers.value("Accept-Language")).value_or(domain::Language::fr);
}

}  // namespace

Visit::Visit(const Tools& tools, server::Request& request)
    : tools_(tools),
      request_(request),
      asker_{nullptr, domain::Language::fr, clock_of(tools.options)},
      moments_(tools.templates.catalogue(domain::Language::fr), tools.counter.calendar.zone, asker_.now) {
  const std::string_view session = request.cookies.value(session_cookie_name());
  if (!session.empty()) {
    storage::Reader reader = tools.counter.database.read();
    presence_ = tools.sessions.resume(reader, session, asker_.now);
  }
  if (presence_) asker_.viewer = &presence_->viewer;
  asker_.language = language_for(request, asker_.person());
  moments_ = Moments(texts(), tools.counter.calendar.zone, asker_.now);
  token_ = presence_ ? presence_->csrf : std::string(request.cookies.value(token_cookie_name()));
  if (!presence_ && token_.size() < 40) {
    token_ = identity::random_token();
    set_cookie({token_cookie_name(), token_});
  }
}

std::string Visit::session_cookie_name() const {
  return request_.secure ? "__Host-guichet" : "guichet";
}
std::string Visit::token_cookie_name() const {
  return request_.secure ? "__Host-guichet-jeton" : "guichet-jeton";
}
std::string Visit::session_token() const {
  return std::string(request_.cookies.value(session_cookie_name()));
}

void Visit::set_cookie(server::Cookie cookie) {
  cookie.secure = request_.secure;
  cookies_.push_back(std::move(cookie));
}

bool Visit::has_right_token() const {
  return is_masked(request_.form.value("csrf"), token_);
}
std::string Visit::form_token() const {
  return masked(token_);
}

void Visit::add_frame(View& data, Section section) const {
  const bool get = request_.method == "GET" || request_.method == "HEAD";
  std::string here = same_site_path(get ? request_.target : request_.path);
  data.text("csrf", form_token())
      .maybe("develop", tools_.options.develop)
      .flag("demonstration", counter().demonstration)
      .text("here_encoded", url_encoded(here))
      .text("here", std::move(here))
      .flag("signed_in", signed_in())
      .flag("is_agent", signed_in() && presence_->viewer.is_agent())
      .flag("is_admin", signed_in() && identity::may_administer_modules(presence_->viewer, asker_.now))
      .text("person_name", signed_in() ? presence_->viewer.person.name() : std::string())
      .text("given_name", signed_in() ? presence_->viewer.person.given_name : std::string())
      .flag("at_home", section == Section::home)
      .flag("at_requests", section == Section::requests)
      .flag("at_articles", section == Section::articles)
      .flag("at_decisions", section == Section::decisions)
      .flag("at_desk", section == Section::desk)
      .flag("at_modules", section == Section::modules)
      .flag("sees_quality", signed_in() && identity::may_see_quality(presence_->viewer, asker_.now))
      .flag("at_quality", section == Section::quality)
      .flag("sees_studio", signed_in() && (identity::may_draft_services(presence_->viewer, asker_.now) ||
                                           identity::is_of_the_committee(presence_->viewer, asker_.now)))
      .flag("at_studio", section == Section::studio);
}

server::Response Visit::page(std::string_view name, View data, Section section, int status) {
  add_frame(data, section);
  // Anybody may be asked to agree, so everybody's pages look; who is asked nothing has no such place.
  const int waiting = counter::approvals_waiting(counter(), asker_);
  data.flag("has_decisions", waiting > 0 || section == Section::decisions)
      .maybe("decisions_count", waiting > 0 ? std::to_string(waiting) : std::string());
  return answer(tools_.templates.page(name, language()).render(std::move(data).node()), status);
}

server::Response Visit::piece(std::string_view name, View data, int status) {
  add_frame(data, Section::none);
  return answer(tools_.templates.piece(name, language()).render(std::move(data).node()), status);
}

server::Response Visit::answer(std::string html, int status) {
  server::Response response = server::html(std::move(html), status);
  response.headers.emplace_back("Cache-Control", "no-store");
  response.cookies = std::move(cookies_);
  return response;
}

server::Response Visit::go_to(std::string path) {
  server::Response response = server::redirect(std::move(path));
  response.headers.emplace_back("Cache-Control", "no-store");
  response.cookies = std::move(cookies_);
  return response;
}

std::string url_encoded(std::string_view text) {
  static constexpr std::string_view digits = "0123456789ABCDEF";
  std::string result;
  result.reserve(text.size() + text.size() / 4);
  for (const char character : text) {
    const auto byte = static_cast<unsigned char>(character);
    const bool plain = (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
                       byte == '-' || byte == '_' || byte == '.' || byte == '~';
    if (plain) {
      result += character;
    } else {
      result += '%';
      result += digits[byte >> 4U];
      result += digits[byte & 15U];
    }
  }
  return result;
}

std::string same_site_path(std::string_view path) {
  if (path.empty() || path.size() > longest_path || path.front() != '/') return "/";
  if (path.size() > 1 && (path[1] == '/' || path[1] == '\\')) return "/";
  for (const char character : path) {
    if (static_cast<unsigned char>(character) <= ' ' || character == '\\' || character == 0x7F) return "/";
  }
  return std::string(path);
}

std::vector<View> texts_view(const std::vector<std::string>& texts) {
  std::vector<View> views;
  views.reserve(texts.size());
  for (const std::string& text : texts) views.push_back(View().text("text", text));
  return views;
}

}  // namespace guichet::web::pages
