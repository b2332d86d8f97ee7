// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/studio_steps.hpp"
#include "kernel/counter/studio_versions.hpp"

#include <algorithm>

namespace guichet::counter {
namespace {

using nlohmann::json;
using Strings = std::vector<std::string>;

constexpr std::size_t most_differences = 200;

std::string name_of_item(const json& item, const char* key) {
  const std::string name = text_at(item, key).in(domain::Language::fr);
  return name.empty() ? string_at(item, "id") : name;
}

const json* item_with(const json& list, const std::string& id) {
  const auto found =
      std::find_if(list.begin(), list.end(), [&](const json& one) { return string_at(one, "id") == id; });
  return found == list.end() ? nullptr : &*found;
}

std::string words_in(const Strings& words) {
  std::string joined;
  for (const std::string& word : words) joined += (joined.empty() ? "" : ", ") + word;
  return joined;
}

/// What is in `list` and not in `other`.
Strings without(const Strings& list, const Strings& other) {
  Strings rest;
  for (const std::string& one : list) {
    if (std::find(other.begin(), other.end(), one) == other.end()) rest.push_back(one);
  }
  return rest;
}

class Comparison {
 public:
  Comparison(const json& before, const json& after) : before_(before), after_(after) {}

  std::vector<Difference> run() {
    compare_sheet();
    compare_questions();
    compare_routes();
    compare_steps();
    compare_rest();
    return std::move(found_);
  }

 private:
  void say(const char* key, json parameters = json::object()) {
    if (found_.size() < most_differences) found_.push_back({key, std::move(parameters)});
  }

  void text(const char* key, const domain::LocalText& was, const domain::LocalText& is) {
    if (was.fr != is.fr) {
      say(key, {{"before", was.fr}, {"after", is.fr}});
    } else if (was.en != is.en) {
      say("translation", {{"after", is.en}});
    }
  }
  void value(const char* key, const std::string& was, const std::string& is) {
    if (was != is) say(key, {{"before", was}, {"after", is}});
  }
  void words(const char* added, const char* removed, const Strings& was, const Strings& is) {
    if (const Strings more = without(is, was); !more.empty()) {
      say(added, {{"words", words_in(more)}, {"number", more.size()}});
    }
    if (const Strings less = without(was, is); !less.empty()) {
      say(removed, {{"words", words_in(less)}, {"number", less.size()}});
    }
  }

  void compare_sheet() {
    const ServiceSheet was = sheet_of(before_), is = sheet_of(after_);
    text("title", was.title, is.title);
    text("summary", was.summary, is.summary);
    value("theme", was.theme, is.theme);
    value("kind", was.kind, is.kind);
    words("says-added", "says-removed", was.says_fr, is.says_fr);
    words("says-added", "says-removed", was.says_en, is.says_en);
    words("keywords-added", "keywords-removed", was.keywords_fr, is.keywords_fr);
    words("keywords-added", "keywords-removed", was.keywords_en, is.keywords_en);
    if (was.affiliation != is.affiliation || was.campus != is.campus || was.component != is.component) say("audience");
    if (was.open_to_all != is.open_to_all) say(is.open_to_all ? "public" : "not-public");
    if (was.confidential != is.confidential) say(is.confidential ? "confidential" : "not-confidential");
    if (was.urgency != is.urgency || (is.urgency.empty() && before_["urgency"] != after_["urgency"])) say("urgency");
    value("take-charge", was.take_charge, is.take_charge);
    value("resolve", was.resolve, is.resolve);
    words("articles-added", "articles-removed", was.articles, is.articles);
  }

  void compare_question(const json& was, const json& is, const json& form_was, const json& form_is) {
    const EditedQuestion before = question_of(was, form_was), after = question_of(is, form_is);
    const json named = {{"question", name_of_item(is, "label")}};
    const auto told = [&named](json more) {
      more.update(named);
      return more;
    };
    if (before.label.fr != after.label.fr) {
      say("question-label", {{"before", before.label.fr}, {"after", after.label.fr}});
    } else if (before.label.en != after.label.en) {
      say("translation", {{"after", after.label.en}});
    }
    if (before.type != after.type) say("question-type", told({{"before", before.type}, {"after", after.type}}));
    if (before.required != after.required) say(after.required ? "question-required" : "question-optional", named);
    if (before.hint.fr != after.hint.fr) say("question-hint", named);
    const json condition_was = was.value("when", json()), condition_is = is.value("when", json());
    if (condition_was != condition_is) {
      say(condition_is.is_null()    ? "question-always"
          : condition_was.is_null() ? "question-sometimes"
                                    : "question-condition",
          named);
    }
    if (const Strings more = without(after.options, before.options); !more.empty()) {
      say("options-added", told({{"words", words_in(labels_of(more))}}));
    }
    if (const Strings less = without(before.options, after.options); !less.empty()) {
      say("options-removed", told({{"words", words_in(labels_of(less))}}));
    }
    json rest_was = was, rest_is = is;
    for (const char* key : {"label", "text", "hint", "type", "required", "when", "options"}) {
      rest_was.erase(key);
      rest_is.erase(key);
    }
    if (rest_was != rest_is) say("question-other", named);
  }

