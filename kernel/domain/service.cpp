// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/domain/service.hpp"

#include "kernel/domain/commitment.hpp"
#include "kernel/domain/ids.hpp"
#include "kernel/domain/manifest_reader.hpp"
#include "kernel/domain/routing.hpp"
#include "kernel/domain/service_fields.hpp"
#include "kernel/domain/step_read.hpp"

#include <algorithm>
#include <array>

namespace guichet::domain {
namespace {

using nlohmann::json;

constexpr std::array<std::string_view, 4> urgency_names{"low", "normal", "high", "critical"};

/// A list of texts in each language, under fr and en.
void read_wordings(ManifestReader& service, const std::string& key, std::vector<std::string>& fr,
                   std::vector<std::string>& en) {
  std::optional<ManifestReader> reader = service.object(key);
  if (!reader) return;
  fr = reader->texts("fr");
  en = reader->texts("en");
  reader->done();
}

Audience audience_from(ManifestReader& service) {
  Audience audience;
  audience.open_to_all = service.flag("public");
  if (std::optional<ManifestReader> reader = service.object("audience")) {
    audience.affiliation = reader->texts("affiliation");
    audience.campus = reader->texts("campus");
    audience.component = reader->texts("component");
    audience.open_to_all = reader->flag("public") || audience.open_to_all;
    reader->done();
  }
  return audience;
}

Urgency urgency_from(ManifestReader& reader, const std::string& key) {
  const std::string name = reader.text(key);
  if (std::find(urgency_names.begin(), urgency_names.end(), name) == urgency_names.end()) {
    reader.fail(key, "must be low, normal, high or critical");
  }
  return urgency_of(name);
}

std::vector<UrgencyRule> urgency_rules_from(ManifestReader& service) {
  std::vector<UrgencyRule> rules;
  const json* value = service.find("urgency");
  if (value == nullptr) return rules;
  if (value->is_string()) return {{nullptr, urgency_from(service, "urgency")}};
  for (ManifestReader& reader : service.objects("urgency")) {
    rules.push_back({reader.condition("when", {"answers", "requester", "request"}), urgency_from(reader, "urgency")});
    reader.done();
  }
  return rules;
}

bool is_near(const std::string& name) {
  return (name.starts_with("answers.") && name.size() > 8) || name == "requester.campus" ||
         name == "requester.component" || name == "requester.office";
}

void read_promise(ManifestReader& reader, const std::string& key, std::int64_t& amount, bool& on_clock) {
  const std::string text = reader.text_or(key, {});
  if (text.empty()) return;
  const std::optional<Duration> duration = duration_of(text);
  if (!duration) reader.fail(key, not_a_duration);
  amount = duration->amount;
  on_clock = duration->on_clock;
}

void read_promises(ManifestReader& reader, CommitmentRule& rule) {
  read_promise(reader, "take_charge", rule.take_charge, rule.take_charge_on_clock);
  read_promise(reader, "resolve", rule.resolve, rule.resolve_on_clock);
}

void read_commitment(ManifestReader& reader, const std::string& plugin, Service& service) {
  std::optional<ManifestReader> commitment = reader.object("commitment");
  if (!commitment) return;
  CommitmentRule& rule = service.commitment;
  read_promises(*commitment, rule);
  rule.calendar = commitment->text_or("calendar", "university");
  if (rule.calendar != "university") rule.calendar = full_id(rule.calendar, plugin);
  if (std::optional<ManifestReader> critical = commitment->object("if_critical")) {
    CommitmentRule urgent = rule;
    read_promises(*critical, urgent);
    critical->done();
    service.commitment_if_critical = std::move(urgent);
  }
  commitment->done();
}

Route route_from(ManifestReader& reader, const std::string& plugin) {
  Route route;
  route.when = reader.condition("when", {"answers", "requester", "request"});
  route.team = full_id(reader.text("team"), plugin);
  route.near = reader.texts("near");
  for (const std::string& near : route.near) {
    if (!is_near(near)) {
      reader.fail("near", "cannot be \"" + near + "\": it is answers.X or requester.campus, .component, .office");
    }
  }
  route.why = reader.local_text("why", false);
  reader.done();
  return route;
}

Service service_from(const json& definition, const std::string& plugin) {
  ManifestReader reader(definition, {});
  Service service;
  service.plugin = plugin;
  if (reader.text_or("plugin", plugin) != plugin)
    reader.fail("plugin", "is another plugin");  // what a request pins says it
  service.id = full_id(reader.text("id"), plugin);
  if (!service.id.starts_with(plugin + "/")) reader.fail("id", "belongs to another plugin");
  service.title = reader.local_text("title", true);
  service.summary = reader.local_text("summary", false);
  service.theme = reader.text_or("theme", {});
  service.icon = reader.text_or("icon", {});
  const std::string kind = reader.text_or("kind", "request");
  if (kind != "request" && kind != "incident") reader.fail("kind", "must be request or incident");
  service.incident = kind == "incident";
  service.confidential = reader.flag("confidential");
  read_wordings(reader, "says", service.says_fr, service.says_en);
  read_wordings(reader, "keywords", service.keywords_fr, service.keywords_en);
  service.audience = audience_from(reader);
  for (const std::string& article : reader.texts("answers")) service.answers.push_back(full_id(article, plugin));
  for (const std::string& validator : reader.texts("validators"))
    service.validators.push_back(full_id(validator, plugin));
  service.form = form_from(reader, "form");
  for (Field& field : service.form.fields) {
    if (!field.source.empty()) field.source = full_id(field.source, plugin);
  }
  service.urgency = urgency_rules_from(reader);
  for (ManifestReader& entry : reader.objects("route", true)) service.route.push_back(route_from(entry, plugin));
  read_commitment(reader, plugin, service);
  service.workflow = workflow_from(reader, "workflow", plugin);
  reader.done();
  return service;
}

Error invalid(const ManifestFailure& failure) {
  const std::string where = failure.path.empty() ? "the whole" : failure.path;
  return {ErrorKind::invalid, "error.manifest.invalid", {{"path", failure.path}}, {}, where + ": " + failure.why};
}

}  // namespace

std::string_view name_of(Urgency urgency) {
  return urgency_names[static_cast<std::size_t>(urgency)];
}

Urgency urgency_of(std::string_view name) {
  const auto* const found = std::find(urgency_names.begin(), urgency_names.end(), name);
  return found == urgency_names.end() ? Urgency::normal : static_cast<Urgency>(found - urgency_names.begin());
}

Result<Service> service_from_json(const json& definition, const std::string& plugin) {
  try {
    return service_from(definition, plugin);
  } catch (const ManifestFailure& failure) {
    return invalid(failure);
  } catch (const std::exception& exception) {
    return invalid({"", exception.what()});
  }
}

Result<Route> route_from_json(const json& definition, const std::string& plugin) {
  try {
    ManifestReader reader(definition, {});
    return route_from(reader, plugin);
  } catch (const ManifestFailure& failure) {
    return invalid(failure);
  } catch (const std::exception& exception) {
    return invalid({"", exception.what()});
  }
}

}  // namespace guichet::domain
