// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/handle.hpp"
#include "web/pages/portal.hpp"
#include "web/pages/request_view.hpp"

namespace guichet::web::pages {

/// The request that a path names; 0, which nobody may see, when it names none.
[[nodiscard]] domain::RequestId request_of(const server::Request& request);

/// The page of a request, or the piece beside the desk's list when it is asked for with ?cote=1.
[[nodiscard]] server::Response show_request(Visit& visit, domain::RequestId id, const Attempt& attempt,
                                            const std::string& said, std::int64_t messages_before, int status);

/// What this browser was just told it did, when the address says the same ("taken"); "": nothing. Said once.
[[nodiscard]] std::string said_once(Visit& visit);

/// The change that a form of the request's page asks for.
[[nodiscard]] counter::Change change_of(const Visit& visit);
/// Says `error` on the request's own page, with what was typed in the form of `move`; who may not know the request
/// learns nothing.
[[nodiscard]] server::Response show_refusal(Visit& visit, const domain::Error& error, Attempt attempt);
/// Back to the request, which says what was done; or to the desk when it left its reader's sight.
[[nodiscard]] server::Response after_move(Visit& visit, const domain::Request& request, std::string_view said,
                                          const std::string& more = {});
/// Says `said` once, to this browser: an address alone makes no page say that something was done.
void say_once(Visit& visit, std::string_view said);

/// What people do to a request: each a POST under its page, then back to it.
void add_request_moves(Pages& pages);

}  // namespace guichet::web::pages
