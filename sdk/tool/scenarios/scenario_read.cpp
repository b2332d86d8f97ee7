// SPDX-License-Identifier: Apache-2.0
#include "kernel/domain/commitment.hpp"
#include "kernel/plugins/authoring/yaml.hpp"
#include "kernel/plugins/rules/suggestion.hpp"
#include "sdk/tool/scenarios/scenario.hpp"

#include <date/date.h>
#include <date/tz.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace guichet::sdk_tool {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using Keys = std::map<std::string, std::string>;  ///< key -> "text", "texts", "map", "yes-no", "steps", "who"

constexpr std::uintmax_t largest_file = 256 * 1024;

const Keys& keys_of_scenario() {
  static const Keys keys = {
      {"name", "text"},      {"as", "who"},       {"service", "text"},   {"words", "text"},
      {"at", "text"},        {"answers", "map"},  {"shows", "texts"},    {"hides", "texts"},
      {"valid", "yes-no"},   {"problems", "map"}, {"offered", "yes-no"}, {"routed_to", "text"},
      {"urgency", "text"},   {"steps", "steps"},  {"skips", "texts"},    {"then", "text"},
      {"handed_to", "text"}, {"settings", "map"}, {"refuses", "map"},    {"take_charge_by", "text"},
      {"resolve_by", "text"}};
  return keys;
}

const Keys& keys_of_person() {
  static const Keys keys = {{"affiliation", "texts"}, {"campus", "text"}, {"component", "text"},
                            {"office", "text"},       {"login", "text"},  {"name", "text"},
                            {"mail", "text"},         {"phone", "text"},  {"language", "text"}};
  return keys;
}

const Keys& keys_of_step() {
  static const Keys keys = {{"step", "text"},   {"input", "map"},  {"outcome", "text"}, {"pretend", "text"},
                            {"answers", "map"}, {"asks", "texts"}, {"result", "map"}};
  return keys;
}

bool are_texts(const json& value) {
  return value.is_array() && std::all_of(value.begin(), value.end(), [](const json& each) { return each.is_string(); });
}

/// What a value is not, as the end of a sentence; "" when it is of this kind.
std::string shape_problem(const json& value, const std::string& kind) {
  if (kind == "text") return value.is_string() ? "" : "must be a text";
  if (kind == "texts") return are_texts(value) ? "" : "must be a list of texts, such as [book, until]";
  if (kind == "yes-no") return value.is_boolean() ? "" : "must be true or false";
  if (kind == "map") return value.is_object() ? "" : "must hold names with values, such as { book: \"Germinal\" }";
  if (kind == "who")
    return value.is_object() || value == "nobody" ? "" : "must be a person, { affiliation: [student] }, or nobody";
  return value.is_array() ? "" : "must be a list";
}

class Reader {
 public:
  Reader(std::string file, Scenarios& result) : file_(std::move(file)), result_(result) {}

  void read(const std::string& text) {
    const auto document = plugins::authoring::read_yaml(text);
    for (const auto& problem : document.problems) result_.problems.push_back({file_, problem.line, "", problem.text});
    if (!document.problems.empty()) return;
    if (!document.value.is_object() || !document.value.contains("scenarios") ||
        !document.value["scenarios"].is_array() || document.value.size() != 1) {
      result_.problems.push_back({file_, 1, "", "must hold one list, `scenarios:`"});
      return;
    }
    const json& list = document.value["scenarios"];
    for (std::size_t i = 0; i < list.size(); ++i) {
      const std::string at = "/scenarios/" + std::to_string(i);
      Scenario scenario{file_, "", list[i], {}};
      for (const auto& [pointer, line] : document.lines) {
        if (pointer.rfind(at, 0) == 0 && (pointer.size() == at.size() || pointer[at.size()] == '/'))
          scenario.lines[pointer.substr(at.size())] = line;
      }
      if (!check(scenario)) continue;
      scenario.name = scenario.text("name");
      result_.all.push_back(std::move(scenario));
    }
  }

