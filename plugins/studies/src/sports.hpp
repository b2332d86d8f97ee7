// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <guichet/sdk/plugin.hpp>

namespace studies {

/// Takes a place in every session chosen, or in none. Input: a slot for each activity that was chosen, null for the
/// others. Once for each request, however often it is run. Result: places (keys), sessions (how many), holder.
/// A session that is full goes to the sports team, which keeps the waiting list.
[[nodiscard]] guichet::sdk::Outcome enrol_in_sports(const guichet::sdk::Call& call);

/// Gives the places back that enrol_in_sports answered under `result`. Result: given_back.
[[nodiscard]] guichet::sdk::Outcome leave_sports(const guichet::sdk::Call& call);

}  // namespace studies
