// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/form.hpp"

namespace guichet::counter {

/// The place that the need names (« salle B204 à Luminy ») answers the form's first question about a place, when it is
/// precise enough for it: what somebody just wrote goes before where the directory knows them. `owner`: whose request
/// it will be, may be null.
void prefill_place(const Counter& counter, const domain::Person* owner, FormState& state);

/// Questions that the page did not show before, since a condition was not met, begin as if the form were opened with
/// them: with what the directory and the words say. `seen`: ids that were shown; what was typed stays.
void begin_new_questions(const Counter& counter, const Asker& asker, const std::vector<std::string>& seen,
                         FormState& state);

/// Counts an answer that still is the place of the words among those that are prefilled.
void note_place_told(const Counter& counter, const domain::Person* owner, FormState& state);

}  // namespace guichet::counter
