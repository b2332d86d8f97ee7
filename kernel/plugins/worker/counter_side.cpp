// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/plugins/worker/counter_side.hpp"

#include "kernel/plugins/worker/host_tables.hpp"

#include <unistd.h>

namespace guichet::plugins::worker {
namespace {

const void* find_table(const guichet_host*, const char* id) {
  return id == nullptr ? nullptr : host_table(id);
}

// The plugin's own sink would not take the answer: it is told so, and whatever came with it is closed.
std::int32_t refuse(std::int32_t code, std::int32_t* descriptor) {
  if (descriptor != nullptr && *descriptor >= 0) {
    close(*descriptor);
    *descriptor = -1;
  }
  return code;
}

}  // namespace

CounterSide::CounterSide(Channel& channel) : channel_(channel) {
  table_.size = sizeof table_;
  table_.data = this;
  table_.get_extension = find_table;
}

void CounterSide::take_reply(rpc::Frame frame, int descriptor) {
  const auto id = static_cast<std::uint64_t>(rpc::number_of(frame.head, "id").value_or(0));
  const std::lock_guard lock(mutex_);
  const auto waiting = answers_.find(id);
  if (waiting == answers_.end()) {
    if (descriptor >= 0) close(descriptor);
    return;
  }
  waiting->second = {std::move(frame), descriptor};
  answered_.notify_all();
}

std::int32_t CounterSide::ask(std::uint64_t call, std::string_view extension, std::string_view function,
                              const nlohmann::json& payload, const guichet_sink* answer, std::int32_t* descriptor) {
  if (descriptor != nullptr) *descriptor = -1;
  std::unique_lock lock(mutex_);
  const std::uint64_t id = ++last_id_;
  answers_.try_emplace(id);
  lock.unlock();
  const bool sent = channel_.send(
      {{"type", "host-call"}, {"id", id}, {"call", call}, {"extension", extension}, {"function", function}},
      rpc::write_payload(payload));
  lock.lock();
  if (!sent) {
    answers_.erase(id);
    return GUICHET_E_LIMIT;
  }
  // The counter answers every host-call, or ends this process: there is no third way to wait for.
  answered_.wait(lock, [&] { return !answers_.at(id).frame.head.is_null(); });
  const auto [reply, came] = std::move(answers_.extract(id).mapped());
  lock.unlock();
  const auto code = static_cast<std::int32_t>(rpc::number_of(reply.head, "code").value_or(GUICHET_E_INTERNAL));
  // Who is answered "no", or asked for none, would not know that there is one to close.
  if (came >= 0 && (descriptor == nullptr || code != GUICHET_OK)) {
    close(came);
  } else if (descriptor != nullptr) {
    *descriptor = came;
    if (code == GUICHET_OK && came < 0) return GUICHET_E_INTERNAL;
  }
  if (answer != nullptr && answer->write != nullptr && !reply.body.empty()) {
    const std::int32_t written = answer->write(answer->ctx, reply.body.data(), reply.body.size());
    if (written != GUICHET_OK) return refuse(written, descriptor);
  }
  return code;
}

void CounterSide::log(std::int32_t level, std::string_view line) {
  channel_.send({{"type", "log"}, {"level", level}, {"text", rpc::single_line(line, rpc::max_log_text)}});
}

}  // namespace guichet::plugins::worker
