// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/form_place.hpp"

#include <algorithm>

namespace guichet::counter {
namespace {

/// The first question about a place, and the place that the words name; empty when they name none that is sure.
struct PlaceTold {
  const domain::Field* field = nullptr;
  std::string place;
  bool precise = false;  ///< enough for the question
};
PlaceTold place_told(const Counter& counter, const domain::Person* owner, const FormState& state) {
  const auto field = std::find_if(state.form->fields.begin(), state.form->fields.end(),
                                  [](const auto& each) { return each.type == domain::FieldType::place; });
  if (counter.place_mentions == nullptr || field == state.form->fields.end()) return {};
  PlaceTold told{&*field, counter.place_mentions->find(state.title, owner != nullptr ? owner->campus : "").place,
                 false};
  const domain::Place* place = counter.places.find(told.place);
  told.precise = place != nullptr && place->kind >= field->level;
  return told;
}

}  // namespace

void prefill_place(const Counter& counter, const domain::Person* owner, FormState& state) {
  const PlaceTold told = place_told(counter, owner, state);
  if (told.place.empty()) return;
  auto& answers = state.answers;
  if (told.precise) {
    answers[told.field->id] = told.place;
  } else if (answers.contains(told.field->id) && answers[told.field->id].is_string() &&
             !answers[told.field->id].get_ref<const std::string&>().starts_with(told.place + "/")) {
    answers.erase(told.field->id);  // their office, when they write of another campus
  }
}

void note_place_told(const Counter& counter, const domain::Person* owner, FormState& state) {
  const PlaceTold told = place_told(counter, owner, state);
  if (!told.precise) return;
  const auto answer = state.answers.find(told.field->id);
  if (answer == state.answers.end() || *answer != told.place) return;
  auto& prefilled = state.prefilled;
  if (std::find(prefilled.begin(), prefilled.end(), told.field->id) == prefilled.end()) {
    prefilled.push_back(told.field->id);
  }
}

}  // namespace guichet::counter
