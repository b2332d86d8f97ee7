// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace guichet::plugins::worker {

/// The function table of a host extension, by its id, or null. Constant for the life of the process. [any thread]
[[nodiscard]] const void* host_table(std::string_view id);

/// The same of the drafts alone.
[[nodiscard]] const void* draft_host_table(std::string_view id);

}  // namespace guichet::plugins::worker
