// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

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
/// `has_told` and `told`: those that the words tell of, or that the form's service has where they are; the data of
/// parts/incidents-told.
void add_told_incidents(View& data, const Visit& visit, std::string_view words, const std::string& service = {});

}  // namespace guichet::web::pages
