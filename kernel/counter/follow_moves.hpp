// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/follow.hpp"

#include <vector>

namespace guichet::counter {

/// What a request's moves left to show, when its events say that it was moved: at most one statement.
void read_moves(const Counter& counter, storage::Connection& connection, const std::vector<storage::Event>& events,
                RequestView& view);

/// After names, answers and what is allowed are known: what is still asked, where it could go, whether a move may be
/// taken back. No SQL.
void weigh_moves(const Counter& counter, const Asker& asker, const domain::Person* owner, RequestView& view);

}  // namespace guichet::counter
