// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/result.hpp"
#include "kernel/domain/text.hpp"

#include <nlohmann/json.hpp>

#include <string>
#include <string_view>
#include <vector>

/// A service's definition, a manifest's JSON, read as forms show it and changed as forms send it. What no form knows of
/// stays as it is, so that nothing is lost that was written elsewhere. Pure.
namespace guichet::counter {

/// "2d" of "2 jours", "4h" of "4 heures", "30min!" of "30 minutes !"; anything else as it is.
[[nodiscard]] std::string duration_from_words(const std::string& words);

/// What a service is and whom it is for.
struct ServiceSheet {
  domain::LocalText title, summary;
  std::string theme, kind, icon;
  std::vector<std::string> says_fr, says_en, keywords_fr, keywords_en, articles;
  std::vector<std::string> affiliation, campus, component;
  bool open_to_all = false, confidential = false;
  std::string urgency;  ///< "" when it depends on conditions, which stay
  std::string take_charge, resolve;
};
[[nodiscard]] ServiceSheet sheet_of(const nlohmann::json& definition);
void put_sheet(nlohmann::json& definition, const ServiceSheet& sheet);

/// "Shown when QUESTION is VALUE"; or a rule of JsonLogic as text, for those who know it.
struct EditedCondition {
  std::string question, value;
  std::string rule;
  std::string how = "is";  ///< "is", "is-not", "over", "at-least", "below", "at-most"
};
[[nodiscard]] EditedCondition condition_of(const nlohmann::json& rule, const nlohmann::json& form);
/// Null when it is empty. Error{invalid} with a field "rule", "value" or "how".
[[nodiscard]] domain::Result<nlohmann::json> rule_of(const EditedCondition& condition, const nlohmann::json& form);

/// Where items stand in a definition: the service's form or workflow, the form of a task, the columns of a table.
struct ItemList {
  enum class Kind { form, workflow, task, table };
  Kind kind = Kind::form;
  std::size_t of = 0;  ///< which step, which question; from 0
};
[[nodiscard]] nlohmann::json items_in(const nlohmann::json& definition, ItemList list);  ///< [] when there are none
/// False when there is no such step or question.
bool put_items(nlohmann::json& definition, ItemList list, nlohmann::json items);

struct EditedQuestion {
  std::string id;  ///< empty: made of the label
  std::string type = "text";
  domain::LocalText label, hint;
  bool required = false;
  std::vector<std::string> options;  ///< one a line: "value | French | English"
  std::string source;                ///< choice, choices: who lists them instead
  std::string min, max;              ///< as a manifest says them
  std::string level, prefill;
  bool multiple = false;
  EditedCondition condition;
};
[[nodiscard]] EditedQuestion question_of(const nlohmann::json& field, const nlohmann::json& form);
/// Changes the question at `index` of `list`, or adds one at the end when there is none. Error{invalid} with fields
/// "label", "id", "options" and those of a condition; {conflict} when there is no such list any more.
[[nodiscard]] domain::Result<domain::Done> put_question(nlohmann::json& definition, ItemList list, std::size_t index,
                                                        const EditedQuestion& question);

struct EditedRoute {
  std::string team;
  std::vector<std::string> near;
  domain::LocalText why;
  EditedCondition condition;
};
[[nodiscard]] std::vector<EditedRoute> routes_of(const nlohmann::json& definition);
/// Routes without a team are left out. Error{invalid} with a field "team-N", "rule-N", "value-N".
[[nodiscard]] domain::Result<domain::Done> put_routes(nlohmann::json& definition,
                                                      const std::vector<EditedRoute>& routes);

/// Takes an item out, or moves it by one. False when there is none, or no room. What waited for a step that goes waits
/// for what that one waited for.
bool remove_item(nlohmann::json& definition, ItemList list, std::size_t index);
bool move_item(nlohmann::json& definition, ItemList list, std::size_t index, bool up);

/// The definition to begin with: a copy under another id, or one with nothing in it but what must be.
[[nodiscard]] nlohmann::json copied_definition(nlohmann::json definition, const std::string& id);
[[nodiscard]] nlohmann::json empty_definition(const std::string& id, const domain::LocalText& title,
                                              const std::string& theme, const std::string& team);

/// "pret-de-velo" of "Prêt de vélo", and another one when `taken` has it; "" of what has no letters.
[[nodiscard]] std::string id_from(std::string_view words, const std::vector<std::string>& taken, char between = '-');
/// Whether it may be an id in a manifest.
[[nodiscard]] bool is_item_id(std::string_view id);

// Used by the steps too.
/// The question of this form that {"var": "answers.ID"} names; "" when it names none.
[[nodiscard]] std::string question_named(const nlohmann::json& variable, const nlohmann::json& form);
/// A value as it is typed: "yes", "9", a text; anything else as JSON.
[[nodiscard]] std::string typed_value(const nlohmann::json& value);
[[nodiscard]] bool is_number_type(std::string_view type);  ///< "integer", "decimal", "money"
/// The fields of an error about the `index`th of several, each with "-INDEX" behind its name.
void add_numbered(std::vector<domain::FieldError>& wrong, const domain::Error& error, std::size_t index);
[[nodiscard]] domain::LocalText text_at(const nlohmann::json& object, const char* key);
void put_text(nlohmann::json& object, const char* key, const domain::LocalText& text);  ///< empty: the key goes
void put_or_erase(nlohmann::json& object, const char* key, nlohmann::json value);       ///< null or empty: it goes
[[nodiscard]] std::string string_at(const nlohmann::json& object, const char* key);
[[nodiscard]] std::vector<std::string> strings_at(const nlohmann::json& object, const char* key);
[[nodiscard]] nlohmann::json list_at(const nlohmann::json& definition, const char* key);

}  // namespace guichet::counter
