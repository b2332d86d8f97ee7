// SPDX-License-Identifier: GPL-3.0-or-later
// What a library is asked for beside automations, and what goes with it: times, calendars and letters.
#include "kernel/domain/ids.hpp"
#include "kernel/plugins/contributions.hpp"
#include "kernel/plugins/rules/format.hpp"

#include <algorithm>
#include <array>

namespace guichet::plugins {
namespace {

using nlohmann::json;

constexpr std::array<std::string_view, 7> weekdays{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

/// What every contribution says first.
template <typename Contribution>
Contribution named(const json& from, const std::string& plugin) {
  Contribution read;
  read.id = domain::full_id(from["id"].get<std::string>(), plugin);
  read.plugin = plugin;
  return read;
}

/// And what those that a library serves say, too.
template <typename Contribution>
Contribution served(const json& from, const std::string& plugin) {
  auto read = named<Contribution>(from, plugin);
  read.title = from.value("title", domain::LocalText{});
  if (from.contains("deadline"))
    read.deadline = deadline_of(from["deadline"].get<std::string>()).value_or(read.deadline);
  return read;
}

std::vector<int> days_of(const json& from) {
  std::vector<int> days;
  for (const json& day : from.value("days", json::array())) {
    const auto* const found = std::find(weekdays.begin(), weekdays.end(), day.get<std::string>());
    if (found != weekdays.end()) days.push_back(static_cast<int>(found - weekdays.begin()) + 1);
  }
  std::sort(days.begin(), days.end());
  return days;
}

Schedule schedule_of(const json& from, const std::string& plugin) {
  auto read = served<Schedule>(from, plugin);
  read.idempotent = from.value("idempotent", false);
  if (from.contains("every")) read.every = interval_of(from["every"].get<std::string>()).value_or(0);
  if (from.contains("at")) read.at = time_of_day(from["at"].get<std::string>()).value_or(-1);
  read.days = days_of(from);
  return read;
}

Panel panel_of(const json& from, const std::string& plugin) {
  auto read = served<Panel>(from, plugin);
  for (const json& service : from.value("services", json::array()))
    read.services.push_back(domain::full_id(service.get<std::string>(), plugin));
  return read;
}

domain::Calendar calendar_of(const json& from, const std::string& plugin) {
  domain::Calendar read;
  read.id = domain::full_id(from["id"].get<std::string>(), plugin);
  for (const json& opening : from["hours"]) {
    const int begins = time_of_day(opening["from"].get<std::string>()).value_or(0);
    const int ends = time_of_day(opening["to"].get<std::string>()).value_or(0);
    for (const int day : days_of(opening)) read.openings.push_back({day, begins, ends});
  }
  std::sort(read.openings.begin(), read.openings.end(), [](const domain::Opening& a, const domain::Opening& b) {
    return a.weekday != b.weekday ? a.weekday < b.weekday : a.from < b.from;
  });
  read.closed_days = from.value("closed", std::vector<std::string>{});
  std::sort(read.closed_days.begin(), read.closed_days.end());
  return read;
}

MailTemplate mail_template_of(const json& from, const std::string& plugin) {
  auto read = named<MailTemplate>(from, plugin);
  read.subject = from.value("subject", domain::LocalText{});
  read.body = from.value("body", domain::LocalText{});
  for (const json& variable : from.value("variables", json::array()))
    read.variables.push_back(variable["id"].get<std::string>());
  return read;
}

Connector connector_of(const json& from, const std::string& plugin, const std::string& kind) {
  auto read = named<Connector>(from, plugin);
  read.kind = kind;
  read.title = from.value("title", domain::LocalText{});
  read.definition = from;
  return read;
}

}  // namespace

void read_library_contributions(const json& manifest, const std::string& plugin, Contributions& read) {
  const auto each = [&](const char* key) { return manifest.value(key, json::array()); };
  for (const json& from : each("option-sources")) read.option_sources.push_back(served<OptionSource>(from, plugin));
  for (const json& from : each("validators")) read.validators.push_back(served<Validator>(from, plugin));
  for (const json& from : each("schedules")) read.schedules.push_back(schedule_of(from, plugin));
  for (const json& from : each("panels")) read.panels.push_back(panel_of(from, plugin));
  for (const json& from : each("calendars")) read.calendars.push_back(calendar_of(from, plugin));
  for (const json& from : each("mail-templates")) read.mail_templates.push_back(mail_template_of(from, plugin));
  for (const char* const kind : {"sign-in", "directory", "transport", "assistant"}) {
    for (const json& from : each(kind)) read.connectors.push_back(connector_of(from, plugin, kind));
  }
}

}  // namespace guichet::plugins
