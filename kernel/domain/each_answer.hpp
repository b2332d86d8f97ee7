// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/form.hpp"

#include <string>

namespace guichet::domain {

/// Visits each answer with its question, those of a table's rows one by one: visit(field, named, value), `named` being
/// the field or "TABLE.ROW.COLUMN". `answers` may be const. Tables themselves are not visited.
template <typename Json, typename Visit>
void each_answer(const Form& form, Json& answers, Visit visit) {
  if (!answers.is_object()) return;
  for (const Field& field : form.fields) {
    const auto answer = answers.find(field.id);
    if (answer == answers.end()) continue;
    if (field.type != FieldType::table) {
      visit(field, field.id, *answer);
      continue;
    }
    if (!answer->is_array()) continue;
    std::size_t row = 0;
    for (auto& cells : *answer) {
      const std::string begin = field.id + "." + std::to_string(row++) + ".";
      if (!cells.is_object()) continue;
      for (const Field& column : field.columns) {
        const auto cell = cells.find(column.id);
        if (cell != cells.end()) visit(column, begin + column.id, *cell);
      }
    }
  }
}

/// The question a name is about: "who" of "who.0.name".
[[nodiscard]] inline std::string question_of(const std::string& named) {
  return named.substr(0, named.find('.'));
}

}  // namespace guichet::domain
