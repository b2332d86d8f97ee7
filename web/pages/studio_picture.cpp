// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/pages/studio_picture.hpp"

#include "kernel/counter/drawing.hpp"
#include "kernel/counter/studio_steps.hpp"
#include "kernel/domain/workflow_picture.hpp"

namespace guichet::web::pages {
namespace {

using nlohmann::json;

/// Broken at a space when it is long: boxes stay of one size.
std::string in_lines(const std::string& text) {
  constexpr std::size_t wide = 26;
  std::string result, line;
  std::size_t from = 0;
  while (from < text.size()) {
    const std::size_t end = std::min(text.find(' ', from), text.size());
    const std::string word = text.substr(from, end - from);
    if (!line.empty() && line.size() + word.size() > wide) {
      result += line + "\n";
      line.clear();
    }
    line += (line.empty() ? "" : " ") + word;
    from = end + 1;
  }
  return result + line;
}

domain::PictureStep picture_of(const Visit& visit, const counter::DraftView& view, const json& definition,
                               const json& step) {
  const auto edited = counter::step_of(step, definition);
  const std::string title = edited.title.in(visit.language());
  domain::PictureStep drawn;
  drawn.id = edited.id;
  drawn.kind = domain::step_kind_of(edited.kind).value_or(domain::StepKind::task);
  drawn.label = in_lines(title.empty() ? edited.id : title) + "\n" + kind_title(visit, edited.kind);
  drawn.after = edited.after;
  drawn.back = counter::strings_at(step, "returns");
  drawn.trust = edited.trust;
  drawn.ends = counter::string_at(step, "on_success") == "resolve";
  if (step.contains("when")) drawn.condition = in_lines(condition_in_words(visit, step["when"], definition));
  if (edited.kind == "automation" && !edited.team.empty()) {
    drawn.otherwise = team_title(visit, *view.snapshot, view.draft.department, edited.team);
  }
  for (const json& branch : counter::list_at(step, "decide")) {
    drawn.branches.emplace_back(branch.is_object() && branch.contains("when")
                                    ? in_lines(condition_in_words(visit, branch["when"], definition))
                                    : visit.texts().text("studio.picture-else"),
                                counter::strings_at(branch, "then"));
  }
  return drawn;
}

}  // namespace

void add_picture(View& data, const Visit& visit, const counter::DraftView& view) {
  const json& definition = view.draft.definition;
  const json steps = counter::list_at(definition, "workflow");
  std::vector<domain::PictureStep> drawn;
  for (const json& step : steps) drawn.push_back(picture_of(visit, view, definition, step));
  const Catalogue& texts = visit.texts();
  const std::string picture =
      drawn.empty() ? std::string()
                    : counter::Drawing::shared().draw(domain::graph_of(
                          drawn, {texts.text("studio.picture-begin"), texts.text("studio.picture-end"),
                                  texts.text("studio.picture-otherwise"), texts.text("studio.picture-back")}));
  std::string words;
  for (const auto& step : drawn) {
    std::string line = step.label;
    for (char& c : line) {
      if (c == '\n') c = ' ';
    }
    words += (words.empty() ? "" : " ; ") + line;
  }
  data.maybe("picture", picture).text("picture_words", texts.text("studio.picture-words", {{"steps", words}}));
}

}  // namespace guichet::web::pages
