// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/form.hpp"

namespace guichet::counter {

/// The place that the need names (« salle B204 à Luminy ») answers the form's first question about a place, when it is
/// precise enough for it: what somebody just wrote goes before where the directory knows them. `owner`: whose request
/// it will be, may be null.
void prefill_place(const Counter& counter, const domain::Person* owner, FormState& state);

/// Counts an answer that still is the place of the words among those that are prefilled.
void note_place_told(const Counter& counter, const domain::Person* owner, FormState& state);

}  // namespace guichet::counter
