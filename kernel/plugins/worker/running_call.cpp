// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/plugins/worker/running_call.hpp"

namespace guichet::plugins::worker {
namespace {

thread_local std::uint64_t current_call = 0;

}  // namespace

RunningCall::RunningCall(const rpc::Frame& frame, CounterSide& counter)
    : id_(static_cast<std::uint64_t>(rpc::number_of(frame.head, "id").value_or(0))),
      counter_(counter),
      job_(rpc::text_of(frame.head, "job")),
      language_(rpc::text_of(frame.head, "language")) {
  const auto milliseconds = rpc::number_of(frame.head, "deadline_ms").value_or(0);
  deadline_ = std::chrono::steady_clock::now() + std::chrono::milliseconds(milliseconds);
  table_.size = sizeof table_;
  table_.attempt = static_cast<std::uint32_t>(rpc::number_of(frame.head, "attempt").value_or(1));
  table_.deadline_ms = static_cast<std::uint64_t>(milliseconds);
  table_.job = {job_.data(), job_.size()};
  table_.language = {language_.data(), language_.size()};
  table_.data = this;
  table_.cancelled = is_cancelled;
  table_.fail = take_reason;
}

std::uint64_t RunningCall::current() {
  return current_call;
}

void RunningCall::set_current(std::uint64_t id) {
  current_call = id;
}

std::int32_t RunningCall::is_cancelled(const guichet_call* table) {
  const RunningCall& call = of(table);
  return call.cancelled_ || std::chrono::steady_clock::now() > call.deadline_ ? 1 : 0;
}

void RunningCall::take_reason(const guichet_call* table, std::int32_t /*code*/, guichet_str why) {
  of(table).why_ = rpc::single_line({why.ptr, why.len}, rpc::max_log_text);
}

}  // namespace guichet::plugins::worker
