// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/guichet/plugin_json.hpp"

#include "kernel/counter/plugin_health.hpp"

namespace guichet::web {
namespace {

using nlohmann::json;

json json_of(const counter::Signer& signer) {
  return {{"trust", name_of(signer.trust)}, {"key", signer.key}, {"name", signer.name}};
}

json json_of(const counter::BundleView& bundle) {
  return {{"fingerprint", bundle.fingerprint}, {"version", bundle.version}, {"signer", json_of(bundle.signer)},
          {"installed", bundle.installed},     {"current", bundle.current}, {"previous", bundle.previous}};
}

json json_of(const counter::CapabilityView& capability) {
  return {{"name", capability.name}, {"asked", capability.asked}, {"approved", capability.approved}};
}

json json_of(const counter::ContributionView& contribution) {
  return {{"kind", contribution.kind}, {"id", contribution.id}, {"title", contribution.title}};
}

json json_of(const counter::DependencyView& dependency) {
  return {{"plugin", dependency.plugin},
          {"range", dependency.range},
          {"installed", dependency.installed},
          {"holds", dependency.holds}};
}

json json_of(const counter::ConnectView& address) {
  return {{"host", address.host}, {"port", address.port}, {"why", address.why}};
}

json json_of(const counter::PluginHistory& entry) {
  return {{"at", entry.at},
          {"by", entry.by},
          {"by_command_line", entry.by_command_line},
          {"action", entry.action},
          {"detail", entry.detail}};
}

}  // namespace

// After the functions it chooses among, those of the header and those above.
template <typename Items>
static json list_of(const Items& items) {
  json list = json::array();
  for (const auto& item : items) list.push_back(json_of(item));
  return list;
}

json json_of(const counter::Notice& notice) {
  if (notice.empty()) return nullptr;
  return {{"key", notice.key}, {"parameters", notice.parameters}, {"detail", notice.detail}};
}

static json nodes_of(const counter::PluginSummary& summary) {
  return list_of(summary.nodes);
}

json json_of(const counter::PluginSummary& summary) {
  return {{"id", summary.id},
          {"name", summary.name},
          {"department", summary.department},
          {"version", summary.version},
          {"previous_version", summary.previous_version},
          {"standing", name_of(summary.standing)},
          {"library", summary.has_library},
          {"changed", summary.changed},
          {"probation_until", summary.probation_until},
          {"problem", json_of(summary.problem)},
          {"note", json_of(summary.note)},
          {"counts", summary.counts},
          {"nodes", nodes_of(summary)}};
}

json json_of(const counter::NodeHealth& node) {
  json health = counter::json_of(node.worker);
  health["node"] = node.node;
  health["at"] = node.at;
  health["problem"] = json_of(node.problem);
  return health;
}

json json_of(const counter::PluginView& view) {
  json shown = json_of(view.summary);
  shown["bundles"] = list_of(view.bundles);
  shown["capabilities"] = list_of(view.capabilities);
  shown["connect"] = list_of(view.connections);
  shown["contributions"] = list_of(view.contributions);
  shown["settings"] = view.values;
  shown["secrets"] = view.secrets;
  shown["secrets_set"] = view.secrets_set;
  shown["requires"] = list_of(view.requires_plugins);
  shown["required_by"] = view.required_by;
  shown["history"] = list_of(view.history);
  shown["libraries"] = view.libraries;
  return shown;
}

json json_of(const counter::BundleInspection& inspection) {
  return {{"archive", inspection.archive},
          {"id", inspection.id},
          {"version", inspection.version},
          {"fingerprint", inspection.fingerprint},
          {"name", inspection.name},
          {"signer", json_of(inspection.signer)},
          {"library", inspection.has_library},
          {"capabilities", list_of(inspection.capabilities)},
          {"connect", list_of(inspection.connections)},
          {"contributions", list_of(inspection.contributions)},
          {"counts", inspection.counts},
          {"requires", list_of(inspection.requires_plugins)},
          {"libraries", inspection.libraries},
          {"installed", inspection.installed},
          {"known", inspection.known},
          {"changes",
           {{"from_version", inspection.changes.from_version},
            {"added", list_of(inspection.changes.added)},
            {"removed", list_of(inspection.changes.removed)},
            {"changed", list_of(inspection.changes.changed)}}},
          {"problem", json_of(inspection.problem)}};
}

json json_of(const counter::DisableEffects& effects) {
  return {{"open_requests", effects.open_requests},
          {"waiting_automations", effects.waiting_automations},
          {"running_automations", effects.running_automations},
          {"services", effects.services},
          {"articles", effects.articles},
          {"required_by", effects.required_by}};
}

json json_of(const counter::PluginKeyView& key) {
  return {{"key", key.key}, {"name", key.name}, {"plugins", key.plugins}, {"added", key.added}};
}

}  // namespace guichet::web
