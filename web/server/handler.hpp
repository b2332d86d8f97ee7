// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "web/server/request.hpp"
#include "web/server/response.hpp"

#include <functional>

namespace guichet::web::server {

/// Answers one request. Called by any worker thread, by several at once; may block on a database, never on a client.
/// What it throws becomes a 500.
using Handler = std::function<Response(Request&)>;

/// Makes the page for a request that no handler saw or that a handler failed. The request is null when its head could
/// not be understood. Any worker thread; must not throw.
using ErrorRenderer = std::function<Response(const Request*, int status)>;

/// The renderer for those who give none: the words of the status as plain text.
[[nodiscard]] Response plain_error(const Request* request, int status);

}  // namespace guichet::web::server
