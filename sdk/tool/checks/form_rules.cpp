// SPDX-License-Identifier: Apache-2.0
#include "sdk/tool/checks/rule.hpp"

#include <map>
#include <set>

namespace guichet::sdk_tool {
namespace {

using nlohmann::json;
using plugins::Severity;

std::string in(const json& text, const char* language) {
  return text.is_object() ? text.value(language, std::string()) : std::string();
}

/// Two things of one list that read the same cannot be told apart by somebody who listens.
void check_distinct(const Subject& subject, const json& list, const std::string& pointer, const char* what,
                    Problems& problems) {
  for (const char* language : {"fr", "en"}) {
    std::map<std::string, std::string> seen;
    for (std::size_t i = 0; i < list.size(); ++i) {
      const std::string label = in(list[i].value("label", json()), language);
      if (label.empty() || list[i].contains("when")) continue;  // two that never show together may share a name
      const std::string name = list[i].value("id", list[i].value("value", std::string()));
      const auto [first, is_new] = seen.emplace(label, name);
      if (is_new) continue;
      problems.push_back(subject.at(pointer + "/" + std::to_string(i) + "/label",
                                    std::string("reads the same as the ") + what + " \"" + first->second + "\" in " +
                                        (language == std::string("fr") ? "French" : "English") +
                                        ": somebody who listens cannot tell them apart"));
    }
  }
}

void check_labels(const Subject& subject, const json& form, const std::string& pointer, Problems& problems) {
  for (std::size_t i = 0; i < form.size(); ++i) {
    const json& field = form[i];
    const std::string at = pointer + "/" + std::to_string(i);
    const bool heading = field.value("type", "") == "heading";
    const json label = field.value("label", heading ? field.value("text", json()) : json());
    for (const auto& [language, name] : {std::pair{"fr", "French"}, {"en", "English"}}) {
      if (in(label, language).empty())
        problems.push_back(subject.at(at, std::string("the question has no label in ") + name));
    }
    const json options = field.value("options", json::array());
    for (std::size_t o = 0; o < options.size(); ++o) {
      const json option_label = options[o].value("label", json());
      if (in(option_label, "fr").empty() || in(option_label, "en").empty())
        problems.push_back(
            subject.at(at + "/options/" + std::to_string(o), "the option has no label in both languages"));
    }
    check_distinct(subject, options, at + "/options", "option", problems);
    if (field.contains("columns")) check_labels(subject, field["columns"], at + "/columns", problems);
    const std::string hint = in(field.value("hint", json()), "fr");
    if (!hint.empty() && hint == in(label, "fr"))
      problems.push_back(subject.at(at + "/hint", "says the same as the label: leave it out", Severity::warning));
  }
  check_distinct(subject, form, pointer, "question", problems);
}

/// `value` is compared with the answer to `field` somewhere in the rule; `root`: "answers.", or "row." in a table.
void collect_comparisons(const json& rule, const std::string& root, std::multimap<std::string, json>& compared) {
  if (rule.is_array()) {
    for (const json& each : rule) collect_comparisons(each, root, compared);
    return;
  }
  if (!rule.is_object()) return;
  for (const auto& [operation, arguments] : rule.items()) {
    const bool compares = operation == "==" || operation == "===" || operation == "in";
    if (compares && arguments.is_array() && arguments.size() == 2) {
      for (int side = 0; side < 2; ++side) {
        const json& variable = arguments[static_cast<std::size_t>(side)];
        const json& other = arguments[static_cast<std::size_t>(1 - side)];
        if (!variable.is_object() || !variable.contains("var") || !variable["var"].is_string()) continue;
        const std::string name = variable["var"];
        if (name.rfind(root, 0) != 0) continue;
        if (other.is_string()) compared.emplace(name.substr(root.size()), other);
        if (other.is_array()) {
          for (const json& each : other) {
            if (each.is_string()) compared.emplace(name.substr(root.size()), each);
          }
        }
      }
    }
    collect_comparisons(arguments, root, compared);
  }
}

using Options = std::map<std::string, std::set<std::string>>;

Options options_of(const json& fields) {
  Options options;
  for (const json& field : fields) {
    for (const json& option : field.value("options", json::array()))
      options[field["id"]].insert(option["value"].get<std::string>());
  }
  return options;
}

void compare_with_options(const Subject& subject, const json& rule, const std::string& root, const Options& options,
                          const std::string& pointer, Problems& problems) {
  std::multimap<std::string, json> compared;
  collect_comparisons(rule, root, compared);
  for (const auto& [field, value] : compared) {
    const auto known = options.find(field);
    if (known == options.end() || known->second.count(value.get<std::string>()) > 0) continue;
    problems.push_back(subject.at(pointer, "\"" + value.get<std::string>() + "\" is not an option of the question \"" +
                                               field + "\", so this never holds"));
  }
}

}  // namespace

Problems check_form_labels(const Subject& subject) {
  Problems problems;
  const json services = subject.manifest.value("services", json::array());
  for (std::size_t i = 0; i < services.size(); ++i)
    check_labels(subject, services[i].value("form", json::array()), "/services/" + std::to_string(i) + "/form",
                 problems);
  check_labels(subject, subject.manifest.value("settings", json::array()), "/settings", problems);
  return problems;
}

/// A condition that compares an answer with an option that is not there never holds: a typing error that no schema
/// sees.
Problems check_form_reach(const Subject& subject) {
  Problems problems;
  const json services = subject.manifest.value("services", json::array());
  for (std::size_t s = 0; s < services.size(); ++s) {
    const json form = services[s].value("form", json::array());
    const auto options = options_of(form);
    const auto check = [&](const json& rule, const std::string& pointer) {
      compare_with_options(subject, rule, "answers.", options, pointer, problems);
    };
    const std::string at = "/services/" + std::to_string(s);
    for (std::size_t f = 0; f < form.size(); ++f) {
      const std::string field = at + "/form/" + std::to_string(f);
      if (form[f].contains("when")) check(form[f]["when"], field + "/when");
      const json columns = form[f].value("columns", json::array());
      const auto choices = options_of(columns);
      for (std::size_t c = 0; c < columns.size(); ++c) {
        if (!columns[c].contains("when")) continue;
        const std::string column = field + "/columns/" + std::to_string(c) + "/when";
        check(columns[c]["when"], column);
        compare_with_options(subject, columns[c]["when"], "row.", choices, column, problems);
      }
    }
    for (const char* part : {"route", "urgency", "workflow"}) {
      const json list = services[s].value(part, json());
      if (!list.is_array()) continue;
      for (std::size_t i = 0; i < list.size(); ++i) {
        if (list[i].contains("when")) check(list[i]["when"], at + "/" + part + "/" + std::to_string(i) + "/when");
      }
    }
  }
  return problems;
}

}  // namespace guichet::sdk_tool
