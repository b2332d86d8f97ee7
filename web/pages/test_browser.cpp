// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/pages/test_browser.hpp"

#include "kernel/storage/database.hpp"
#include "web/server/text.hpp"

#include <algorithm>

namespace guichet::web::pages {
namespace {

server::Request request_for(const std::string& method, const std::string& target) {
  server::Request request;
  request.method = method;
  request.target = target;
  request.remote_address = "127.0.0.1";
  const std::size_t question = target.find('?');
  request.path = server::decode_percent(target.substr(0, question)).value_or("/");
  std::string_view query =
      question == std::string::npos ? std::string_view() : std::string_view(target).substr(question + 1);
  while (!query.empty()) {
    std::string_view pair = server::take_until(query, '&');
    const std::string name = server::decode_form(server::take_until(pair, '='));
    request.query.add(name, server::decode_form(pair));
  }
  return request;
}

/// What stands between `before` and the next quotation mark.
std::string after(const std::string& page, const std::string& before) {
  const std::size_t at = page.find(before);
  if (at == std::string::npos) return {};
  const std::size_t start = at + before.size();
  return page.substr(start, page.find('"', start) - start);
}

}  // namespace

void TestBrowser::get(const std::string& target) {
  server::Request request = request_for("GET", target);
  send(request);
}

void TestBrowser::post(const std::string& path, const Fields& form, const Fields& files) {
  server::Request request = request_for("POST", path);
  request.form.add("csrf", value_of("csrf"));
  for (const auto& [name, value] : form) request.form.add(name, value);
  for (const auto& [name, content] : files) {
    server::UploadedFile file;
    file.field = "fichiers";
    file.name = name;
    file.size = content.size();
    file.refer(std::make_shared<const std::string>(content), nullptr, 0);
    request.files.push_back(std::move(file));
  }
  send(request);
}

void TestBrowser::post_without_token(const std::string& path, const Fields& form) {
  server::Request request = request_for("POST", path);
  for (const auto& [name, value] : form) request.form.add(name, value);
  send(request);
}

void TestBrowser::send(server::Request& request) {
  for (const auto& [name, value] : cookies_) request.cookies.add(name, value);
  const std::int64_t before = storage::statements_of_this_thread();
  answer_ = (*router_)(request);
  statements_ = storage::statements_of_this_thread() - before;
  for (const server::Cookie& cookie : answer_.cookies) {
    std::erase_if(cookies_, [&](const auto& known) { return known.first == cookie.name; });
    if (cookie.max_age != std::chrono::seconds(0)) cookies_.emplace_back(cookie.name, cookie.value);
  }
  if (!page().empty()) shown_ = page();
}

std::string TestBrowser::page() const {
  const auto* text = std::get_if<std::string>(&answer_.body);
  return text != nullptr ? *text : std::string();
}

std::string TestBrowser::header(std::string_view name) const {
  for (const auto& [key, value] : answer_.headers) {
    if (server::equal_ignoring_case(key, name)) return value;
  }
  return {};
}

std::string TestBrowser::value_of(const std::string& field) const {
  return after(shown_, "name=\"" + field + "\" value=\"");
}

std::string TestBrowser::link_to(const std::string& beginning) const {
  const std::string rest = after(shown_, "href=\"" + beginning);
  return rest.empty() ? rest : beginning + rest;
}

}  // namespace guichet::web::pages