  /// "Diffuser en direct" of "stream | Diffuser en direct | Streaming".
  static Strings labels_of(const Strings& lines) {
    Strings labels;
    for (const std::string& line : lines) {
      const std::size_t from = line.find(" | ");
      const std::string rest = from == std::string::npos ? line : line.substr(from + 3);
      labels.push_back(rest.substr(0, rest.find(" | ")));
    }
    return labels;
  }

  void compare_questions() {
    const json was = list_at(before_, "form"), is = list_at(after_, "form");
    for (const json& question : was) {
      if (item_with(is, string_at(question, "id")) == nullptr) {
        say("question-removed", {{"question", name_of_item(question, "label")}});
      }
    }
    for (const json& question : is) {
      const json* const earlier = item_with(was, string_at(question, "id"));
      if (earlier == nullptr) {
        const bool required = question.contains("required") && question["required"] == true;
        say(required ? "question-added-required" : "question-added", {{"question", name_of_item(question, "label")}});
      } else if (*earlier != question) {
        compare_question(*earlier, question, was, is);
      }
    }
    if (order_of(was, is) != order_of(is, was)) say("question-order");
  }

  /// Ids of `list` that the other one has too, in order.
  static Strings order_of(const json& list, const json& other) {
    Strings order;
    for (const json& one : list) {
      if (item_with(other, string_at(one, "id")) != nullptr) order.push_back(string_at(one, "id"));
    }
    return order;
  }

  void compare_routes() {
    const auto was = routes_of(before_), is = routes_of(after_);
    const auto teams_of = [](const std::vector<EditedRoute>& routes) {
      Strings teams;
      for (const auto& route : routes) teams.push_back(route.team);
      return teams;
    };
    const Strings before = teams_of(was), after = teams_of(is);
    if (before != after) {
      say("route", {{"before", words_in(before)}, {"after", words_in(after)}});
    } else if (before_.value("route", json()) != after_.value("route", json())) {
      say("route-conditions");
    }
  }

  void compare_steps() {
    const json was = list_at(before_, "workflow"), is = list_at(after_, "workflow");
    for (const json& step : was) {
      if (item_with(is, string_at(step, "id")) == nullptr) {
        say("step-removed", {{"step", name_of_item(step, "title")}, {"kind", kind_of_step(step)}});
      }
    }
    for (const json& step : is) {
      const json* const earlier = item_with(was, string_at(step, "id"));
      const json named = {{"step", name_of_item(step, "title")}, {"kind", kind_of_step(step)}};
      if (earlier == nullptr) {
        say("step-added", named);
        continue;
      }
      if (*earlier == step) continue;
      const EditedStep before = step_of(*earlier, before_), after = step_of(step, after_);
      const std::size_t told = found_.size();
      if (before.kind != after.kind) say("step-kind", named);
      if (before.after != after.after) say("step-after", named);
      if (earlier->value("when", json()) != step.value("when", json())) say("step-condition", named);
      if (before.trust != after.trust) say(after.trust ? "step-trust" : "step-no-trust", named);
      if (before.team != after.team || voices_differ(before, after)) say("step-people", named);
      if (found_.size() == told) say("step-other", named);
    }
  }

  static bool voices_differ(const EditedStep& before, const EditedStep& after) {
    return !std::equal(before.voices.begin(), before.voices.end(), after.voices.begin(), after.voices.end(),
                       [](const EditedVoice& a, const EditedVoice& b) {
                         return a.kind == b.kind && a.value == b.value && a.of == b.of;
                       });
  }

  /// What the studio has no form for, so that nothing changes unseen.
  void compare_rest() {
    json was = before_, is = after_;
    for (const char* known : {"plugin", "title", "summary", "theme", "kind", "says", "keywords", "audience", "public",
                              "confidential", "urgency", "answers", "form", "route", "workflow"}) {
      was.erase(known);
      is.erase(known);
    }
    for (json* one : {&was, &is}) {
      if (!one->contains("commitment") || !(*one)["commitment"].is_object()) continue;
      (*one)["commitment"].erase("take_charge");
      (*one)["commitment"].erase("resolve");
      if ((*one)["commitment"].empty() || (*one)["commitment"] == json{{"calendar", "university"}}) {
        one->erase("commitment");
      }
    }
    for (const auto& [key, value] : is.items()) {
      if (!was.contains(key) || was[key] != value) say("other", {{"name", key}});
    }
    for (const auto& [key, unused] : was.items()) {
      if (!is.contains(key)) say("other", {{"name", key}});
    }
  }

  json before_, after_;
  std::vector<Difference> found_;
};

}  // namespace

std::vector<Difference> differences_of(const json& before, const json& after) {
  return Comparison(before, after).run();
}

}  // namespace guichet::counter
