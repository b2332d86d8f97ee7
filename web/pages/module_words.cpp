// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/pages/module_words.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace guichet::web::pages {
namespace {

/// An address inside the university's networks, which no manifest can ask for: the administrator may add it to one it
/// asks.
std::optional<counter::CapabilityView> private_form_of(const counter::CapabilityView& capability) {
  constexpr std::string_view prefix = "connect:";
  if (capability.name.rfind(prefix, 0) != 0) return std::nullopt;
  counter::CapabilityView inside = capability;
  inside.name = "connect-private:" + capability.name.substr(prefix.size());
  inside.key = "capability.connect-private";
  inside.asked = inside.approved = false;
  return inside;
}

bool is_approved(const std::vector<counter::CapabilityView>& capabilities, const std::string& name) {
  return std::any_of(capabilities.begin(), capabilities.end(),
                     [&](const auto& capability) { return capability.approved && capability.name == name; });
}

/// One digit after the comma below ten: "3,2", else "32".
std::string shown_tenths(const Catalogue& texts, std::int64_t tenths) {
  if (tenths >= 100) return shown_number(texts, static_cast<std::uint64_t>((tenths + 5) / 10));
  const char* comma = texts.language() == domain::Language::fr ? "," : ".";
  return std::to_string(tenths / 10) + comma + std::to_string(tenths % 10);
}

/// The kinds of a manifest in the order people care about them.
constexpr std::array<const char*, 16> kinds{"services",  "articles",   "teams",          "automations",
                                            "panels",    "validators", "sign-in",        "directory",
                                            "transport", "assistant",  "schedules",      "themes",
                                            "calendars", "routing",    "option-sources", "mail-templates"};

}  // namespace

bool is_among(const std::vector<std::string>& list, const std::string& wanted) {
  return std::find(list.begin(), list.end(), wanted) != list.end();
}

std::string url_of_module(std::string_view id) {
  return "/modules/" + url_encoded(id);
}

std::string shown_notice(const Catalogue& texts, const counter::Notice& notice) {
  if (notice.empty()) return {};
  nlohmann::json parameters = notice.parameters;
  // A refusal's reason is a text of its own.
  if (parameters.contains("reason") && parameters["reason"].is_string()) {
    const auto reason = parameters["reason"].get<std::string>();
    if (texts.find(reason)) parameters["reason"] = texts.text(reason);
  }
  return texts.text(notice.key, parameters);
}

std::string todo_about(const Catalogue& texts, std::string_view key) {
  const std::string todo = "module-todo." + std::string(key.substr(key.rfind('.') + 1));
  return texts.find(todo) ? texts.text(todo) : std::string();
}

ShownError shown_failure(const Visit& visit, const domain::Error& error) {
  const bool about_bundle = error.message == "error.plugin.bundle" || error.message == "error.plugin.contradicts" ||
                            error.message == "error.plugin.not-a-bundle";
  return {visit.texts().text(error.message, error.parameters), about_bundle ? error.detail : std::string()};
}

ShownState shown_state(const Catalogue& texts, const counter::PluginSummary& module) {
  const std::string name(counter::name_of(module.standing));
  const char* tone = module.standing == counter::PluginStanding::ailing    ? "late"
                     : module.standing == counter::PluginStanding::enabled ? "active"
                                                                           : "done";
  return {texts.text("plugin.standing." + name), tone};
}

ShownState shown_state(const Catalogue& texts, const plugins::WorkerHealth& worker) {
  using plugins::WorkerState;
  const char* tone = "waiting";
  if (worker.state == WorkerState::ready) tone = "active";
  if (worker.state == WorkerState::stopped) tone = "done";
  if (worker.state == WorkerState::refused || worker.state == WorkerState::quarantined) tone = "late";
  return {texts.text("modules.health." + std::string(plugins::name_of(worker.state))), tone};
}

ShownState shown_signer(const Catalogue& texts, const counter::Signer& signer) {
  const std::string trust(counter::name_of(signer.trust));
  const char* tone = signer.trust == counter::Trust::trusted      ? "active"
                     : signer.trust == counter::Trust::not_signed ? "waiting"
                                                                  : "late";
  return {texts.text("plugin.trust." + trust), tone};
}

