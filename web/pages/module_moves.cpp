// SPDX-License-Identifier: GPL-3.0-or-later
// What an administrator does to a module, each behind a page that says first what it changes.
#include "web/pages/errors.hpp"
#include "web/pages/module_pages.hpp"
#include "web/pages/module_words.hpp"

#include <algorithm>

namespace guichet::web::pages {
namespace {

using counter::PluginSummary;
using counter::PluginView;

/// A page that asks before anything is done.
struct Question {
  const char* move;  ///< the last part of its address: "desactiver"
  const char* key;   ///< of its texts: "module-move.disable."
  std::vector<View> effects;
  std::vector<counter::CapabilityView> approvals;
  std::string refusal;  ///< why it cannot be done as things are; empty: it can
  std::string todo;
};

View effect(std::string text, std::string href = {}) {
  return View().text("text", std::move(text)).maybe("href", std::move(href));
}

server::Response show_question(Visit& visit, const PluginSummary& module, Question question,
                               const std::vector<std::pair<std::string, std::string>>& errors = {}, int status = 200) {
  const Catalogue& texts = visit.texts();
  const std::string key(question.key);
  const std::string url = url_of_module(module.id);
  const nlohmann::json named{
      {"module", module.name.in(visit.language())}, {"version", module.version}, {"previous", module.previous_version}};
  View data;
  data.text("title", texts.text(key + "title", named))
      .text("lead", texts.text(key + "text", named))
      .text("do", texts.text(key + "do", named))
      .text("url", url + "/" + question.move)
      .text("back_url", url)
      .text("back", module.name.in(visit.language()))
      .maybe("refused", question.refusal)
      .text("todo", question.todo)
      .flag("has_effects", !question.effects.empty())
      .list("effects", std::move(question.effects));
  add_approvals(data, visit, question.approvals, ticked(visit), errors);
  add_errors(data, errors);
  return visit.page("module-confirm", std::move(data), Section::modules, status);
}

/// The module of the path; only what is needed of it is read.
template <typename Answer>
server::Response with_summary(Visit& visit, Answer answer) {
  const auto modules = counter::list_plugins(visit.counter(), visit.asker());
  if (!modules) return show_error(visit, modules.error());
  const std::string id = module_of(visit);
  const auto module = std::find_if(modules->begin(), modules->end(), [&](const auto& one) { return one.id == id; });
  if (module == modules->end()) return show_problem(visit, 404);
  return answer(*module);
}

/// Done: back to the module, which says so. Not done: the same question with what is in the way.
template <typename Asked>
server::Response settle(Visit& visit, const domain::Result<domain::Done>& done, const char* said, Asked asked) {
  if (done) return visit.go_to(url_of_module(module_of(visit)) + "?dit=" + said);
  const domain::Error& error = done.error();
  const int status = status_of(error.kind);
  const bool about_approval = error.message == "error.plugin.asks-more";
  const bool asks_again = status == 409 || status == 422 || about_approval;
  if (!asks_again || !visit.signed_in()) return show_error(visit, error);
  return with_summary(visit, [&](const PluginSummary& module) {
    const ShownError shown = shown_failure(visit, error);
    std::vector<std::pair<std::string, std::string>> errors;
    if (about_approval) {
      errors.emplace_back("droits", visit.texts().text("modules.approve-all"));
    } else {
      errors.emplace_back("", shown.text);
    }
    if (const std::string todo = todo_about(visit.texts(), error.message); !todo.empty()) errors.emplace_back("", todo);
    if (!shown.technical.empty()) errors.emplace_back("", shown.technical);
    return show_question(visit, module, asked(module), errors, about_approval ? 422 : status);
  });
}

// Enabling.

Question about_enabling(const Visit& visit, const PluginView& module) {
  const Catalogue& texts = visit.texts();
  Question question{"activer", "module-move.enable.", {}, module.capabilities, {}, {}};
  if (const std::string brings = shown_counts(texts, module.summary.counts); !brings.empty()) {
    question.effects.push_back(effect(texts.text("module-move.offers", {{"brings", brings}})));
  }
  for (const counter::DependencyView& need : module.requires_plugins) {
    if (need.holds) continue;
    question.effects.push_back(effect(texts.text("module-move.lacks", {{"module", need.plugin}, {"range", need.range}}),
                                      need.installed.empty() ? "" : url_of_module(need.plugin)));
  }
  return question;
}

server::Response ask_to_enable(Visit& visit) {
  const auto module = counter::show_plugin(visit.counter(), visit.asker(), module_of(visit));
  if (!module) return show_error(visit, module.error());
  if (module->summary.standing != counter::PluginStanding::disabled) {
    return visit.go_to(url_of_module(module->summary.id));
  }
  return show_question(visit, module->summary, about_enabling(visit, *module));
}

server::Response enable(Visit& visit) {
  const counter::Grants grants{false, ticked(visit)};
  const auto done = counter::enable_plugin(visit.counter(), visit.asker(), module_of(visit), grants);
  return settle(visit, done, "enabled", [&](const PluginSummary& summary) {
    const auto module = counter::show_plugin(visit.counter(), visit.asker(), summary.id);
    return module ? about_enabling(visit, *module) : Question{"activer", "module-move.enable.", {}, {}, {}, {}};
  });
}

// Disabling.

Question about_disabling(const Visit& visit, const counter::DisableEffects& affected) {
  const Catalogue& texts = visit.texts();
  Question question{"desactiver", "module-move.disable.", {}, {}, {}, {}};
  const auto add = [&](const char* key, std::int64_t count) {
    if (count > 0) question.effects.push_back(effect(texts.counted(key, count)));
  };
  add("module-move.hides-services", static_cast<std::int64_t>(affected.services));
  add("module-move.hides-articles", static_cast<std::int64_t>(affected.articles));
  add("module-move.requests-go-on", affected.open_requests);
  add("module-move.automations-finish", affected.running_automations);
  add("module-move.automations-wait", affected.waiting_automations);
  for (const std::string& id : affected.required_by) {
    question.effects.push_back(effect(texts.text("module-move.needed-by", {{"module", id}}), url_of_module(id)));
  }
  if (question.effects.empty()) question.effects.push_back(effect(texts.text("module-move.affects-nothing")));
  return question;
}

server::Response ask_to_disable(Visit& visit) {
  return with_summary(visit, [&](const PluginSummary& module) {
    const auto affected = counter::what_a_disable_affects(visit.counter(), visit.asker(), module.id);
    if (!affected) return show_error(visit, affected.error());
    return show_question(visit, module, about_disabling(visit, *affected));
  });
}

server::Response disable(Visit& visit) {
  // The page named those that need it, and was answered all the same.
  const auto done = counter::disable_plugin(visit.counter(), visit.asker(), module_of(visit), true);
  return settle(visit, done, "disabled", [&](const PluginSummary& module) {
    const auto affected = counter::what_a_disable_affects(visit.counter(), visit.asker(), module.id);
    return about_disabling(visit, affected ? *affected : counter::DisableEffects());
  });
}

// Going back, and away.

Question about_going_back(const Visit& visit, const PluginSummary& module) {
  const Catalogue& texts = visit.texts();
  Question question{"revenir", "module-move.rollback.", {}, {}, {}, {}};
  if (module.previous_version.empty()) {
    question.refusal = texts.text("error.plugin.no-previous");
    question.todo = texts.text("module-todo.no-previous");
    return question;
  }
  question.effects.push_back(effect(texts.text("module-move.requests-pinned")));
  question.effects.push_back(effect(texts.text("module-move.settings-stay")));
  return question;
}

server::Response ask_to_go_back(Visit& visit) {
  return with_summary(visit, [&](const PluginSummary& module) {
    return show_question(visit, module, about_going_back(visit, module));
  });
}

server::Response go_back(Visit& visit) {
  const auto done = counter::roll_back_plugin(visit.counter(), visit.asker(), module_of(visit));
  return settle(visit, done, "rolled-back",
                [&](const PluginSummary& module) { return about_going_back(visit, module); });
}

Question about_removing(const Visit& visit, const PluginSummary& module) {
  const Catalogue& texts = visit.texts();
  Question question{"retirer", "module-move.remove.", {}, {}, {}, {}};
  if (module.standing != counter::PluginStanding::disabled) {
    question.refusal = texts.text("error.plugin.still-enabled", {{"plugin", module.id}});
    question.todo = texts.text("module-todo.still-enabled");
    return question;
  }
  for (const char* key : {"module-move.loses-settings", "module-move.requests-stay", "module-move.data-stays"}) {
    question.effects.push_back(effect(texts.text(key)));
  }
  return question;
}

server::Response ask_to_remove(Visit& visit) {
  return with_summary(
      visit, [&](const PluginSummary& module) { return show_question(visit, module, about_removing(visit, module)); });
}

server::Response remove(Visit& visit) {
  const auto done = counter::remove_plugin(visit.counter(), visit.asker(), module_of(visit));
  if (done) return visit.go_to("/modules?dit=removed");
  return settle(visit, done, "removed", [&](const PluginSummary& module) { return about_removing(visit, module); });
}

}  // namespace

void add_module_moves(Pages& pages) {
  const std::string base = "/modules/{module}/";
  pages.get(base + "activer", ask_to_enable);
  pages.post(base + "activer", enable);
  pages.get(base + "desactiver", ask_to_disable);
  pages.post(base + "desactiver", disable);
  pages.get(base + "revenir", ask_to_go_back);
  pages.post(base + "revenir", go_back);
  pages.get(base + "retirer", ask_to_remove);
  pages.post(base + "retirer", remove);
}

}  // namespace guichet::web::pages
