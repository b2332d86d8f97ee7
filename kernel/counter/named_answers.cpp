// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/named_answers.hpp"

#include "kernel/counter/names.hpp"
#include "kernel/domain/each_answer.hpp"
#include "kernel/storage/people.hpp"

#include <algorithm>

namespace guichet::counter {

bool is_team(const plugins::Snapshot& snapshot, const nlohmann::json& id) {
  return std::any_of(snapshot.teams.begin(), snapshot.teams.end(),
                     [&](const auto& team) { return !team.group && id == team.id; });
}

std::vector<domain::FieldError> unknown_names(const plugins::Snapshot& snapshot, storage::Connection& connection,
                                              const domain::Form& form, const domain::Answers& answers) {
  std::vector<domain::FieldError> unknown;
  storage::People people(connection);
  domain::each_answer(form, answers,
                      [&](const domain::Field& field, const std::string& named, const nlohmann::json& value) {
                        if (!value.is_string()) return;
                        if (field.type == domain::FieldType::team && !is_team(snapshot, value))
                          unknown.push_back({named, "error.field.not-an-option"});
                        if (field.type != domain::FieldType::person) return;
                        const auto login = value.get<std::string>();
                        const auto person = is_name(login) ? people.by_login(login) : std::nullopt;
                        if (!person || !person->active) unknown.push_back({named, "error.field.not-a-person"});
                      });
  return unknown;
}

}  // namespace guichet::counter