std::string shown_count(const Catalogue& texts, const std::string& kind, std::size_t count) {
  const std::string key = "modules.kind." + kind;
  const auto number = static_cast<std::int64_t>(count);
  return texts.find_plural(key, number) ? texts.counted(key, number) : kind + " : " + std::to_string(count);
}

std::string shown_counts(const Catalogue& texts, const std::map<std::string, std::size_t>& counts) {
  std::string shown;
  for (const char* kind : kinds) {
    const auto found = counts.find(kind);
    if (found == counts.end() || found->second == 0) continue;
    shown += (shown.empty() ? "" : ", ") + shown_count(texts, kind, found->second);
  }
  return shown;
}

std::string shown_number(const Catalogue& texts, std::uint64_t number) {
  const std::string digits = std::to_string(number);
  const char* between = texts.language() == domain::Language::fr ? "\u202f" : ",";
  std::string shown;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0) shown += between;
    shown += digits[i];
  }
  return shown;
}

std::string shown_microseconds(const Catalogue& texts, std::int64_t microseconds) {
  if (microseconds < 10'000'000) {
    return texts.text("modules.milliseconds", {{"time", shown_tenths(texts, (microseconds + 50) / 100)}});
  }
  return texts.text("modules.seconds", {{"time", shown_tenths(texts, (microseconds + 50'000) / 100'000)}});
}

std::string shown_capability(const Catalogue& texts, const counter::CapabilityView& capability) {
  return texts.text(capability.key, capability.parameters);
}

std::string meaning_of(const Catalogue& texts, const counter::CapabilityView& capability) {
  const std::string key = "capability-means." + capability.key.substr(capability.key.find('.') + 1);
  return texts.find(key) ? texts.text(key, capability.parameters) : std::string();
}

void add_approvals(View& data, const Visit& visit, const std::vector<counter::CapabilityView>& capabilities,
                   const std::vector<std::string>& chosen,
                   const std::vector<std::pair<std::string, std::string>>& errors) {
  const Catalogue& texts = visit.texts();
  std::vector<View> views;
  const auto add = [&](const counter::CapabilityView& capability) {
    views.push_back(View()
                        .text("element", "droit-" + capability.name)
                        .text("value", capability.name)
                        .text("text", shown_capability(texts, capability))
                        .text("means", meaning_of(texts, capability))
                        .flag("chosen", is_among(chosen, capability.name)));
  };
  for (const counter::CapabilityView& capability : capabilities) {
    if (!capability.asked) continue;
    if (!capability.approved) add(capability);
    const auto inside = private_form_of(capability);
    if (inside && !is_approved(capabilities, inside->name)) add(*inside);
  }
  const auto wrong =
      std::find_if(errors.begin(), errors.end(), [](const auto& line) { return line.first == "droits"; });
  data.flag("has_approvals", !views.empty())
      .list("approvals", std::move(views))
      .maybe("approvals_wrong", wrong == errors.end() ? std::string() : wrong->second);
}

std::vector<std::string> ticked(const Visit& visit) {
  std::vector<std::string> names;
  for (const auto& [name, value] : visit.request().form) {
    if (name == "droit") names.push_back(value);
  }
  return names;
}

bool all_ticked(const std::vector<counter::CapabilityView>& capabilities, const std::vector<std::string>& chosen) {
  return std::all_of(capabilities.begin(), capabilities.end(), [&](const counter::CapabilityView& capability) {
    return !capability.asked || capability.approved || is_among(chosen, capability.name);
  });
}

std::vector<View> connection_views(const Visit& visit, const std::vector<counter::ConnectView>& connections) {
  std::vector<std::string> lines;
  for (const counter::ConnectView& connection : connections) {
    const std::string address = connection.host + ":" + std::to_string(connection.port);
    const std::string why = connection.why.in(visit.language());
    lines.push_back(why.empty() ? address
                                : visit.texts().text("modules.host-why", {{"address", address}, {"why", why}}));
  }
  return texts_view(lines);
}

std::string said_in_address(const Visit& visit) {
  const std::string key = "module-said." + std::string(visit.request().query.value("dit"));
  return visit.texts().find(key) ? visit.texts().text(key) : std::string();
}

}  // namespace guichet::web::pages
