// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/request.hpp"
#include "kernel/storage/database.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace guichet::storage {

/// A request as a list shows it, the names it needs joined.
struct RequestRow {
  domain::RequestId id = 0;
  std::string title;
  std::string service;  ///< full id or empty
  std::string team;
  domain::PersonId assignee = 0;
  std::string assignee_name;
  domain::PersonId requester = 0;
  std::string requester_name;
  domain::Status status = domain::Status::received;
  domain::Urgency urgency = domain::Urgency::normal;
  bool confidential = false;
  std::string campus;
  domain::Instant created = 0, updated = 0, due_take_charge = 0, due_resolve = 0, taken_at = 0;
  std::int64_t version = 1;
  bool unanswered = false;  ///< the last message to all is from the requester's side
};

/// What an agent looks at. Everything but `over` holds open requests only.
enum class AgentView { mine, team, unassigned, late_soon, awaiting, over };

/// Where the next page begins: opaque to callers, made of the sort key and the id; empty: from the top.
using Cursor = std::string;
struct RequestPage {
  std::vector<RequestRow> rows;
  Cursor next;  ///< empty: this was the last one
};

/// Open requests a view holds, each capped at 100 (100 means "99+").
struct AgentCounts {
  int mine = 0, team = 0, unassigned = 0, late_soon = 0, awaiting = 0;
};

struct Participant {
  domain::PersonId person = 0;
  std::string name;
  std::string role;  ///< "beneficiary", "watcher"
};

enum class MessageKind { to_all, internal };
struct Message {
  std::int64_t id = 0;
  domain::RequestId request = 0;
  domain::PersonId author = 0;  ///< 0: the counter itself (an automation)
  std::string author_name;
  std::string plugin;  ///< set when a plugin wrote it
  MessageKind kind = MessageKind::to_all;
  std::string body;  ///< plain text as typed
  domain::Instant created = 0;
};

struct Attachment {
  std::int64_t id = 0;
  domain::RequestId request = 0;  ///< 0: uploaded to a draft, not sent yet
  std::int64_t message = 0;       ///< 0: part of the answers
  std::string field;              ///< field id, or empty
  domain::PersonId uploaded_by = 0;
  std::string name;        ///< shown name
  std::string media_type;  ///< as detected, not as claimed
  std::int64_t size = 0;   ///< bytes
  std::string sha256;      ///< name in the file store
  bool internal = false;   ///< belongs to an internal note
  domain::Instant created = 0;
};

struct StepState {
  std::int64_t id = 0;
  domain::RequestId request = 0;
  std::string step;  ///< id in the workflow
  std::string kind;
  std::string state;  ///< "waiting", "running", "done", "failed", "handed-over", "skipped", "unknown"
  nlohmann::json detail = nlohmann::json::object();
  domain::Instant updated = 0;
};

class Requests {
 public:
  explicit Requests(Connection& connection) : connection_(connection) {}

  domain::RequestId insert(const domain::Request& request);        ///< request.id is given by the database
  void insert_many(const std::vector<domain::Request>& requests);  ///< bulk; ids set by the caller
  [[nodiscard]] std::optional<domain::Request> find(domain::RequestId id);
  /// The request that a form already made, by its submission key and who sent it.
  [[nodiscard]] std::optional<domain::RequestId> by_submission(std::string_view key, domain::PersonId opened_by);
  /// Writes everything but id, created, requester; sets version to expected + 1. False: somebody changed it meanwhile.
  [[nodiscard]] bool update(const domain::Request& request, std::int64_t expected_version);

  /// Own requests (requester, beneficiary or watcher), newest first; open ones, or those that are over.
  [[nodiscard]] RequestPage of_person(domain::PersonId person, bool over, const Cursor& from, std::size_t limit);
  /// `teams`: those the agent is in. Sorted for work: late first, then urgency, then age.
  [[nodiscard]] RequestPage for_agent(AgentView view, domain::PersonId agent, const std::vector<std::string>& teams,
                                      const Cursor& from, std::size_t limit, domain::Instant now);
  [[nodiscard]] AgentCounts counts(domain::PersonId agent, const std::vector<std::string>& teams, domain::Instant now);
  /// For search results and batches; order not kept.
  [[nodiscard]] std::vector<RequestRow> rows(const std::vector<domain::RequestId>& ids);

