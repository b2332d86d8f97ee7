// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/domain/form_standing.hpp"

#include "kernel/domain/form_fit.hpp"
#include "kernel/domain/logic.hpp"

#include <algorithm>
#include <unordered_map>

namespace guichet::domain {
namespace {

using nlohmann::json;

constexpr std::size_t nowhere = static_cast<std::size_t>(-1);

bool is_worked_out(const Field& field) {
  return !field.when.is_null() || !field.computed.is_null() ||
         std::any_of(field.columns.begin(), field.columns.end(), is_worked_out);
}

/// Decides field by field, each once, those that a condition names before it.
class Weighing {
 public:
  /// `root`: under which name, in `variables`, conditions read the answers of `fields`. `outer`: the form, when these
  /// are the columns of one of its tables.
  Weighing(const std::vector<Field>& fields, const json& answers, const char* root, json& variables,
           const FormContext& context, bool propose)
      : fields_(fields),
        answers_(answers),
        prefix_(std::string(root) + "."),
        variables_(variables),
        context_(context),
        propose_(propose),
        states_(fields.size(), State::open) {
    variables_[root] = json::object();
    seen_ = &variables_[root];
    conditional_ = std::any_of(fields.begin(), fields.end(), is_worked_out);
    if (!conditional_) return;
    std::size_t section = nowhere;
    sections_.reserve(fields.size());
    for (std::size_t index = 0; index < fields.size(); ++index) {
      by_id_.emplace(fields[index].id, index);
      const bool begins = fields[index].type == FieldType::heading && fields[index].section;
      sections_.push_back(begins ? nowhere : section);
      if (begins) section = index;
    }
  }

  FormStanding take() {
    for (std::size_t index = 0; index < fields_.size(); ++index) {
      if (is_shown(index)) standing_.shown.push_back(fields_[index].id);
    }
    return std::move(standing_);
  }

  /// The answers of what shows, as conditions read them, what is proposed among them.
  [[nodiscard]] const json& seen() const { return *seen_; }

  /// Decides what a rule reads of these answers, so that it can be worked out.
  void decide_what_it_names(const json& rule, int depth = 0) {
    if (depth > 64) return;
    if (rule.is_structured()) {
      for (const json& part : rule) decide_what_it_names(part, depth + 1);
    } else if (rule.is_string()) {
      const std::string_view path = rule.get_ref<const std::string&>();
      if (!path.starts_with(prefix_)) return;
      const std::string_view rest = path.substr(prefix_.size());
      const auto named = by_id_.find(rest.substr(0, rest.find('.')));
      if (named != by_id_.end()) is_shown(named->second);
    }
  }

 private:
  enum class State : char { open, deciding, hidden, shown };

  bool is_shown(std::size_t index) {
    if (states_[index] != State::open) return states_[index] == State::shown;
    const Field& field = fields_[index];
    states_[index] = State::deciding;
    const bool shown = section_shows(index) && holds_now(field.when);
    if (shown) see(field);
    states_[index] = shown ? State::shown : State::hidden;
    return shown;
  }

  bool section_shows(std::size_t index) {
    return !conditional_ || sections_[index] == nowhere || is_shown(sections_[index]);
  }

  bool holds_now(const json& rule) {
    if (rule.is_null()) return true;
    decide_what_it_names(rule);
    ++standing_.evaluations;
    return holds(rule, variables_);
  }

  void see(const Field& field) {
    const auto answer = answers_.is_object() ? answers_.find(field.id) : answers_.end();
    const bool answered = answers_.is_object() && answer != answers_.end();
    if (field.type == FieldType::table) {
      see_rows(field, answered ? *answer : json::array());
    } else if (answered) {
      if (conditional_ && !answer->is_null()) (*seen_)[field.id] = *answer;
    } else if (propose_ && !field.computed.is_null()) {
      json value = worked_out(field);
      if (value.is_null()) return;
      (*seen_)[field.id] = value;
      standing_.proposed[field.id] = std::move(value);
    }
  }

  json worked_out(const Field& field) {
    decide_what_it_names(field.computed);
    ++standing_.evaluations;
    const auto value = evaluate(field.computed, variables_);
    return value ? fitting(field, *value, context_) : json();
  }

  void see_rows(const Field& table, const json& rows) {
    auto& shown_rows = standing_.rows[table.id];
    if (!rows.is_array()) return;
    for (const Field& column : table.columns) {
      decide_what_it_names(column.when);
      decide_what_it_names(column.computed);
    }
    json kept = json::array();
    for (std::size_t row = 0; row < rows.size() && row <= most_rows; ++row) {
      const bool blank = is_blank_answer(rows[row]);
      Weighing inside(table.columns, rows[row], "row", variables_, context_, propose_ && !blank);
      FormStanding standing = inside.take();
      standing_.evaluations += standing.evaluations;
      for (auto& [column, value] : standing.proposed.items()) {
        standing_.proposed[table.id + "." + std::to_string(row) + "." + column] = value;
      }
      shown_rows.push_back(std::move(standing.shown));
      const json& seen = inside.conditional_ ? inside.seen() : rows[row];
      if (!blank && !seen.empty()) kept.push_back(seen);
    }
    variables_.erase("row");
    if (conditional_ && !kept.empty()) (*seen_)[table.id] = std::move(kept);
  }

  const std::vector<Field>& fields_;
  const json& answers_;
  std::string prefix_;
  json& variables_;
  const FormContext& context_;
  bool propose_;
  std::vector<State> states_;
  std::vector<std::size_t> sections_;  ///< of each field: its section's heading, or nowhere
  json* seen_ = nullptr;               ///< in variables_
  bool conditional_ = false;           ///< something here is worked out; else nothing reads what is seen
  FormStanding standing_;
  std::unordered_map<std::string_view, std::size_t> by_id_;
};

}  // namespace

FormStanding standing_of(const Form& form, const Answers& answers, const FormContext& context, Propose propose) {
  json variables = json::object();
  // References into an object stay good while names are added to it: nlohmann's objects are ordered maps.
  variables["requester"] =
      context.requester != nullptr &&
              std::any_of(form.fields.begin(), form.fields.end(), [](const Field& each) { return is_worked_out(each); })
          ? variables_of(*context.requester)
          : json::object();
  return Weighing(form.fields, answers, "answers", variables, context, propose == Propose::yes).take();
}

Answers with_proposals(Answers answers, const FormStanding& standing) {
  for (const auto& [named, value] : standing.proposed.items()) {
    const std::size_t dot = named.find('.');
    if (dot == std::string::npos) {
      answers[named] = value;
      continue;
    }
    // The names are of this standing: the row is there.
    const std::size_t next = named.find('.', dot + 1);
    answers[named.substr(0, dot)][std::stoul(named.substr(dot + 1, next - dot - 1))][named.substr(next + 1)] = value;
  }
  return answers;
}

std::vector<std::string> shown_fields(const Form& form, const Answers& answers, const FormContext& context) {
  return standing_of(form, answers, context, Propose::no).shown;
}

}  // namespace guichet::domain
