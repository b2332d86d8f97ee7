// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/form.hpp"

namespace guichet::counter {

/// Fills the choices that plugins list into a copy of the form (state.form). A field whose plugin does not answer
/// becomes a question to answer in one's own words; what was typed stays. Asks for fields that show only.
void fill_sources(const Counter& counter, const Asker& asker, FormState& state);

/// Asks the service's validators, once everything else holds. Their errors go to `errors`, those that did not answer to
/// `unchecked`.
void ask_validators(const Counter& counter, const Asker& asker, FormState& state);

/// The name under which an answer's label is kept beside it: no field can have it.
[[nodiscard]] std::string label_key(const std::string& field);

/// Keeps with each answer chosen from a source what its choice was called: nobody could tell later.
void keep_labels(const FormState& state, domain::Language language, domain::Answers& answers);

}  // namespace guichet::counter