 private:
  bool check(const Scenario& scenario) {
    const std::size_t before = result_.problems.size();
    if (!scenario.content.is_object()) {
      say(scenario, "", "must be a scenario: `name:`, `as:`, `service:` ...");
      return false;
    }
    check_keys(scenario, scenario.content, "", keys_of_scenario());
    if (!scenario.has("name")) say(scenario, "", "\"name\" is missing: say in a sentence what happens");
    if (!scenario.has("service") && !scenario.has("words"))
      say(scenario, "", "\"service\" is missing; or `words:` for a request in free words");
    if (scenario.has("as") && scenario.content["as"].is_object())
      check_keys(scenario, scenario.content["as"], "/as", keys_of_person());
    if (scenario.has("steps") && scenario.content["steps"].is_array()) {
      const json& steps = scenario.content["steps"];
      for (std::size_t i = 0; i < steps.size(); ++i) {
        const std::string at = "/steps/" + std::to_string(i);
        if (steps[i].is_object() && steps[i].contains("step"))
          check_keys(scenario, steps[i], at, keys_of_step());
        else
          say(scenario, at, "must name a step, such as { step: unlock }");
      }
    }
    for (const char* key : {"at", "take_charge_by", "resolve_by"}) {
      if (scenario.has(key) && scenario.content[key].is_string() && !instant_of(scenario.text(key)))
        say(scenario, std::string("/") + key, "is not a day or a time: write 2026-11-24 or 2026-11-24 14:30");
    }
    return result_.problems.size() == before;
  }

  void check_keys(const Scenario& scenario, const json& content, const std::string& pointer, const Keys& keys) {
    std::vector<std::string> known;
    for (const auto& [key, kind] : keys) known.push_back(key);
    for (const auto& [key, value] : content.items()) {
      const std::string at = pointer + "/" + plugins::pointer_part(key);
      const auto kind = keys.find(key);
      if (kind == keys.end())
        say(scenario, at, "is not a key that belongs here" + plugins::did_you_mean(key, known));
      else if (const std::string problem = shape_problem(value, kind->second); !problem.empty())
        say(scenario, at, problem);
    }
  }

  void say(const Scenario& scenario, const std::string& pointer, std::string text) {
    result_.problems.push_back({file_, scenario.line(pointer), plugins::path_of_pointer(pointer), std::move(text)});
  }

  std::string file_;
  Scenarios& result_;
};

}  // namespace

int Scenario::line(const std::string& pointer) const {
  std::string nearest = pointer;
  auto found = lines.find(nearest);
  while (found == lines.end() && !nearest.empty()) {
    nearest = nearest.substr(0, nearest.rfind('/'));
    found = lines.find(nearest);
  }
  return found == lines.end() ? 1 : found->second;
}

Scenarios read_scenarios(const std::string& folder) {
  Scenarios result;
  std::vector<fs::path> files;
  std::error_code error;
  for (fs::directory_iterator entry(fs::path(folder) / "scenarios", error), end; !error && entry != end;
       entry.increment(error)) {
    if (entry->path().extension() == ".yaml") files.push_back(entry->path());
  }
  std::sort(files.begin(), files.end());
  for (const fs::path& file : files) {
    const std::string name = "scenarios/" + file.filename().string();
    if (fs::file_size(file, error) > largest_file || error) {
      result.problems.push_back({name, 1, "", "is too big, or cannot be read"});
      continue;
    }
    std::ostringstream text;
    text << std::ifstream(file, std::ios::binary).rdbuf();
    Reader(name, result).read(text.str());
  }
  return result;
}

std::optional<domain::Instant> instant_of(const std::string& text) {
  std::istringstream in(text);
  date::local_time<std::chrono::minutes> local;
  if (text.size() == 10) {
    date::local_days day;
    in >> date::parse("%F", day);
    local = day + std::chrono::hours(9);
  } else {
    in >> date::parse("%F %H:%M", local);
  }
  if (in.fail() || in.peek() != std::istringstream::traits_type::eof()) return std::nullopt;
  const auto instant =
      date::locate_zone(domain::university_calendar().zone)->to_sys(local, date::choose::earliest).time_since_epoch();
  return std::chrono::duration_cast<std::chrono::milliseconds>(instant).count();
}

std::string written(domain::Instant instant) {
  const date::sys_time<std::chrono::milliseconds> moment{std::chrono::milliseconds(instant)};
  const auto* zone = date::locate_zone(domain::university_calendar().zone);
  return date::format("%F %H:%M", zone->to_local(date::floor<std::chrono::minutes>(moment)));
}

}  // namespace guichet::sdk_tool
