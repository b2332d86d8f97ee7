// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/person.hpp"
#include "kernel/domain/time.hpp"
#include "kernel/storage/database.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Services that are drafted, discussed and published in the portal. Each repository works within a read or write of
/// the database; throws soci::soci_error.
namespace guichet::storage {

/// Under way: draft and consultation. Over: published, and abandoned.
enum class DraftState { draft, consultation, published, abandoned };

/// A service as it is being written.
struct ServiceDraft {
  std::int64_t id = 0;
  std::string service;     ///< full id, "it/wifi-event"
  std::string department;  ///< id of the plugin whose service it is
  std::string title;       ///< the French one, for lists
  nlohmann::json definition = nlohmann::json::object();
  DraftState state = DraftState::draft;
  std::int64_t base = 0;  ///< number of the release it began from; 0: of none
  domain::PersonId author = 0;
  domain::PersonId editor = 0;  ///< who changed it last
  std::int64_t version = 1;     ///< optimistic lock: rises with each change
  domain::Instant created = 0;
  domain::Instant updated = 0;
};

class ServiceDrafts {
 public:
  explicit ServiceDrafts(Connection& connection) : connection_(connection) {}
  /// Its id; nothing while another draft of the same service is under way.
  [[nodiscard]] std::optional<std::int64_t> insert(const ServiceDraft& draft);
  [[nodiscard]] std::optional<ServiceDraft> find(std::int64_t id);
  [[nodiscard]] std::optional<ServiceDraft> under_way(std::string_view service);
  /// Writes title, definition, state, base, editor and updated; version becomes expected + 1. False: it was changed
  /// meanwhile.
  [[nodiscard]] bool update(const ServiceDraft& draft, std::int64_t expected_version);
  /// Those under way first, then the latest; definitions are left empty. `departments` empty: of all.
  [[nodiscard]] std::vector<ServiceDraft> list(const std::vector<std::string>& departments, std::size_t limit);

 private:
  Connection& connection_;
};

/// A version of a service that was published in the portal. Never changes.
struct ServiceRelease {
  std::string service;
  std::int64_t number = 0;  ///< from 1, by service
  nlohmann::json definition = nlohmann::json::object();
  domain::PersonId author = 0;
  std::string note;                                   ///< what its author says of it; may be empty
  nlohmann::json outcome = nlohmann::json::object();  ///< of its consultation; empty: none
  domain::Instant at = 0;
};
class ServiceReleases {
 public:
  explicit ServiceReleases(Connection& connection) : connection_(connection) {}
  /// With the next number of its service, which it answers. In a write.
  std::int64_t publish(const ServiceRelease& release);
  [[nodiscard]] std::optional<ServiceRelease> find(std::string_view service, std::int64_t number);
  [[nodiscard]] std::vector<ServiceRelease> of(std::string_view service, std::size_t limit);  ///< the latest first
  /// The latest of each service: what is offered.
  [[nodiscard]] std::vector<ServiceRelease> latest();

 private:
  Connection& connection_;
};

struct DraftComment {
  std::int64_t id = 0;
  std::int64_t draft = 0;
  domain::PersonId author = 0;
  std::string body;  ///< plain text as typed
  domain::Instant at = 0;
};
class DraftComments {
 public:
  explicit DraftComments(Connection& connection) : connection_(connection) {}
  std::int64_t add(const DraftComment& comment);
  [[nodiscard]] std::vector<DraftComment> of(std::int64_t draft, std::size_t limit);  ///< the latest, oldest first
  [[nodiscard]] std::int64_t count(std::int64_t draft);

 private:
  Connection& connection_;
};

/// Requests that a new version of their service is tried on. Never a confidential one.
struct ReplayedRequest {
  std::int64_t id = 0;
  std::string team;
  domain::PersonId requester = 0;
  std::string contact;  ///< of somebody who was signed out
  std::int64_t urgency = 0;
  std::int64_t service_version = 0;
  nlohmann::json answers = nlohmann::json::object();
  domain::Instant created = 0;
};
/// The latest `limit` of a service from `from` on that are or were the business of one of `teams`.
[[nodiscard]] std::vector<ReplayedRequest> requests_to_replay(Connection& connection, std::string_view service,
                                                              const std::vector<std::string>& teams,
                                                              domain::Instant from, std::size_t limit);

}  // namespace guichet::storage
