// SPDX-License-Identifier: Apache-2.0
#include "sdk/tool/docs/page.hpp"

#include <functional>
#include <map>

namespace guichet::sdk_tool {
namespace {

using nlohmann::json;

std::string both(const json& text) {
  if (!text.is_object()) return {};
  const std::string french = text.value("fr", ""), english = text.value("en", "");
  return french == english ? french : french + " / " + english;
}

std::string words_of(const json& list) {
  std::string text;
  for (const json& each : list)
    text += (text.empty() ? "" : ", ") + (each.is_string() ? each.get<std::string>() : each.dump());
  return text;
}

/// What an administrator grants with each.
std::string meaning_of(const std::string& capability) {
  static const std::map<std::string, std::string> meanings = {
      {"log", "write lines for the administrator"},
      {"settings", "read what the administrator set for it"},
      {"secrets", "read the secrets the administrator set for it"},
      {"requests", "read its own requests, comment on them and complete their steps"},
      {"people", "look up the people of its own requests"},
      {"directory.modify", "change accounts in the university's directory"},
      {"connect", "reach the machines listed below, through the counter"},
      {"mail", "write to the people of its own requests"},
      {"storage", "keep data of its own at the counter"},
      {"schedule", "have work done at times it chooses"},
      {"files", "read and add attachments of its own requests"},
  };
  const auto known = meanings.find(capability);
  return capability + (known == meanings.end() ? "" : ": " + known->second);
}

std::string bounds_of(const json& field) {
  std::string text = field.value("type", "");
  if (field.contains("options")) {
    std::string options;
    for (const json& option : field["options"]) options += (options.empty() ? "" : "; ") + both(option["label"]);
    text += ": " + options;
  }
  if (field.contains("source")) text += ", from " + field["source"].dump();
  if (field.contains("min"))
    text += ", from " + (field["min"].is_string() ? field["min"].get<std::string>() : field["min"].dump());
  if (field.contains("max"))
    text += ", up to " + (field["max"].is_string() ? field["max"].get<std::string>() : field["max"].dump());
  return text;
}

void write_form(const json& form, Page& page) {
  if (form.empty()) return page.paragraph("Nothing is asked.");
  std::vector<std::vector<std::string>> rows;
  for (const json& field : form) {
    rows.push_back({both(field.value("label", field.value("text", json()))), bounds_of(field),
                    field.value("required", false) ? "yes" : "",
                    field.contains("when") ? in_words(field["when"]) : "always"});
  }
  page.table({"Question", "Answer", "Needed", "Asked when"}, rows);
}

std::string route_of(const json& route) {
  std::string text = route.value("team", "");
  if (route.contains("near")) text += ", the branch nearest to " + words_of(route["near"]);
  if (route.contains("when")) text = "When " + in_words(route["when"]) + ": " + text;
  if (route.contains("why")) text += ". " + both(route["why"]);
  return text;
}

void write_list(const json& value, const std::function<std::string(const json&)>& as_text, Page& page) {
  std::vector<std::string> items;
  for (const json& each : value.is_array() ? value : json::array({value})) items.push_back(as_text(each));
  page.list(items);
}

std::string kind_in_words(const json& step) {
  if (step.contains("automation")) return "runs " + step.value("automation", "");
  if (step.contains("task")) return "work for " + step["task"].value("team", "the request’s team");
  if (step.contains("request")) return "opens a request to " + step["request"].value("service", "");
  for (const char* kind : {"approval", "wait", "notify", "decide"}) {
    if (step.contains(kind)) return kind;
  }
  return "";
}

void write_workflow(const json& workflow, Page& page) {
  std::vector<std::string> steps;
  for (const json& step : workflow) {
    std::string text = step.value("id", "") + ": " + kind_in_words(step);
    if (step.contains("after")) text += ", after " + words_of(step["after"]);
    if (step.contains("when")) text += ", when " + in_words(step["when"]);
    if (step.value("on_success", "") == "resolve") text += "; the request is then resolved";
    if (step.contains("otherwise")) text += "; otherwise it goes to " + step["otherwise"].value("team", "");
    steps.push_back(text);
  }
  page.list(steps);
  const std::string svg = drawn(graph_of(workflow));
  if (svg.empty())
    page.paragraph("There is no picture of it: Graphviz (the program dot) is not installed here.");
  else
    page.picture(svg, "The workflow, from the submitted request to its end");
}

void write_service(const json& service, Page& page) {
  page.heading(3, both(service["title"]));
  page.paragraph(both(service["summary"]));
  std::vector<std::string> facts = {"Id: " + service.value("id", ""), "Kind: " + service.value("kind", "")};
  if (service.value("public", false)) facts.emplace_back("Open to people who are not signed in");
  if (service.value("confidential", false)) facts.emplace_back("Confidential: its requests are for its team alone");
  const json audience = service.value("audience", json::object());
  for (const auto& [key, values] : audience.items()) facts.push_back("For " + key + ": " + words_of(values));
  const json promise = service.value("commitment", json::object());
  if (promise.contains("take_charge"))
    facts.push_back("Taken in charge within " + promise["take_charge"].get<std::string>());
  if (promise.contains("resolve")) facts.push_back("Resolved within " + promise["resolve"].get<std::string>());
  page.list(facts);
  const json says = service.value("says", json::object());
  page.heading(4, "How people ask for it");
  std::vector<std::string> sentences;
  for (const char* language : {"fr", "en"}) {
    for (const json& each : says.value(language, json::array())) sentences.push_back(each);
  }
  page.list(sentences);
  page.heading(4, "What is asked");
  write_form(service.value("form", json::array()), page);
  page.heading(4, "Who gets it");
  write_list(service["route"], route_of, page);
  if (service.contains("urgency") && service["urgency"].is_array()) {
    page.heading(4, "How urgent it is");
    write_list(
        service["urgency"],
        [](const json& rule) {
          return rule.value("urgency", "") + (rule.contains("when") ? " when " + in_words(rule["when"]) : "");
        },
        page);
  }
  if (const json workflow = service.value("workflow", json::array()); !workflow.empty()) {
    page.heading(4, "What happens by itself");
    write_workflow(workflow, page);
  }
}

void write_what_it_may(const json& manifest, Page& page) {
  page.heading(2, "What it may do");
  std::vector<std::string> items;
  for (const json& each : manifest.value("capabilities", json::array())) items.push_back(meaning_of(each));
  for (const json& each : manifest.value("connect", json::array()))
    items.push_back("connects to " + each.value("host", "") + ":" + std::to_string(each.value("port", 0)) + ": " +
                    both(each.value("why", json())));
  if (items.empty())
    page.paragraph("Nothing: it is texts and rules only.");
  else
    page.list(items);
  const json settings = manifest.value("settings", json::array());
  if (settings.empty()) return;
  page.heading(2, "What the administrator sets");
  write_form(settings, page);
}

}  // namespace

void write_page(const json& manifest, Page& page) {
  page.paragraph(both(manifest["department"]) + ". Version " + manifest.value("version", "") + ", for kernels " +
                 manifest.value("kernel", "") + ".");
  write_what_it_may(manifest, page);
  page.heading(2, "Services");
  for (const json& service : manifest.value("services", json::array())) write_service(service, page);
  if (const json automations = manifest.value("automations", json::array()); !automations.empty()) {
    page.heading(2, "Automations");
    write_list(
        automations,
        [](const json& each) {
          return each.value("id", "") + ": " + both(each["title"]) + ", " +
                 (each.value("idempotent", false) ? "may be tried again" : "is never tried again by itself") +
                 ", within " + each.value("deadline", "10s");
        },
        page);
  }
  if (const json teams = manifest.value("teams", json::array()); !teams.empty()) {
    page.heading(2, "Teams");
    write_list(
        teams,
        [](const json& each) {
          std::string text = both(each["title"]) + " (" + each.value("id", "") + ")";
          if (each.contains("of")) text += ", a branch of " + each["of"].get<std::string>();
          const json covers = each.value("covers", json::object());
          for (const auto& [kind, places] : covers.items()) text += ", " + kind + " " + words_of(places);
          return text;
        },
        page);
  }
  if (const json articles = manifest.value("articles", json::array()); !articles.empty()) {
    page.heading(2, "Articles");
    write_list(
        articles,
        [](const json& each) {
          return each.value("title", "") + " (" + each.value("language", "") + ", " + each.value("file", "") + ")";
        },
        page);
  }
}

}  // namespace guichet::sdk_tool
