// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/form.hpp"

namespace guichet::counter {

/// What the page had proposed, read from what was typed ("ID.proposed", "TABLE.ROW.COLUMN.proposed": JSON).
void read_proposals(const domain::Typed& typed, FormState& state);

/// Which questions show, and in the answers what is worked out for those that nobody answered: what was proposed
/// before is worked out again, what somebody typed or took away stays as they left it. Sets shown, rows, proposals.
void settle(FormState& state, const domain::FormContext& context);

/// The answers without what is only proposed: what is kept of them is worked out again.
[[nodiscard]] domain::Answers without_proposals(const FormState& state);

}  // namespace guichet::counter
