// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/pages/answers_view.hpp"

#include "web/pages/form_check.hpp"

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
  for (const counter::AnswerLine& line : lines) {
    if (free && line.field->id == "words") continue;  // they open the conversation
    View view;
    view.text("label", label_of(*line.field, visit.texts()))
        .list("values", texts_view(answer_texts(visit, line)))
        .flag("has_files", !line.files.empty())
        .list("files", file_views(visit, line.files, linked));
    add_answer_rows(view, visit, line);
    answers.push_back(std::move(view));
  }
  return answers;
}

}  // namespace guichet::web::pages
