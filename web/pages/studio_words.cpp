// SPDX-License-Identifier: GPL-3.0-or-later
// What the pages of the studio say alike.
#include "kernel/counter/studio_edit.hpp"
#include "kernel/counter/studio_steps.hpp"
#include "kernel/domain/ids.hpp"
#include "kernel/identity/access.hpp"
#include "web/pages/errors.hpp"
#include "web/pages/module_trust.hpp"
#include "web/pages/studio.hpp"

#include <algorithm>
#include <charconv>

namespace guichet::web::pages {
namespace {

using counter::ItemList;
using nlohmann::json;

std::string question_title(const json& definition, const std::string& id) {
  for (const json& question : counter::list_at(definition, "form")) {
    if (counter::string_at(question, "id") != id) continue;
    const std::string label = counter::text_at(question, "label").in(domain::Language::fr);
    return label.empty() ? id : label;
  }
  return id;
}

class Words {
 public:
  Words(const Visit& visit, const json& definition) : visit_(visit), definition_(definition) {}

  [[nodiscard]] std::string of(const json& rule) const {
    if (!rule.is_object() || rule.size() != 1) return shown(rule);
    const auto only = rule.begin();
    const std::string& operation = only.key();
    const json& arguments = only.value();
    if (operation == "var") return variable(arguments);
    if (operation == "and" || operation == "or") return joined(arguments, operation == "and" ? "and" : "or");
    if (operation == "!" || operation == "!!") {
      const json& inner = arguments.is_array() && arguments.size() == 1 ? arguments[0] : arguments;
      return say(operation == "!" ? "studio.rule.not" : "studio.rule.given", of(inner), "");
    }
    if (!arguments.is_array() || arguments.size() != 2) return rule.dump();
    if (operation == "in" && arguments[1].is_object()) {
      return say("studio.rule.contains", of(arguments[1]), answer(arguments[1], arguments[0]));
    }
    if (const std::string key = comparison(operation); !key.empty()) {
      return visit_.texts().text("studio.rule." + key,
                                 {{"what", of(arguments[0])}, {"value", answer(arguments[0], arguments[1])}});
    }
    return rule.dump();
  }

 private:
  /// A value as the question offers it: "Sur place" of "on-site".
  [[nodiscard]] std::string answer(const json& variable, const json& value) const {
    const std::string name = counter::string_at(variable, "var");
    if (!value.is_string() || !name.starts_with("answers.")) return of(value);
    for (const json& question : counter::list_at(definition_, "form")) {
      if (counter::string_at(question, "id") != name.substr(8)) continue;
      for (const json& option : counter::list_at(question, "options")) {
        const std::string label = counter::text_at(option, "label").in(visit_.language());
        if (counter::string_at(option, "value") == value && !label.empty()) {
          return visit_.texts().text("studio.quoted", {{"words", label}});
        }
      }
    }
    return of(value);
  }

  [[nodiscard]] std::string say(const char* key, const std::string& what, const std::string& value) const {
    return visit_.texts().text(key, {{"what", what}, {"value", value}});
  }

  static std::string comparison(const std::string& operation) {
    if (operation == "==" || operation == "===" || operation == "in") return "is";
    if (operation == "!=" || operation == "!==") return "is-not";
    if (operation == ">") return "over";
    if (operation == ">=") return "at-least";
    if (operation == "<") return "below";
    if (operation == "<=") return "at-most";
    return {};
  }

  [[nodiscard]] std::string joined(const json& rules, const char* how) const {
    if (!rules.is_array()) return rules.dump();
    std::string text;
    for (const json& rule : rules) {
      if (!text.empty()) {
        const char* const key = std::string_view(how) == "and" ? "studio.rule.and" : "studio.rule.or";
        text += " " + visit_.texts().text(key) + " ";
      }
      text += of(rule);
    }
    return text;
  }

  [[nodiscard]] std::string variable(const json& name) const {
    if (!name.is_string()) return name.dump();
    std::string text = name;
    if (text.starts_with("answers.")) {
      return visit_.texts().text("studio.quoted", {{"words", question_title(definition_, text.substr(8))}});
    }
    return text;
  }

