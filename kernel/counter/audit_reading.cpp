// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/audit_reading.hpp"

#include "kernel/domain/reference.hpp"
#include "kernel/storage/events.hpp"

namespace guichet::counter {

domain::Result<domain::Done> audit_reading(const Counter& counter, domain::PersonId reader, domain::RequestId request,
                                           domain::Instant now) {
  return counter.database.write([&](storage::Connection& connection) -> domain::Result<domain::Done> {
    storage::Audit(connection).append({now, reader, "request.read-confidential", domain::reference_of(request), "{}"});
    return domain::Done{};
  });
}

}  // namespace guichet::counter
