// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/pinned.hpp"

#include "kernel/storage/requests.hpp"

namespace guichet::counter {
namespace {
constexpr std::size_t kept_at_most = 2000;
}

std::shared_ptr<const domain::Service> PinnedServices::find(storage::Connection& connection, std::int64_t version) {
  if (version == 0) return nullptr;
  {
    const std::lock_guard lock(mutex_);
    if (const auto known = read_.find(version); known != read_.end()) return known->second;
  }
  const auto definition = storage::ServiceVersions(connection).find(version);
  if (!definition) return nullptr;
  auto service = domain::service_from_json(*definition, definition->value("plugin", ""));
  if (!service) return nullptr;
  auto shared = std::make_shared<const domain::Service>(std::move(*service));
  const std::lock_guard lock(mutex_);
  if (read_.size() >= kept_at_most) read_.clear();
  read_.emplace(version, shared);
  return shared;
}

std::int64_t PinnedServices::pin(storage::Connection& connection, const domain::Service& service,
                                 const nlohmann::json& definition, std::int64_t now) {
  nlohmann::json pinned = definition;
  pinned["plugin"] = service.plugin;  // short ids inside are read against it
  return storage::ServiceVersions(connection).pin(service.id, pinned, now);
}

void PinnedServices::remember(std::int64_t version, const domain::Service& service) {
  const std::lock_guard lock(mutex_);
  if (version == 0 || read_.contains(version)) return;
  if (read_.size() >= kept_at_most) read_.clear();
  read_.emplace(version, std::make_shared<const domain::Service>(service));
}

}  // namespace guichet::counter
