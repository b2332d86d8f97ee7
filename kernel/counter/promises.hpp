// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/counter.hpp"
#include "kernel/domain/request.hpp"

/// What is promised for open requests: who is warned before a promise is missed, and who is told after. Each promise is
/// told about once before and once after, whatever happens to its request meanwhile.
namespace guichet::counter {

/// After a change of a request, within its write: its promises are what its dates say now. New dates are a new promise;
/// what is kept or over is forgotten. Whoever forgets to call it warns nobody wrongly: it is looked at again before
/// anybody is told.
void keep_promises(const Counter& counter, storage::Connection& connection, const domain::Request& request,
                   domain::Instant now);

/// While it awaited its requester what is promised stood still: the open time that was left then is left now. Within a
/// write, before the request is written.
void resume_promises(const Counter& counter, storage::Connection& connection, domain::Request& request,
                     domain::Instant now);

/// Tells of promises that are near or missed, a batch in one write: who has the request or its team, then who leads the
/// team; in the timeline for the team, and by one letter a person and batch. Answers how many it looked at: 0, nothing
/// is due. Any node, any thread.
domain::Result<std::size_t> tell_promises(const Counter& counter, domain::Instant now, std::size_t batch = 200);

/// Once an installation: takes up the promises of requests that were open before promises were kept.
domain::Result<domain::Done> adopt_promises(const Counter& counter, domain::Instant now);

}  // namespace guichet::counter
