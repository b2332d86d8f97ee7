// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/calendars.hpp"
#include "kernel/storage/promises.hpp"

/// How promises are counted; shared by promises.cpp, promise_letters.cpp and closures.cpp.
namespace guichet::counter {

/// When `amount` is over.
[[nodiscard]] domain::Instant promised_at(const storage::Promise& promise, std::int64_t amount, Calendars& calendars);
/// When somebody must be told next; 0: never. Not for one that stands still.
[[nodiscard]] domain::Instant next_of(const storage::Promise& promise, Calendars& calendars);
/// The date of the request that this promise is.
[[nodiscard]] domain::Instant& date_of(domain::Request& request, std::int64_t what);
[[nodiscard]] const char* name_of_promise(std::int64_t what);  ///< "take-charge", "resolve"

/// A promise that somebody must be told of.
struct PromiseToTell {
  domain::Request request;
  storage::Promise promise;
  bool missed = false;
};
/// Letters about them, one a person: to who has it, else to the team; what is missed to who leads the team. Of
/// confidential ones nothing but the reference, and to the team's own people only. Within a write.
void write_about_promises(const Counter& counter, storage::Connection& connection,
                          const std::vector<PromiseToTell>& promises, domain::Instant now);

}  // namespace guichet::counter
