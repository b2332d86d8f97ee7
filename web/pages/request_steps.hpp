// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/parts.hpp"
#include "web/pages/visit.hpp"

namespace guichet::web::pages {

/// Adds to a request's page the quiet line of its steps, what of them is in the viewer's hands, and the way to their
/// picture: steps, has_steps, work, has_work, course_url.
void add_steps(View& data, const Visit& visit, const counter::RequestView& request);
/// Adds what other services do for it, and of which request it is a part: parts, has_parts, parent_url, parent_name.
void add_parts(View& data, const Visit& visit, const plugins::Snapshot& snapshot, const counter::Parts& parts);

}  // namespace guichet::web::pages
