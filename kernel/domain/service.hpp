// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/audience.hpp"
#include "kernel/domain/form.hpp"
#include "kernel/domain/step.hpp"
#include "kernel/domain/text.hpp"

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace guichet::domain {

enum class Urgency { low, normal, high, critical };
[[nodiscard]] std::string_view name_of(Urgency urgency);
[[nodiscard]] Urgency urgency_of(std::string_view name);  ///< normal when unknown

/// One way to a team. Of a list, the first whose condition holds.
struct Route {
  nlohmann::json when;            ///< JsonLogic; null: always
  std::string team;               ///< full id; a group is resolved to a branch by `near`
  std::vector<std::string> near;  ///< "answers.place", "requester.campus", "requester.component": first known
  LocalText why;                  ///< the department's own words; may be empty
};

struct UrgencyRule {
  nlohmann::json when;
  Urgency urgency = Urgency::normal;
};

/// A promise: working time (or clock time) to take charge and to resolve. Milliseconds; 0: none.
struct CommitmentRule {
  std::int64_t take_charge = 0;
  std::int64_t resolve = 0;
  bool take_charge_on_clock = false;    ///< "24h!" counts on the clock, "4h" and "2d" on the calendar
  bool resolve_on_clock = false;        ///< a calendar day is one working day, stored as `day`
  std::string calendar = "university";  ///< or a plugin's, full: "it/help-desk"
};

/// A service as its department describes it: one entry of the catalogue. Pure data, compiled from YAML.
struct Service {
  std::string id;      ///< "it/wifi-event"
  std::string plugin;  ///< "it"
  LocalText title;
  LocalText summary;
  std::string theme;
  std::string icon;
  bool incident = false;
  bool confidential = false;
  std::vector<std::string> says_fr, says_en, keywords_fr, keywords_en;
  Audience audience;
  std::vector<std::string> answers;     ///< article ids, full: "it/eduroam-connexion"
  std::vector<std::string> validators;  ///< full ids, "it/one-device"
  Form form;
  std::vector<UrgencyRule> urgency;
  std::vector<Route> route;
  CommitmentRule commitment;
  std::optional<CommitmentRule> commitment_if_critical;
  /// What is promised for a request of this urgency.
  [[nodiscard]] const CommitmentRule& promised(Urgency urgency) const {
    return urgency == Urgency::critical && commitment_if_critical ? *commitment_if_critical : commitment;
  }
  std::vector<Step> workflow;
};

/// From the manifest's JSON (schema/service.json), which is the YAML of the author key by key. Throws nothing:
/// Error{invalid, "error.manifest.invalid", {path}} whose detail names the path, an unknown key too, and the rule in
/// English. Short ids ("network", "eduroam-connexion") are made full with `plugin`; "triage" is the kernel's team. A
/// definition may also name its `plugin`.
[[nodiscard]] Result<Service> service_from_json(const nlohmann::json& json, const std::string& plugin);

/// One of a department's routing rules: {when, team, near, why}. As service_from_json.
[[nodiscard]] Result<Route> route_from_json(const nlohmann::json& json, const std::string& plugin);

}  // namespace guichet::domain
