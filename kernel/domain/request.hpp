// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/form.hpp"
#include "kernel/domain/person.hpp"
#include "kernel/domain/result.hpp"
#include "kernel/domain/service.hpp"
#include "kernel/domain/text.hpp"
#include "kernel/domain/time.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace guichet::domain {

using RequestId = std::int64_t;

enum class Status { received, awaiting_approval, in_progress, awaiting_you, resolved, closed, cancelled, refused };
[[nodiscard]] std::string_view name_of(Status status);  ///< "awaiting-you"
[[nodiscard]] std::optional<Status> status_of(std::string_view name);
/// Nothing more is owed to the requester: resolved, closed, cancelled, refused.
[[nodiscard]] bool is_over(Status status);

/// One need of one person, whatever number of people work on it.
struct Request {
  RequestId id = 0;
  std::string service;               ///< full id, or empty for a free request
  std::int64_t service_version = 0;  ///< pinned for life; 0 for a free request
  std::string title;                 ///< the requester's words
  std::string words;                 ///< the full text of a free request; may be empty
  PersonId requester = 0;            ///< who owns it
  PersonId opened_by = 0;            ///< who typed it: the same person, or an agent on their behalf
  std::string contact;               ///< signed-out requests: how to reach them; else empty
  std::string team;
  PersonId assignee = 0;  ///< 0: nobody yet
  Status status = Status::received;
  Urgency urgency = Urgency::normal;
  bool confidential = false;
  Answers answers = nlohmann::json::object();
  Explanation route_why;
  std::string campus;  ///< where it happens: from the answers, else the requester's
  Instant created = 0;
  Instant updated = 0;
  Instant due_take_charge = 0;  ///< 0: no promise
  Instant due_resolve = 0;
  Instant waiting_since = 0;  ///< while awaiting the requester, else 0
  Instant taken_at = 0;
  Instant resolved_at = 0;
  Instant closed_at = 0;
  std::int64_t version = 1;  ///< optimistic lock: rises with each change
  std::int32_t bounces = 0;  ///< times it changed team
  std::string submission;    ///< key of the form that sent it, unique: sent twice, it is there once; may be empty
};

/// What can be asked of a request's life.
enum class Move { take_charge, release, transfer, wait_for_requester, answer_received, resolve, reopen, close, cancel };
[[nodiscard]] std::string_view name_of(Move move);  ///< "take-charge"

/// The status after the move, or Error{conflict, "error.request.cannot-take-charge"} and so on, with {"status"}, when
/// it cannot be made from here. A transferred request is received by its new team, whatever the old one waited for; an
/// answer or a reopening brings it back to its assignee, or to received when it has none.
/// reopen: from resolved, or from closed within 30 days of closing.
[[nodiscard]] Result<Status> after(const Request& request, Move move, Instant now);

}  // namespace guichet::domain
