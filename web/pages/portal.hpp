// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/storage/events.hpp"
#include "web/pages/visit.hpp"
#include "web/server/answer_head.hpp"
#include "web/server/router.hpp"

#include <functional>
#include <string_view>
#include <vector>

namespace guichet::web::pages {

/// Answers a visit. What it throws becomes a 500 and a line in the log.
using Page = std::function<server::Response(Visit&)>;

/// The pages of Guichet. Built once by `main` after what it borrows; any thread.
class Portal {
 public:
  explicit Portal(Tools tools) : tools_(std::move(tools)) {}
  Portal(const Portal&) = delete;
  Portal& operator=(const Portal&) = delete;

  /// Registers every page, /assets, /direct, /etat and /metrics.
  void add_routes(server::Router& router) const;
  /// The page for a request that no handler answered; for the router and the server.
  [[nodiscard]] server::Response problem(const server::Request* request, int status) const;
  /// Tells the browsers that listen and may know of it that something happened. For the follower of the event log.
  void announce(const std::vector<storage::Event>& events) const;

  [[nodiscard]] const Tools& tools() const { return tools_; }

 private:
  Tools tools_;
};

/// The headers that every answer carries: no script or style but ours, no frame, nothing told to other sites.
[[nodiscard]] server::CommonHeaders security_headers();

/// Registers pages: looks the visitor up, and turns away forms that did not come from our pages.
class Pages {
 public:
  Pages(server::Router& router, const Tools& tools) : router_(router), tools_(tools) {}
  void get(std::string_view path, Page page);
  void post(std::string_view path, Page page);
  /// A form that changes nothing and tells nobody else anything: it needs no token, and what is typed into it stays out
  /// of addresses, and so out of the logs of proxies.
  void ask(std::string_view path, Page page);
  [[nodiscard]] server::Router& router() { return router_; }
  [[nodiscard]] const Tools& tools() const { return tools_; }

 private:
  server::Router& router_;
  const Tools& tools_;
};

void add_home_pages(Pages& pages);
void add_form_pages(Pages& pages);
void add_request_pages(Pages& pages);
void add_service_move_pages(Pages& pages);
void add_quality_pages(Pages& pages);
void add_panel_pages(Pages& pages);
void add_article_pages(Pages& pages);
void add_desk_pages(Pages& pages);
/// What somebody is asked to agree to, with an account or by the link of a letter.
void add_decision_pages(Pages& pages);
void add_decision_link_pages(Pages& pages);
/// A step that an agent has in hand, and those of their teams.
void add_step_pages(Pages& pages);
/// Where a request stands in its workflow, drawn.
void add_course_pages(Pages& pages);
void add_incident_pages(Pages& pages);
void add_desk_incident_pages(Pages& pages);
void add_session_pages(Pages& pages);
void add_recovery_pages(Pages& pages);
void add_module_pages(Pages& pages);
void add_live_pages(Pages& pages);
void add_develop_pages(Pages& pages);
void add_progress_pages(Pages& pages);
/// Where a department and the service centre write a service together.
void add_studio_pages(Pages& pages);
/// What the service centre and departments do with words: synonyms, unmet needs, confidential channels.
void add_words_pages(Pages& pages);

}  // namespace guichet::web::pages
