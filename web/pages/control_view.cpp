// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/pages/control_view.hpp"

#include "web/pages/errors.hpp"
#include "web/pages/words_pages.hpp"

#include <algorithm>

namespace guichet::web::pages {

View& Controls::add(const char* name, const char* label, const Look& look) {
  return add_titled(name, visit_.texts().text(label), look);
}

View& Controls::add_titled(const char* name, const std::string& label, const Look& look) {
  View view;
  // Sections look a missing name up outside: each question sets them all.
  for (const char* kind : {"heading", "line",      "area",     "one",      "many",         "list",    "range", "agree",
                           "person",  "place",     "file",     "mode",     "autocomplete", "longest", "least", "most",
                           "chosen",  "has_rooms", "has_kept", "multiple", "secret",       "forget",  "fact"}) {
    view.flag(kind, false);
  }
  const std::string id = name;
  labels_.emplace(id, label);
  const std::string hint = look.hint != nullptr ? visit_.texts().text(look.hint) : std::string();
  const std::string wrong = wrong_in(visit_, errors_, id);
  std::string described = hint.empty() ? "" : id + "-hint";
  if (!wrong.empty()) described += (described.empty() ? "" : " ") + id + "-wrong";
  view.text("id", id)
      .text("name", id)
      .text("label", label)
      .maybe("hint", hint)
      .maybe("wrong", wrong)
      .maybe("described", described)
      .flag("required", look.required)
      .text("type", look.type)
      .text("size", look.size)
      .text("value", "")
      .text("fact_value", "")
      .list("options", {});
  if (look.longest > 0 && std::string_view(look.type) == "text") view.text("longest", std::to_string(look.longest));
  views_.push_back(std::move(view));
  return views_.back();
}

std::vector<View> Controls::options_of(const std::string& id, const Options& options,
                                       const std::vector<std::string>& chosen) {
  std::vector<View> views;
  for (const auto& [value, text] : options) {
    views.push_back(View()
                        .text("option_id", id + "-" + value)
                        .text("value", value)
                        .text("text", text)
                        .flag("chosen", std::find(chosen.begin(), chosen.end(), value) != chosen.end()));
  }
  return views;
}

void Controls::heading(const char* label) {
  add("", label, Look{}).flag("heading", true);
}

void Controls::line(const char* name, const char* label, const std::string& value, const Look& look) {
  add(name, label, look).flag("line", true).text("value", value);
}

void Controls::area(const char* name, const char* label, const std::string& value, const Look& look) {
  // A text is not a line: its own bound, unless one is said.
  constexpr int longest_text = 20'000;
  Look longer = look;
  if (look.longest == Look{}.longest) longer.longest = longest_text;
  add(name, label, longer).flag("area", true).text("value", value);
}

void Controls::list(const char* name, const char* label, const std::string& value, const Options& options,
                    const Look& look) {
  add(name, label, look).flag("list", true).list("options", options_of(name, options, {value}));
}

void Controls::titled_list(const char* name, const std::string& title, const std::string& value, const Options& options,
                           const Look& look) {
  add_titled(name, title, look).flag("list", true).list("options", options_of(name, options, {value}));
}

void Controls::many(const char* name, const char* label, const std::vector<std::string>& values, const Options& options,
                    const char* hint) {
  add(name, label, {hint}).flag("many", true).list("options", options_of(name, options, values));
}

void Controls::tick(const char* name, const char* label, bool value, const char* hint) {
  add(name, label, {hint}).flag("agree", true).flag("chosen", value);
}

void Controls::person(const char* name, const char* label, const std::string& value, const Look& look) {
  add(name, label, look).flag("person", true).text("value", value);
}

void Controls::add_to(View& data, const char* name) {
  std::vector<std::pair<std::string, std::string>> lines;
  for (const domain::FieldError& error : errors_) {
    const std::string text = error.parameters.is_object() ? visit_.texts().text(error.message, error.parameters)
                                                          : visit_.texts().text(error.message);
    const auto label = labels_.find(error.field);
    lines.emplace_back(error.field,
                       label == labels_.end()
                           ? text
                           : visit_.texts().text("form.error-line", {{"label", label->second}, {"wrong", text}}));
  }
  add_errors(data, lines);
  data.list(name, std::move(views_));
}

std::vector<std::string> lines_in(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    while (!line.empty() && static_cast<unsigned char>(line.front()) <= ' ') line.remove_prefix(1);
    while (!line.empty() && static_cast<unsigned char>(line.back()) <= ' ') line.remove_suffix(1);
    if (!line.empty()) lines.emplace_back(line);
  }
  return lines;
}

std::string joined_lines(const std::vector<std::string>& lines) {
  std::string joined;
  for (const std::string& line : lines) joined += line + "\n";
  return joined;
}

}  // namespace guichet::web::pages
