// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/request.hpp"
#include "web/pages/visit.hpp"

#include <string>

namespace guichet::web::pages {

/// What somebody is told once their request is sent: who takes care of it and why, by when.
[[nodiscard]] View confirmation_view(const Visit& visit, const domain::Request& request, const std::string& reference,
                                     const std::string& told = {});

}  // namespace guichet::web::pages
