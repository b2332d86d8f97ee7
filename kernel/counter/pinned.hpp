// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/service.hpp"
#include "kernel/storage/database.hpp"

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

namespace guichet::counter {

/// Published versions of services, read once each and shared: they never change. Thread-safe.
class PinnedServices {
 public:
  /// Null when there is no such version or it can no longer be read. At most one statement, none once it was read.
  [[nodiscard]] std::shared_ptr<const domain::Service> find(storage::Connection& connection, std::int64_t version);
  /// The version of this definition, written when it is new. Within a write.
  [[nodiscard]] std::int64_t pin(storage::Connection& connection, const domain::Service& service,
                                 const nlohmann::json& definition, std::int64_t now);

  /// What this version says, after the write that pinned it was kept: its first reader need not ask for it.
  void remember(std::int64_t version, const domain::Service& service);

 private:
  std::mutex mutex_;
  std::unordered_map<std::int64_t, std::shared_ptr<const domain::Service>> read_;
};

}  // namespace guichet::counter
