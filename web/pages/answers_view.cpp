// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/pages/answers_view.hpp"

namespace guichet::web::pages {
namespace {

std::vector<View> file_views(const Visit& visit, const std::vector<storage::Attachment>& files, bool linked) {
  std::vector<View> views;
  for (const storage::Attachment& file : files) {
    views.push_back(View()
                        .maybe("file_url", linked ? "/fichiers/" + std::to_string(file.id) : std::string())
                        .text("file_name", file.name)
                        .text("file_size", shown_size(visit.texts(), file.size)));
  }
  return views;
}

}  // namespace

std::vector<View> answer_views(const Visit& visit, const std::vector<counter::AnswerLine>& lines, bool free,
                               bool linked) {
  std::vector<View> answers;
  const auto add = [&](std::string label, const std::vector<std::string>& values, std::vector<View> files) {
    View view;
    view.text("label", std::move(label))
        .list("values", texts_view(values))
        .flag("has_files", !files.empty())
        .list("files", std::move(files));
    answers.push_back(std::move(view));
  };
  for (const counter::AnswerLine& line : lines) {
    if (free && line.field->id == "words") continue;  // they open the conversation
    const std::vector<std::string> values =
        (line.field->type == domain::FieldType::place || !line.field->source.empty()) && !line.shown.empty()
            ? std::vector<std::string>{line.shown}
            : shown_answer(*line.field, line.value, visit.words(), line.shown);
    add(label_of(*line.field, visit.texts()), values, file_views(visit, line.files, linked));
  }
  return answers;
}

}  // namespace guichet::web::pages