  /// Those of `ids` that this person is a participant of. One statement.
  [[nodiscard]] std::vector<domain::RequestId> participating(domain::PersonId person,
                                                             const std::vector<domain::RequestId>& ids);
  void add_participant(domain::RequestId request, domain::PersonId person, std::string_view role);
  void remove_participant(domain::RequestId request, domain::PersonId person, std::string_view role);
  [[nodiscard]] std::vector<Participant> participants(domain::RequestId request);

  std::int64_t insert_message(const Message& message);
  void insert_messages(const std::vector<Message>& messages);  ///< bulk; ids given by the database
  /// Oldest first, the latest `limit` before message `before` (0: from the end).
  [[nodiscard]] std::vector<Message> messages(domain::RequestId request, bool with_internal, std::int64_t before,
                                              std::size_t limit);

  std::int64_t insert_attachment(const Attachment& attachment);
  [[nodiscard]] std::optional<Attachment> attachment(std::int64_t id);
  [[nodiscard]] std::vector<Attachment> attachments(domain::RequestId request);
  /// One statement for all; order not kept, unknown ones left out. At most 200 ids.
  [[nodiscard]] std::vector<Attachment> attachments_of(const std::vector<std::int64_t>& ids);
  /// How many files this person uploaded to forms that were not sent yet.
  [[nodiscard]] std::int64_t waiting_uploads(domain::PersonId owner);
  /// Gives uploads of a draft to the request (and message) that was sent. Only those of `owner` that nothing has yet.
  void claim_attachments(const std::vector<std::int64_t>& ids, domain::PersonId owner, domain::RequestId request,
                         std::int64_t message, bool internal = false);
  void remove_attachment(std::int64_t id);
  /// SHA-256 of every file that is named, sorted: what Files::collect must keep.
  [[nodiscard]] std::vector<std::string> files_named();
  /// Uploads made before `before` that were never sent: to be removed.
  [[nodiscard]] std::vector<std::int64_t> uploads_left(domain::Instant before, std::size_t limit);
  /// Whether an attachment is this file of the file store.
  [[nodiscard]] bool names_file(const std::string& sha256);

  std::int64_t insert_step(const StepState& step);
  [[nodiscard]] std::vector<StepState> steps(domain::RequestId request);
  /// False when it is no longer in `expected` state.
  [[nodiscard]] bool move_step(std::int64_t id, std::string_view expected, std::string_view state,
                               const nlohmann::json& detail, domain::Instant now);

  /// Resolved before `before` and not closed yet, oldest first.
  [[nodiscard]] std::vector<domain::RequestId> to_close(domain::Instant before, std::size_t limit);

 private:
  Connection& connection_;
};

/// What was typed and not sent yet, kept by itself. One a person and service ("" : the free request).
struct Draft {
  domain::PersonId person = 0;
  std::string service;
  std::string title;
  nlohmann::json answers = nlohmann::json::object();
  domain::Instant updated = 0;
};
class Drafts {
 public:
  explicit Drafts(Connection& connection) : connection_(connection) {}
  void save(const Draft& draft);
  [[nodiscard]] std::optional<Draft> find(domain::PersonId person, std::string_view service);
  [[nodiscard]] std::vector<Draft> of(domain::PersonId person);
  void remove(domain::PersonId person, std::string_view service);

 private:
  Connection& connection_;
};

/// Immutable published service definitions; a request refers to one for life.
class ServiceVersions {
 public:
  explicit ServiceVersions(Connection& connection) : connection_(connection) {}
  /// The id of this definition, inserted when it is new (same service, same JSON: same id).
  std::int64_t pin(std::string_view service, const nlohmann::json& definition, domain::Instant now);
  [[nodiscard]] std::optional<nlohmann::json> find(std::int64_t id);

 private:
  Connection& connection_;
};

}  // namespace guichet::storage
