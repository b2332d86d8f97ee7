// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/plugins/rules/finding.hpp"

#include <nlohmann/json.hpp>

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace guichet::plugins {

/// Everything that can be said about a manifest alone, by `guichet-sdk` when it is written and by the kernel when it is
/// read: its shape first; when that holds, what its parts say about each other. References to other plugins
/// ("facilities/event-desk") are left to compile_snapshot. `manifest` must not nest deeper than json_depth_limit.
[[nodiscard]] Findings check_manifest(const nlohmann::json& manifest);

/// What the parts of one manifest are called, so that each reference can be looked up.
struct Names {
  std::string plugin;
  std::vector<std::string> teams, themes, services, articles, automations, option_sources, validators, calendars;
  std::vector<std::string> required;  ///< ids of the other plugins it names under `requires`
  std::set<std::string> groups;       ///< teams that only stand for their branches
  explicit Names(const nlohmann::json& manifest);
  /// The short id when the reference is to this plugin's own, nothing when it is to another's.
  [[nodiscard]] std::optional<std::string> own(const std::string& reference) const;
};

// One file each; all add to `findings`. The manifest's shape has been checked before.
void check_ids(const nlohmann::json& manifest, Findings& findings);
void check_teams(const nlohmann::json& manifest, const Names& names, Findings& findings);
void check_articles(const nlohmann::json& manifest, const Names& names, Findings& findings);
void check_service(const nlohmann::json& service, const Names& names, const std::string& pointer, Findings& findings);
void check_form(const nlohmann::json& fields, const Names& names, const std::string& pointer, Findings& findings);
void check_settings(const nlohmann::json& settings, Findings& findings);
void check_library(const nlohmann::json& manifest, Findings& findings);       ///< what is code, and its process
void check_capabilities(const nlohmann::json& manifest, Findings& findings);  ///< those that what it declares needs
void check_requirements(const nlohmann::json& manifest, const Names& names, Findings& findings);
void check_connections(const nlohmann::json& manifest, Findings& findings);
void check_schedules(const nlohmann::json& manifest, Findings& findings);
void check_calendars(const nlohmann::json& manifest, Findings& findings);
void check_panels(const nlohmann::json& manifest, const Names& names, Findings& findings);
void check_mail_templates(const nlohmann::json& manifest, Findings& findings);
void check_routes(const nlohmann::json& routes, const Names& names, const nlohmann::json* form,
                  const std::string& pointer, Findings& findings);
void check_workflow(const nlohmann::json& service, const Names& names, const std::string& pointer, Findings& findings);

/// `reference` must be one of `known` when it is to this plugin. `what` names the kind: "team".
void check_reference(const std::string& reference, const std::vector<std::string>& known, const Names& names,
                     std::string_view what, const std::string& pointer, Findings& findings);

/// The same for something of a library, which has to be running: another plugin's must be one that is required.
void check_running_reference(const std::string& reference, const std::vector<std::string>& known, const Names& names,
                             std::string_view what, const std::string& pointer, Findings& findings);

/// A JsonLogic rule: sound, and about questions that exist. `fields` are the fields it may read (those asked before),
/// null when it cannot be known; `later` are fields of the same form that are asked after.
void check_condition(const nlohmann::json& rule, const std::vector<std::string>& roots, const nlohmann::json* fields,
                     const std::vector<std::string>& later, const std::string& pointer, Findings& findings);

}  // namespace guichet::plugins
