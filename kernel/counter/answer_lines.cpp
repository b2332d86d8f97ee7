// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/answer_lines.hpp"

#include "kernel/counter/form_plugins.hpp"
#include "kernel/counter/names.hpp"

#include <algorithm>

namespace guichet::counter {

std::vector<std::string> logins_in(const domain::Form& form, const domain::Answers& answers) {
  std::vector<std::string> logins;
  for (const auto& field : form.fields) {
    if (field.type != domain::FieldType::person || !answers.contains(field.id)) continue;
    const auto& answer = answers[field.id];
    if (answer.is_string()) logins.push_back(answer.get<std::string>());
  }
  return logins;
}

std::vector<AnswerLine> answer_lines(const Counter& counter, const domain::Form& form, const domain::Answers& answers,
                                     const std::vector<domain::Person>& people,
                                     const std::vector<storage::Attachment>& files) {
  std::vector<AnswerLine> lines;
  for (const auto& field : form.fields) {
    if (!answers.contains(field.id)) continue;
    AnswerLine line{&field, answers[field.id], "", {}};
    if (field.type == domain::FieldType::place && line.value.is_string()) {
      line.shown = counter.places.label(line.value.get<std::string>());
    } else if (field.type == domain::FieldType::person && line.value.is_string()) {
      const auto& login = line.value.get_ref<const std::string&>();
      const auto person =
          std::find_if(people.begin(), people.end(), [&](const auto& each) { return each.login == login; });
      line.shown = person != people.end() ? person->name() : login;
    } else if (field.type == domain::FieldType::file) {
      const auto ids = attachment_ids(line.value);
      for (const auto& file : files) {
        if (file.message == 0 && std::find(ids.begin(), ids.end(), file.id) != ids.end()) line.files.push_back(file);
      }
    }
    if (!field.source.empty()) {
      const auto label = answers.find(label_key(field.id));
      if (label != answers.end() && label->is_string()) line.shown = label->get<std::string>();
      if (line.shown.empty() && line.value.is_string()) line.shown = line.value.get<std::string>();
    }
    lines.push_back(std::move(line));
  }
  return lines;
}

}  // namespace guichet::counter
