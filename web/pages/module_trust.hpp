// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "web/pages/portal.hpp"

#include <string>

namespace guichet::web::pages {

/// Which services of a module work first where something is at stake, for the page of the module: has_trust, trust.
void add_trust(View& data, const Visit& visit, const std::string& module);

/// The page where an administrator accepts it: "/modules/it/confiance/computer" of "it/computer".
[[nodiscard]] std::string url_of_trust(const std::string& service);

void add_module_trust(Pages& pages);  ///< one such service, accepted by its name or no longer

}  // namespace guichet::web::pages
