// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/request.hpp"
#include "kernel/storage/database.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace guichet::storage {

/// Something that happened. Numbers rise in the order of commits on both backends. `data` holds ids, never text.
struct Event {
  std::int64_t number = 0;
  domain::Instant at = 0;
  std::string kind;               ///< "request.submitted", "request.taken", "message.added", ...
  domain::RequestId request = 0;  ///< 0: not about a request
  domain::PersonId actor = 0;     ///< 0: the counter
  nlohmann::json data = nlohmann::json::object();
};
class Events {
 public:
  explicit Events(Connection& connection) : connection_(connection) {}
  std::int64_t append(const Event& event);
  void insert_many(const std::vector<Event>& events);  ///< bulk; numbers given by the database, in their order
  [[nodiscard]] std::vector<Event> since(std::int64_t number, std::size_t limit);
  [[nodiscard]] std::vector<Event> of_request(domain::RequestId request,
                                              std::size_t limit);  ///< the latest, oldest first
  [[nodiscard]] std::int64_t last();

 private:
  Connection& connection_;
};

/// What a change left to be done. Committed with the change, run by `jobs`.
struct Job {
  std::int64_t id = 0;
  std::string kind;  ///< "automation", "mail", "close-resolved"
  domain::RequestId request = 0;
  nlohmann::json payload = nlohmann::json::object();
  std::string state = "ready";  ///< ready, running, done, failed (given up, visible), unknown
  std::int32_t attempts = 0;
  domain::Instant run_at = 0;
  std::string node;                 ///< who runs it
  domain::Instant lease_until = 0;  ///< after it, a running job was interrupted
  std::string last_error;
};
class Jobs {
 public:
  explicit Jobs(Connection& connection) : connection_(connection) {}
  std::int64_t enqueue(const Job& job);
  /// Up to `limit` ready jobs that are due, marked running with a lease (SKIP LOCKED on PostgreSQL). In a write.
  [[nodiscard]] std::vector<Job> claim(domain::Instant now, std::string_view node, std::int64_t lease,
                                       std::size_t limit);
  /// Running jobs whose lease is over, or that this node ran before it was restarted.
  [[nodiscard]] std::vector<Job> interrupted(domain::Instant now, std::string_view node);
  [[nodiscard]] std::optional<Job> find(std::int64_t id);
  /// False when the job is no longer running (somebody else finished it): the caller must then undo its change.
  [[nodiscard]] bool finish(std::int64_t id);
  void retry(std::int64_t id, domain::Instant at, std::string_view error);
  void set_payload(std::int64_t id, const nlohmann::json& payload);
  /// Instead of finish(), for what nobody looks at afterwards. False when it is no longer running.
  [[nodiscard]] bool remove_running(std::int64_t id);
  /// Forgets what was given up of one schedule ("it/nightly"): the latest failure tells enough.
  void forget_given_up(std::string_view schedule);
  void give_up(std::int64_t id, std::string_view state, std::string_view error);
  [[nodiscard]] std::vector<Job> given_up(std::size_t limit);
  [[nodiscard]] std::optional<domain::Instant> next_due();

 private:
  Connection& connection_;
};

/// Letters to be sent: written with the change, sent by a job, shown by the demonstration's mailbox. The text is made
/// from a template when it is sent: `kind` "mail.recovery-code", `parameters` {"code": ...}.
struct Mail {
  std::int64_t id = 0;
  std::string to;
  std::string kind;
  nlohmann::json parameters = nlohmann::json::object();
  domain::Language language = domain::Language::fr;
  domain::RequestId request = 0;
  domain::Instant created = 0, sent = 0;
};
class Mails {
 public:
  explicit Mails(Connection& connection) : connection_(connection) {}
  std::int64_t insert(const Mail& mail);
  [[nodiscard]] std::optional<Mail> find(std::int64_t id);
  /// `forget_parameters`: what it said is no longer needed, and may be secret.
  void mark_sent(std::int64_t id, domain::Instant now, bool forget_parameters);
  [[nodiscard]] std::vector<Mail> latest(std::size_t limit);
  [[nodiscard]] std::vector<Mail> latest_to(std::string_view address, std::size_t limit);

 private:
  Connection& connection_;
};

}  // namespace guichet::storage
