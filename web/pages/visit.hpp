// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/counter.hpp"
#include "kernel/identity/sessions.hpp"
#include "kernel/plugins/host.hpp"
#include "web/pages/format/answers.hpp"
#include "web/pages/format/moments.hpp"
#include "web/pages/template/templates.hpp"
#include "web/pages/template/view.hpp"
#include "web/server/assets.hpp"
#include "web/server/event_streams.hpp"
#include "web/server/request.hpp"
#include "web/server/response.hpp"

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace guichet::web::pages {

/// One call of the plugin that is being written, for the person who writes it.
struct DevelopedCall {
  domain::Instant at = 0;
  std::string function;  ///< "unlock-account"
  std::string outcome;   ///< as the log says it: "done", "failed: ..."
  std::chrono::microseconds took{};
};

/// What pages work with beside the counter. `main` sets it; empty functions mean "none".
struct PortalOptions {
  std::string temporary_folder = "/tmp";  ///< uploads wait here, best on the file store's own disk
  std::function<domain::Instant()> now;   ///< the clock; empty: the system's
  std::function<std::vector<plugins::WorkerHealth>()> health;
  std::function<std::string()> metrics;                 ///< text for /metrics, answered to loopback only
  std::function<void(std::string_view detail)> failed;  ///< for the log: what a person was told only "our side" of
  std::string develop;  ///< id of a plugin that is being written: pages show its last calls and log; empty: none
  std::function<std::vector<DevelopedCall>()> developed_calls;  ///< the latest first
  std::vector<std::string> demonstration_accounts;              ///< sign-in names to list on a demonstration database
};

/// Everything a handler may use; borrowed, thread-safe, alive as long as the server runs.
struct Tools {
  const counter::Counter& counter;
  identity::Sessions& sessions;
  const Templates& templates;
  const server::Assets& assets;
  server::EventStreams& streams;
  PortalOptions options;
};

/// Where a page stands in the navigation.
enum class Section { none, home, requests, articles, decisions, desk, modules, quality, studio };

/// One request with who makes it and in which language. Lives on the handler's stack.
class Visit {
 public:
  /// Looks the session up: at most one statement.
  Visit(const Tools& tools, server::Request& request);
  Visit(const Visit&) = delete;
  Visit& operator=(const Visit&) = delete;

  [[nodiscard]] const Tools& tools() const { return tools_; }
  [[nodiscard]] const counter::Counter& counter() const { return tools_.counter; }
  [[nodiscard]] server::Request& request() const { return request_; }
  [[nodiscard]] const std::optional<identity::Presence>& presence() const { return presence_; }
  [[nodiscard]] bool signed_in() const { return presence_.has_value(); }
  [[nodiscard]] domain::Language language() const { return asker_.language; }
  [[nodiscard]] const counter::Asker& asker() const { return asker_; }
  [[nodiscard]] const Catalogue& texts() const { return tools_.templates.catalogue(asker_.language); }
  [[nodiscard]] const Moments& moments() const { return moments_; }
  [[nodiscard]] AnswerWords words() const { return {texts(), moments_, tools_.counter.places}; }

  /// htmx asks for a piece of page.
  [[nodiscard]] bool wants_piece() const { return request_.headers.value("HX-Request") == "true"; }
  /// Did the form come from one of our pages, opened by this browser?
  [[nodiscard]] bool has_right_token() const;

  /// A whole page, or a piece of one. The frame's data is added here.
  [[nodiscard]] server::Response page(std::string_view name, View data, Section section, int status = 200);
  [[nodiscard]] server::Response piece(std::string_view name, View data, int status = 200);
  /// See other, the path being one of ours.
  [[nodiscard]] server::Response go_to(std::string path);
  /// A token for the forms of a page made by hand.
  [[nodiscard]] std::string form_token() const;

  void set_cookie(server::Cookie cookie);
  [[nodiscard]] std::string session_cookie_name() const;
  [[nodiscard]] std::string token_cookie_name() const;
  [[nodiscard]] std::string session_token() const;

 private:
  [[nodiscard]] server::Response answer(std::string html, int status);
  void add_frame(View& data, Section section) const;

  const Tools& tools_;
  server::Request& request_;
  std::optional<identity::Presence> presence_;
  counter::Asker asker_;
  Moments moments_;
  std::string token_;  ///< of this browser's forms
  std::vector<server::Cookie> cookies_;
};

/// A value as it goes into a URL's query.
[[nodiscard]] std::string url_encoded(std::string_view text);
/// The path when it is one of this site, else "/".
[[nodiscard]] std::string same_site_path(std::string_view path);
/// Texts as {{#name}}{{text}}{{/name}}.
[[nodiscard]] std::vector<View> texts_view(const std::vector<std::string>& texts);

}  // namespace guichet::web::pages
