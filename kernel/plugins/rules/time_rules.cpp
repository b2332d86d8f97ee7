// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/plugins/rules/check.hpp"
#include "kernel/plugins/rules/format.hpp"
#include "kernel/plugins/rules/suggestion.hpp"

#include <algorithm>
#include <map>

namespace guichet::plugins {
namespace {

using nlohmann::json;

int minutes_of(const json& opening, const char* key) {
  return time_of_day(opening[key].get<std::string>()).value_or(0);
}

struct Opening {
  int from, to;
  std::size_t index;
};

/// Two openings of one day that overlap would count the same hour twice.
void check_overlaps(std::vector<Opening> day, const std::string& name, const std::string& pointer, Findings& findings) {
  std::sort(day.begin(), day.end(), [](const Opening& a, const Opening& b) { return a.from < b.from; });
  for (std::size_t i = 1; i < day.size(); ++i) {
    if (day[i].from >= day[i - 1].to) continue;
    findings.push_back({pointer + "/hours/" + std::to_string(std::max(day[i].index, day[i - 1].index)),
                        "is open on " + name + " at a time when it is open already"});
  }
}

}  // namespace

void check_schedules(const json& manifest, Findings& findings) {
  const json schedules = manifest.value("schedules", json::array());
  for (std::size_t i = 0; i < schedules.size(); ++i) {
    const std::string at = "/schedules/" + std::to_string(i);
    if (schedules[i].contains("every") && schedules[i].contains("at"))
      findings.push_back({at + "/every", "either `every` or `at`, not both"});
    if (schedules[i].contains("days") && !schedules[i].contains("at"))
      findings.push_back({at + "/days", "says nothing without `at`: the time of day on these days"});
  }
}

void check_calendars(const json& manifest, Findings& findings) {
  const json calendars = manifest.value("calendars", json::array());
  for (std::size_t i = 0; i < calendars.size(); ++i) {
    const std::string pointer = "/calendars/" + std::to_string(i);
    const json& hours = calendars[i]["hours"];
    if (calendars[i]["id"] == "university") {
      findings.push_back({pointer + "/id", "\"university\" is the calendar of the whole university: take another id"});
    }
    std::map<std::string, std::vector<Opening>> days;
    for (std::size_t o = 0; o < hours.size(); ++o) {
      const Opening opening{minutes_of(hours[o], "from"), minutes_of(hours[o], "to"), o};
      if (opening.from >= opening.to)
        findings.push_back({pointer + "/hours/" + std::to_string(o) + "/to", "is not later than `from`"});
      for (const json& day : hours[o]["days"]) days[day.get<std::string>()].push_back(opening);
    }
    for (const auto& [name, openings] : days) check_overlaps(openings, name, pointer, findings);
  }
}

}  // namespace guichet::plugins
