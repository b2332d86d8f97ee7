// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/form.hpp"
#include "kernel/counter/incident_follow.hpp"
#include "web/pages/visit.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace guichet::web::pages {

/// One incident as everybody reads it: the data of parts/incident.
[[nodiscard]] View incident_view(const Visit& visit, const counter::IncidentNotice& notice);
/// `has_incidents` and `incidents`: those that concern this person; the data of parts/incidents.
void add_incidents(View& data, const Visit& visit);
/// `has_told` and `told`: those that the words tell of; the data of parts/incidents-told.
void add_told_incidents(View& data, const Visit& visit, std::string_view words);
/// The same of what a form says so far, and those that its service has where the person is.
void add_told_incidents(View& data, const Visit& visit, const counter::FormState& state);

}  // namespace guichet::web::pages
