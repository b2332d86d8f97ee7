// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/panels.hpp"

#include "kernel/counter/facts.hpp"
#include "kernel/counter/plugin_questions.hpp"
#include "kernel/domain/reference.hpp"
#include "kernel/identity/access.hpp"

#include <algorithm>
#include <chrono>

namespace guichet::counter {
namespace {

constexpr std::chrono::seconds patience{5};

bool is_of_plugin(const std::string& service, const std::string& plugin) {
  return service.rfind(plugin + "/", 0) == 0;
}

bool is_beside(const plugins::Panel& panel, const std::string& service) {
  // What another department was told is not this plugin's to read.
  if (!is_of_plugin(service, panel.plugin)) return false;
  if (panel.services.empty()) return true;
  return std::find(panel.services.begin(), panel.services.end(), service) != panel.services.end();
}

}  // namespace

bool has_panels(const plugins::Snapshot& snapshot, const std::string& service) {
  return std::any_of(snapshot.panels.begin(), snapshot.panels.end(),
                     [&](const auto& panel) { return is_beside(panel, service); });
}

domain::Result<PanelsView> panels(const Counter& counter, const Asker& asker, domain::RequestId id) {
  if (asker.viewer == nullptr) return sign_in_needed();
  std::optional<domain::Request> request;
  {
    storage::Reader reader = counter.database.read();
    storage::Requests requests(reader);
    request = requests.find(id);
    if (!request) return no_such_request();
    const auto relation = relation_to(asker.viewer, *request, requests.participants(id));
    if (!identity::may_see(relation, identity::Part::internal_notes, *request)) return no_such_request();
  }
  PanelsView view{counter.registry.current(), {}};
  const nlohmann::json about{
      {"place", "request"},
      {"request",
       {{"reference", domain::reference_of(id)}, {"service", request->service}, {"answers", request->answers}}},
      {"viewer", {{"login", asker.viewer->person.login}}}};
  const auto end = std::chrono::steady_clock::now() + patience;
  for (const auto& panel : view.snapshot->panels) {
    if (!is_beside(panel, request->service)) continue;
    PanelView shown;
    shown.panel = &panel;
    if (counter.questions != nullptr) {
      const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - std::chrono::steady_clock::now());
      if (auto blocks = counter.questions->blocks(panel, about, id, asker.language, left)) {
        shown.blocks = std::move(*blocks);
        shown.answered = true;
      }
    }
    view.panels.push_back(std::move(shown));
  }
  return view;
}

}  // namespace guichet::counter