  [[nodiscard]] std::string shown(const json& value) const {
    if (value.is_boolean()) return visit_.texts().text(value ? "form.yes" : "form.no");
    if (value.is_string()) return value.get<std::string>();
    if (!value.is_array()) return value.dump();
    std::string text;
    for (const json& one : value) text += (text.empty() ? "" : ", ") + shown(one);
    return text;
  }

  const Visit& visit_;
  const json& definition_;
};

}  // namespace

std::int64_t studio_number(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  return failure == std::errc() && end == text.data() + text.size() ? number : 0;
}

std::int64_t draft_in(const Visit& visit) {
  return studio_number(visit.request().path_parameters.value("draft"));
}

std::string url_of_draft(std::int64_t draft) {
  return std::string(studio_url) + "/" + std::to_string(draft);
}

void add_draft_frame(View& data, const Visit& visit, const counter::DraftView& view, const char* current) {
  using storage::DraftState;
  const Catalogue& texts = visit.texts();
  const std::string url = url_of_draft(view.draft.id);
  const DraftState state = view.draft.state;
  const auto& [key, tone] = state == DraftState::draft          ? std::pair("studio.state-draft", "waiting")
                            : state == DraftState::consultation ? std::pair("studio.state-consultation", "late")
                            : state == DraftState::published    ? std::pair("studio.state-published", "good")
                                                                : std::pair("studio.state-abandoned", "done");
  const bool writes = view.rights.write;
  std::vector<View> tabs;
  const auto tab = [&](const char* name, const char* title, const std::string& address) {
    tabs.push_back(View()
                       .text("tab_title", texts.text(title))
                       .text("tab_url", address)
                       .flag("tab_current", std::string_view(name) == current));
  };
  tab("draft", "studio.tab-draft", url);
  if (writes) tab("sheet", "studio.tab-sheet", url + "/fiche");
  tab("trial", "studio.tab-trial", url + "/essai");
  if (writes) tab("replay", "studio.tab-replay", url + "/rejeu");
  if (writes) tab("text", "studio.tab-text", url + "/texte");
  if (writes) tab("versions", "studio.tab-versions", std::string(studio_url) + "/versions/" + view.draft.service);
  data.text("draft_title", view.draft.title.empty() ? view.draft.service : view.draft.title)
      .text("draft_url", url)
      .text("service_id", view.draft.service)
      .number("version", view.draft.version)
      .text("state", texts.text(key))
      .text("state_tone", tone)
      .flag("may_write", writes && state == DraftState::draft)
      .flag("may_publish", view.rights.publish && state == DraftState::draft)
      .flag("may_end", writes && state == DraftState::consultation)
      .list("tabs", std::move(tabs));
}

View finding_view(const Visit& visit, const counter::DraftView& view, const counter::StudioFinding& finding) {
  using Place = counter::StudioFinding::Place;
  const Catalogue& texts = visit.texts();
  std::string where, href = url_of_draft(view.draft.id) + "/fiche";
  if (finding.place == Place::question) {
    where = texts.text("studio.at-question", {{"name", finding.name}});
    href = url_of_draft(view.draft.id) + "/questions/" + std::to_string(finding.index + 1);
  } else if (finding.place == Place::step) {
    where = texts.text("studio.at-step", {{"name", finding.name}});
    href = url_of_draft(view.draft.id) + "/etapes/" + std::to_string(finding.index + 1);
  }
  // Of the families "workflow.problem." and "studio.problem.".
  const std::string& key = finding.why.key;
  const bool known = (key.starts_with("workflow.problem.") || key.starts_with("studio.problem.")) && texts.find(key);
  const bool may_accept = key == "workflow.problem.trust-stakes" &&
                          identity::may_administer_modules(*visit.asker().viewer, visit.asker().now);
  return View()
      .maybe("where", where)
      .maybe("accept_url", may_accept ? url_of_trust(view.draft.service) : std::string())
      .text("href", href)
      .text("sentence", known                  ? texts.text(key, finding.why.parameters)
                        : finding.text.empty() ? key
                                               : finding.text)
      .flag("in_english", !known && visit.language() == domain::Language::fr)
      .flag("warning", finding.warning);
}

server::Response settle_studio(Visit& visit, const domain::Result<domain::Done>& done, const std::string& url,
                               const std::function<server::Response(std::vector<domain::FieldError>, int)>& again) {
  if (done) return visit.go_to(url);
  const int status = status_of(done.error().kind);
  if (status != 422 && status != 409 && status != 429) return show_error(visit, done.error());
  std::vector<domain::FieldError> errors = done.error().fields;
  if (errors.empty()) errors.push_back({"", done.error().message, done.error().parameters});
  return again(std::move(errors), status);
}

Controls::Options team_options(const Visit& visit, const plugins::Snapshot& snapshot, const std::string& department,
                               bool with_groups) {
  Controls::Options own, others;
  for (const domain::Team& team : snapshot.teams) {
    if (team.group && !with_groups) continue;
    const std::string title = team.title.in(visit.language());
    if (team.id.starts_with(department + "/")) {
      own.emplace_back(team.id.substr(department.size() + 1), title);
    } else {
      const auto* const plugin = snapshot.plugin(domain::plugin_of(team.id));
      others.emplace_back(team.id, plugin != nullptr ? plugin->department.in(visit.language()) + " : " + title : title);
    }
  }
  own.insert(own.end(), others.begin(), others.end());
  return own;
}

Controls::Options question_options(const json& questions) {
  Controls::Options options;
  for (const json& question : questions) {
    const std::string type = counter::string_at(question, "type"), id = counter::string_at(question, "id");
    if (type == "heading" || type == "table") continue;
    const std::string label = counter::text_at(question, "label").in(domain::Language::fr);
    options.emplace_back(id, label.empty() ? id : label);
  }
  return options;
}

std::vector<std::string> ticked(const Visit& visit, const std::string& name) {
  std::vector<std::string> values;
  for (const auto& value : visit.request().form.all(name)) values.emplace_back(value);
  return values;
}

std::size_t place_in(const Visit& visit, const char* name) {
  const auto number = studio_number(visit.request().path_parameters.value(name));
  return number > 0 ? static_cast<std::size_t>(number - 1) : static_cast<std::size_t>(-1);
}

std::string name_of_list(ItemList list) {
  const std::string number = std::to_string(list.of + 1);
  switch (list.kind) {
    case ItemList::Kind::form:
      return "form";
    case ItemList::Kind::workflow:
      return "workflow";
    case ItemList::Kind::task:
      return "etape-" + number;
    case ItemList::Kind::table:
      return "question-" + number;
  }
  return "form";
}

std::optional<ItemList> list_named(std::string_view name) {
  const auto numbered = [&](std::string_view head) {
    return studio_number(name.substr(std::min(head.size(), name.size())));
  };
  if (name == "form") return ItemList{};
  if (name == "workflow") return ItemList{ItemList::Kind::workflow, 0};
  for (const auto& [head, kind] : {std::pair{"etape-", ItemList::Kind::task}, {"question-", ItemList::Kind::table}}) {
    if (name.starts_with(head) && numbered(head) > 0)
      return ItemList{kind, static_cast<std::size_t>(numbered(head) - 1)};
  }
  return std::nullopt;
}

std::string url_of_questions(std::int64_t draft, ItemList list) {
  const std::string number = std::to_string(list.of + 1);
  return url_of_draft(draft) + (list.kind == ItemList::Kind::task    ? "/etapes/" + number + "/questions"
                                : list.kind == ItemList::Kind::table ? "/questions/" + number + "/colonnes"
                                                                     : std::string("/questions"));
}

std::string url_around(std::int64_t draft, ItemList list) {
  const std::string number = std::to_string(list.of + 1);
  switch (list.kind) {
    case ItemList::Kind::form:
      return url_of_draft(draft) + "#questions";
    case ItemList::Kind::workflow:
      return url_of_draft(draft) + "#etapes";
    case ItemList::Kind::task:
      return url_of_draft(draft) + "/etapes/" + number + "#dedans";
    case ItemList::Kind::table:
      return url_of_draft(draft) + "/questions/" + number + "#dedans";
  }
  return url_of_draft(draft);
}

std::vector<View> question_rows(const Visit& visit, const counter::DraftView& view, ItemList list) {
  const json questions = counter::items_in(view.draft.definition, list);
  std::vector<View> rows;
  for (std::size_t i = 0; i < questions.size(); ++i) {
    const auto question = counter::question_of(questions[i], questions);
    std::string facts = type_title(visit, question.type);
    if (question.required) facts += " · " + visit.texts().text("studio.is-required");
    if (questions[i].is_object() && questions[i].contains("when")) {
      const std::string rule = condition_in_words(visit, questions[i]["when"], json{{"form", questions}});
      facts += " · " + visit.texts().text("studio.shown-when", {{"rule", rule}});
    }
    const std::string label = question.label.in(visit.language());
    rows.push_back(item_view(label.empty() ? question.id : label, facts,
                             url_of_questions(view.draft.id, list) + "/" + std::to_string(i + 1), list, i,
                             questions.size()));
  }
  return rows;
}

View item_view(const std::string& title, const std::string& facts, const std::string& url, ItemList list,
               std::size_t index, std::size_t count) {
  return View()
      .text("item_title", title)
      .maybe("item_facts", facts)
      .text("item_url", url)
      .text("item_list", name_of_list(list))
      .number("item_index", static_cast<std::int64_t>(index))
      .number("item_number", static_cast<std::int64_t>(index + 1))
      .flag("item_first", index == 0)
      .flag("item_last", index + 1 == count);
}

void add_condition(Controls& controls, const Visit& visit, const counter::EditedCondition& condition,
                   const Controls::Options& questions, const std::string& suffix, const char* label, const char* hint) {
  const auto name = [&suffix](const char* part) { return part + suffix; };
  if (!questions.empty()) {
    Controls::Options ways;
    for (const char* how : {"is", "is-not", "over", "at-least", "below", "at-most"})
      ways.emplace_back(how, visit.texts().text(std::string("studio.how.") + how));
    controls.list(name("question").c_str(), label, condition.question, questions, {hint});
    controls.list(name("how").c_str(), "studio.how", condition.how, ways, {nullptr, true});
    controls.line(name("value").c_str(), "studio.when-value", condition.value,
                  {"studio.when-value-hint", false, "long"});
  }
  // What no question and value say was written as a rule, and stays one; who wants another writes the item as a text.
  if (!condition.rule.empty()) {
    controls.line(name("rule").c_str(), "studio.when-rule", condition.rule,
                  {"studio.when-rule-hint", false, "long", "text", 4000});
  }
}

counter::EditedCondition typed_condition(const Visit& visit, const std::string& suffix) {
  const auto field = [&](const char* part) { return typed(visit, (part + suffix).c_str()); };
  counter::EditedCondition condition{field("question"), field("value"), field("rule"), field("how")};
  if (condition.how.empty()) condition.how = "is";
  return condition;
}

Controls::Options affiliation_options(const Visit& visit) {
  Controls::Options options;
  for (const char* one : {"student", "faculty", "researcher", "staff"}) {
    options.emplace_back(one, visit.texts().text(std::string("studio.affiliation-") + one));
  }
  return options;
}

Controls::Options campus_options(const Visit& visit) {
  Controls::Options options;
  for (const domain::Place& place : visit.counter().places.all()) {
    if (place.kind == domain::PlaceKind::campus) options.emplace_back(place.id, place.name);
  }
  return options;
}

Controls::Options component_options(const Visit& visit) {
  Controls::Options options;
  for (const auto& component : visit.counter().components) {
    options.emplace_back(component.id, component.name.in(visit.language()));
  }
  return options;
}

std::string team_title(const Visit& visit, const plugins::Snapshot& snapshot, const std::string& department,
                       const std::string& team) {
  const bool full = team.find('/') != std::string::npos || team == domain::triage_team;
  const domain::Team* const found = snapshot.team(full ? team : department + "/" + team);
  return found != nullptr ? found->title.in(visit.language()) : team;
}

std::string type_title(const Visit& visit, const std::string& type) {
  return domain::field_type_of(type) ? visit.texts().text("studio.type." + type) : type;
}

std::string kind_title(const Visit& visit, const std::string& kind) {
  return kind.empty() ? kind : visit.texts().text("studio.kind." + kind);
}

std::string condition_in_words(const Visit& visit, const json& rule, const json& definition) {
  return rule.is_null() ? std::string() : Words(visit, definition).of(rule);
}

}  // namespace guichet::web::pages
