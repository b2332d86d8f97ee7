// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/link_limit.hpp"

#include "kernel/storage/accounts.hpp"

namespace guichet::counter {

namespace {
constexpr std::int64_t most_an_hour_from_an_address = 200;
}

domain::Result<domain::Done> admit_link(const Counter& counter, const std::string& address, domain::Instant now) {
  return counter.database.write([&](storage::Connection& connection) -> domain::Result<domain::Done> {
    const auto uses = storage::Accounts(connection).count_use("link:address:" + address, now, domain::hour);
    if (uses <= most_an_hour_from_an_address) return domain::Done{};
    return domain::Error{domain::ErrorKind::too_many, "error.approval.too-many", nlohmann::json::object(), {}, ""};
  });
}

}  // namespace guichet::counter
