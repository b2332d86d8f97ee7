// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/answer_lines.hpp"

#include "kernel/counter/form_plugins.hpp"
#include "kernel/counter/names.hpp"
#include "kernel/domain/each_answer.hpp"

#include <algorithm>

namespace guichet::counter {

namespace {

/// What answers may name. Borrowed.
struct Named {
  const Counter& counter;
  const std::vector<domain::Person>& people;
  const std::vector<storage::Attachment>& files;
};

std::string name_in(const domain::Field& field, const nlohmann::json& value, const Named& named) {
  if (!value.is_string()) return {};
  const auto& id = value.get_ref<const std::string&>();
  if (field.type == domain::FieldType::place) return named.counter.places.label(id);
  if (field.type == domain::FieldType::person) {
    for (const auto& person : named.people) {
      if (person.login == id) return person.name();
    }
    return id;
  }
  return {};
}

std::vector<AnswerLine> lines_of(const std::vector<domain::Field>& fields, const domain::Answers& answers,
                                 const Named& named) {
  std::vector<AnswerLine> lines;
  if (!answers.is_object()) return lines;
  for (const auto& field : fields) {
    if (!answers.contains(field.id)) continue;
    AnswerLine line{&field, answers[field.id], name_in(field, answers[field.id], named), {}, {}};
    if (field.type == domain::FieldType::file) {
      const auto ids = attachment_ids(line.value);
      for (const auto& file : named.files) {
        if (file.message == 0 && std::find(ids.begin(), ids.end(), file.id) != ids.end()) line.files.push_back(file);
      }
    }
    if (field.type == domain::FieldType::table && line.value.is_array()) {
      for (const auto& row : line.value) line.rows.push_back(lines_of(field.columns, row, named));
    }
    if (!field.source.empty()) {
      const auto label = answers.find(label_key(field.id));
      if (label != answers.end() && label->is_string()) line.shown = label->get<std::string>();
      // Before it is sent, the list that was just had says what it is called.
      const bool listed = !field.options.empty();
      if (line.shown.empty() && !listed && line.value.is_string()) line.shown = line.value.get<std::string>();
    }
    lines.push_back(std::move(line));
  }
  return lines;
}

}  // namespace

std::vector<std::string> logins_in(const domain::Form& form, const domain::Answers& answers) {
  std::vector<std::string> logins;
  domain::each_answer(form, answers, [&](const domain::Field& field, const std::string&, const nlohmann::json& value) {
    if (field.type == domain::FieldType::person && value.is_string()) logins.push_back(value.get<std::string>());
  });
  return logins;
}

std::vector<AnswerLine> answer_lines(const Counter& counter, const domain::Form& form, const domain::Answers& answers,
                                     const std::vector<domain::Person>& people,
                                     const std::vector<storage::Attachment>& files) {
  return lines_of(form.fields, answers, {counter, people, files});
}

}  // namespace guichet::counter
