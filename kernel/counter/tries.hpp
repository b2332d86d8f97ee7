// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/storage/events.hpp"

#include <string_view>

/// How often a plugin was really given a job: waiting for a plugin that is away costs no try.
namespace guichet::counter {

constexpr std::int32_t most_tries = 8;
/// Of a run that breaks its plugin, so that one request cannot have a whole plugin set aside: that takes five crashes.
constexpr std::int32_t most_interruptions = 3;

/// Tries that are over. The one that runs is not among them.
[[nodiscard]] std::int32_t tries_of(const storage::Job& job);

/// Counts the try that ended and puts the job back for `at`, at most 31 days from `now` whatever a plugin asks. False,
/// and nothing is written, when it was the last one.
[[nodiscard]] bool try_again(storage::Connection& connection, const storage::Job& job, domain::Instant at,
                             domain::Instant now, std::string_view why, std::int32_t most = most_tries);

/// When a job is looked at again that was tried, or waited, this often: 2 s, 4 s ... 15 minutes.
[[nodiscard]] domain::Instant after_back_off(std::int32_t times, domain::Instant now);

}  // namespace guichet::counter
