// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/counter.hpp"

#include <string_view>

namespace guichet::counter {

/// The box. Suggestions are answered and forgotten: the words are neither logged nor kept. No SQL. Words of distress
/// get no article and no service but `distress` (see distress.hpp), unless the person said that this is not it
/// (`not_that`).
[[nodiscard]] matching::Suggestions ask(const Counter& counter, const Asker& asker, std::string_view words,
                                        bool not_that = false);

/// Where a free request with these words would go, and why.
[[nodiscard]] domain::RoutingDecision route_of_words(const Counter& counter, const Asker& asker,
                                                     std::string_view words);

/// The same for a request being sent: owner is whose it will be (null: signed out), answers may be null.
[[nodiscard]] domain::RoutingDecision route_free_request(const Counter& counter, const Asker& asker,
                                                         const domain::Person* owner, std::string_view words,
                                                         const domain::Answers* answers);

/// "Cela répond à ma question": counted by day, without who, and once a day for each person, or for each address of
/// people signed out (`address`: of the browser): what comes again is thanked and not counted.
domain::Result<domain::Done> solved_by(const Counter& counter, const Asker& asker, std::string_view article,
                                       std::string_view what /* "solved" | "not-solved" */,
                                       std::string_view address = {});

/// It did not after all: what this person (or address) counted as solved today is taken back, so that they may say it
/// again. Nothing happens to what was not counted.
domain::Result<domain::Done> not_solved_after_all(const Counter& counter, const Asker& asker, std::string_view article,
                                                  std::string_view address = {});

}  // namespace guichet::counter
