// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/domain/request.hpp"

#include <algorithm>
#include <array>

namespace guichet::domain {
namespace {

constexpr std::array<std::string_view, 8> status_names{
    "received", "awaiting-approval", "in-progress", "awaiting-you", "resolved", "closed", "cancelled", "refused"};
constexpr std::array<std::string_view, 9> move_names{"take-charge",     "release", "transfer", "wait-for-requester",
                                                     "answer-received", "resolve", "reopen",   "close",
                                                     "cancel"};

constexpr Instant reopen_window = 30 * day;

/// Somebody still has it, or it waits for somebody to take it.
Status back_to_work(const Request& request) {
  return request.assignee != 0 ? Status::in_progress : Status::received;
}

std::optional<Status> next(const Request& request, Move move, Instant now) {
  const Status from = request.status;
  const bool with_team = from == Status::received || from == Status::in_progress || from == Status::awaiting_you;
  switch (move) {
    case Move::take_charge:
      // Taking a request over from a colleague must not restart the clock that waits for the requester.
      if (with_team) return from == Status::awaiting_you ? from : Status::in_progress;
      break;
    case Move::release:
      if (from == Status::in_progress) return Status::received;
      if (from == Status::awaiting_you) return from;
      break;
    case Move::transfer:
      // The new team has seen nothing yet, whatever the old one was waiting for.
      if (with_team) return Status::received;
      if (from == Status::awaiting_approval) return from;
      break;
    case Move::wait_for_requester:
      if (with_team) return Status::awaiting_you;
      break;
    case Move::answer_received:
      if (from == Status::awaiting_you) return back_to_work(request);
      if (!is_over(from)) return from;
      break;
    case Move::resolve:
      if (with_team) return Status::resolved;
      break;
    case Move::reopen:
      if (from == Status::resolved) return back_to_work(request);
      if (from == Status::closed && now - request.closed_at <= reopen_window) return back_to_work(request);
      break;
    case Move::close:
      if (from == Status::resolved) return Status::closed;
      break;
    case Move::cancel:
      // What was done may still be given back, as a room that is booked: whether there is anything, the counter knows.
      if (!is_over(from) || from == Status::resolved || from == Status::closed) return Status::cancelled;
      break;
  }
  return std::nullopt;
}

}  // namespace

std::string_view name_of(Status status) {
  return status_names[static_cast<std::size_t>(status)];
}

std::optional<Status> status_of(std::string_view name) {
  const auto* const found = std::find(status_names.begin(), status_names.end(), name);
  if (found == status_names.end()) return std::nullopt;
  return static_cast<Status>(found - status_names.begin());
}

bool is_over(Status status) {
  return status == Status::resolved || status == Status::closed || status == Status::cancelled ||
         status == Status::refused;
}

std::string_view name_of(Move move) {
  return move_names[static_cast<std::size_t>(move)];
}

Result<Status> after(const Request& request, Move move, Instant now) {
  if (const std::optional<Status> status = next(request, move, now)) return *status;
  return Error{.kind = ErrorKind::conflict,
               .message = "error.request.cannot-" + std::string(name_of(move)),
               .parameters = {{"status", name_of(request.status)}},
               .fields = {},
               .detail = {}};
}

}  // namespace guichet::domain
