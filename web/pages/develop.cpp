// SPDX-License-Identifier: GPL-3.0-or-later
// For somebody who writes a plugin (guichet serve --develop ID): what it was just asked, what it answered and logged.
// There is nothing here on any other portal.
#include "web/pages/errors.hpp"
#include "web/pages/module_words.hpp"
#include "web/pages/portal.hpp"

namespace guichet::web::pages {
namespace {

constexpr std::size_t shown_calls = 20;

plugins::WorkerHealth health_of(const PortalOptions& options) {
  if (options.health) {
    for (plugins::WorkerHealth& worker : options.health()) {
      if (worker.plugin == options.develop) return std::move(worker);
    }
  }
  return {};
}

server::Response show_plugin(Visit& visit) {
  const PortalOptions& options = visit.tools().options;
  if (options.develop.empty()) return show_problem(visit, 404);
  const plugins::WorkerHealth worker = health_of(options);
  const ShownState state = shown_state(visit.texts(), worker);
  std::vector<View> calls;
  for (const DevelopedCall& call : options.developed_calls ? options.developed_calls() : std::vector<DevelopedCall>()) {
    if (calls.size() == shown_calls) break;
    calls.push_back(View()
                        .text("at", visit.moments().shown(call.at))
                        .text("function", call.function)
                        .text("outcome", call.outcome)
                        .text("took", shown_microseconds(visit.texts(), call.took.count())));
  }
  View data;
  data.flag("at_develop", true)
      .text("state", state.text)
      .text("tone", state.tone)
      .maybe("failure", worker.last_failure)
      .flag("has_calls", !calls.empty())
      .list("calls", std::move(calls))
      .flag("has_log", !worker.log.empty())
      .list("log", texts_view(worker.log));
  return visit.page("develop", std::move(data), Section::none);
}

}  // namespace

void add_develop_pages(Pages& pages) {
  pages.get("/developpement", show_plugin);
}

}  // namespace guichet::web::pages
