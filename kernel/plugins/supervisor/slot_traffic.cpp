// SPDX-License-Identifier: GPL-3.0-or-later
// What a plugin's process and the counter say to each other, and the calls that wait for it. See rpc/protocol.hpp.
#include "kernel/plugins/supervisor/slot.hpp"

#include <guichet/error.h>
#include <guichet/ext/log.h>

#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

namespace guichet::plugins {
namespace {

constexpr std::size_t most_asked = 64;  // host-calls of one call that wait for an answer; an honest worker has few
constexpr std::size_t kept_refusals = 20;
constexpr std::chrono::milliseconds time_to_end{200};
constexpr int least_share_of_time = 10;                            // a call is begun while a tenth of its time is left
constexpr std::size_t most_waiting_bytes = std::size_t{64} << 20;  // for a worker that does not read: all its calls fit
constexpr std::size_t most_waiting_descriptors = 64;
constexpr std::size_t cost_of_a_message = 256;  // in bytes of talk
constexpr int reads_a_turn = 16;                // of 64 KiB: then the other plugins have their turn

using Stage = PendingCall::Stage;

}  // namespace

void Slot::accept(const Call& call) {
  const bool takes_calls =
      state_ == WorkerState::ready || state_ == WorkerState::starting || state_ == WorkerState::backing_off;
  if (!takes_calls || queue_.size() >= options_.timings.queue) {
    return turn_away(call, takes_calls ? "too many calls wait for the plugin"
                                       : "the plugin is " + std::string(name_of(state_)) + ": " + health_.last_failure);
  }
  queue_.push_back(call);
  dispatch();
}

void Slot::give_up(const Call& call, Clock::time_point now) {
  if (call->stage == Stage::queued) {
    std::erase(queue_, call);
    turn_away(call, "the plugin was not free in time");
  } else if (call->stage == Stage::sent) {
    call->kill_at = now + options_.timings.cancel_grace;
    call->stage = Stage::lost;
    call->detail = "the deadline passed";
    // Whatever it still asks is answered by nobody; the thread in the plugin should not hang on it.
    for (const rpc::Frame& asked : call->asked) {
      answer(call->generation, static_cast<std::uint64_t>(rpc::number_of(asked.head, "id").value_or(0)),
             GUICHET_E_CANCELLED, {}, {});
    }
    call->asked.clear();
    if (call->generation == generation_) send({{"type", "cancel"}, {"id", call->id}}, {});
  }
}

void Slot::finish(const Call& call, bool fault) {
  ++health_.calls;
  if (fault) ++health_.errors;
  const auto time = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - call->sent_at);
  time_in_calls_ += time;
  ++answered_;
  health_.longest = std::max(health_.longest, time);
}

void Slot::answer(std::uint32_t generation, std::uint64_t host_call, std::int32_t code, const std::string& body,
                  Descriptor descriptor) {
  if (generation != generation_ || process_.pid == 0) return;
  if (body.size() > rpc::max_body) return answer(generation, host_call, GUICHET_E_LIMIT, {}, {});
  nlohmann::json head{{"type", "host-reply"}, {"id", host_call}, {"code", code}};
  if (descriptor) head["descriptor"] = true;
  send(head, body, std::move(descriptor));
}

void Slot::refuse_capability(const std::string& what) {
  refusals_.push_back(what);
  if (refusals_.size() > kept_refusals) refusals_.pop_front();
  talk(GUICHET_LOG_WARNING, "refused: " + what, Clock::now());
}

void Slot::on_event(const Watch& watch, Clock::time_point now) {
  if (watch.generation != generation_ || process_.pid == 0) return;
  switch (watch.kind) {
    case Watch::Kind::socket:
      flush();
      if (!deaf_) read_socket(now);
      break;
    case Watch::Kind::output:
      read_output(now);
      break;
    case Watch::Kind::ended:
      on_ended(now);
      break;
    case Watch::Kind::wake:
      break;
  }
}

void Slot::read_socket(Clock::time_point now) {
  std::array<char, 64 * 1024> bytes;
  for (int turn = 0; turn < reads_a_turn && process_.socket && !deaf_; ++turn) {
    const ssize_t count = recv(process_.socket.get(), bytes.data(), bytes.size(), MSG_DONTWAIT);
    if (count < 0) return;
    if (count == 0) {
      // Most often it is ending, and how it ended says more than this; else it is made to.
      poller_.forget(process_.socket.get());
      process_.socket.close();
      must_by_ = std::min(must_by_, now + time_to_end);
      return;
    }
    reader_.append({bytes.data(), static_cast<std::size_t>(count)});
    take_frames(now);
    if (static_cast<std::size_t>(count) < bytes.size()) return;
  }
}

void Slot::take_frames(Clock::time_point now) {
  rpc::Frame frame;
  for (;;) {
    const auto state = reader_.next(frame);
    if (state == rpc::FrameReader::State::need_more) return;
    if (state == rpc::FrameReader::State::broken) return kill_process("sent what is no message");
    take(std::move(frame), now);
    if (!kill_reason_.empty()) return;
  }
}

void Slot::take(rpc::Frame frame, Clock::time_point now) {
  const std::string type = rpc::text_of(frame.head, "type");
  if (type == "reply") return take_reply(std::move(frame));
  if (type == "host-call") return take_host_call(std::move(frame), now);
  if (type == "log") return take_log(frame, now);
  if (type == "hello") return take_hello(frame);
  if (type == "refused") return take_refusal(frame, now);
  if (type != "bye") return kill_process("sent a message of an unknown type");
  if (state_ == WorkerState::ready || state_ == WorkerState::starting)
    kill_process("said bye before it was told to end");
}

void Slot::take_hello(const rpc::Frame& frame) {
  if (state_ == WorkerState::draining) return;
  if (state_ != WorkerState::starting || rpc::number_of(frame.head, "protocol") != rpc::version) {
    return kill_process("said hello wrongly");
  }
  state_ = WorkerState::ready;
  must_by_ = Clock::time_point::max();
  health_.spawn_to_ready = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - spawned_at_);
  health_.sandbox = frame.head.value("sandbox", nlohmann::json());
  dispatch();
}

void Slot::take_refusal(const rpc::Frame& frame, Clock::time_point now) {
  if (state_ != WorkerState::starting) return kill_process("refused after it had started");
  state_ = WorkerState::refused;
  health_.reason = rpc::text_of(frame.head, "reason");
  health_.last_failure = rpc::single_line(rpc::text_of(frame.head, "detail"), rpc::max_log_text);
  health_.sandbox = frame.head.value("sandbox", nlohmann::json());
  note(GUICHET_LOG_ERROR, "refused: " + health_.reason + ": " + health_.last_failure, now);
  turn_away_all(health_.last_failure);
}

void Slot::take_reply(rpc::Frame frame) {
  const auto id = rpc::number_of(frame.head, "id");
  const auto found = id ? running_.find(static_cast<std::uint64_t>(*id)) : running_.end();
  if (found == running_.end()) return kill_process("answered a call that it was not given");
  if (!rpc::number_of(frame.head, "code")) return kill_process("answered without a code");
  const Call call = found->second;
  running_.erase(found);
  if (call->stage == Stage::sent) {
    call->reply = std::move(frame);
    call->stage = Stage::replied;
    call->changed.notify_all();
  } else {
    finish(call, true);
  }
  dispatch();
}

void Slot::take_host_call(rpc::Frame frame, Clock::time_point now) {
  const auto id = rpc::number_of(frame.head, "id");
  const auto number = rpc::number_of(frame.head, "call");
  if (!id || !number) return kill_process("asked without a number");
  if (*number == 0 && state_ == WorkerState::starting) {
    asked_while_starting_.push_back(std::move(frame));
    if (asked_while_starting_.size() > most_asked) kill_process("asked too much at a time");
    return;
  }
  const auto found = running_.find(static_cast<std::uint64_t>(*number));
  if (*number != 0 && found == running_.end()) return kill_process("asked on behalf of a call that is not running");
  if (*number == 0 || found->second->stage != Stage::sent) {
    // To be told no costs the counter as much as a line of the log.
    pause_listening(log_.spend(frame.head_size + frame.body.size() + cost_of_a_message, now), now);
    const std::int32_t code = *number == 0 ? GUICHET_E_FORBIDDEN : GUICHET_E_CANCELLED;
    return answer(generation_, static_cast<std::uint64_t>(*id), code, {}, {});
  }
  pause_listening(log_.spend(frame.head_size / 2, now), now);
  found->second->asked.push_back(std::move(frame));
  if (found->second->asked.size() > most_asked) return kill_process("asked too much at a time");
  found->second->changed.notify_all();
}

void Slot::take_log(const rpc::Frame& frame, Clock::time_point now) {
  const std::string text = rpc::text_of(frame.head, "text");
  const std::int64_t level = rpc::number_of(frame.head, "level").value_or(GUICHET_LOG_INFO);
  talk(static_cast<int>(std::clamp<std::int64_t>(level, GUICHET_LOG_DEBUG, GUICHET_LOG_ERROR)),
       rpc::single_line(text, rpc::max_log_text), now);
  // A line costs more than its bytes: short ones are a flood too.
  pause_listening(log_.spend(frame.head_size + frame.body.size() + cost_of_a_message, now), now);
}

void Slot::talk(int level, const std::string& text, Clock::time_point now) {
  // Without the control characters that a terminal would obey.
  if (log_.add(text, now)) lines_.push_back({spec_.id, level, rpc::single_line(text, rpc::max_log_text)});
}

void Slot::read_output(Clock::time_point now) {
  std::array<char, 16 * 1024> bytes;
  const ssize_t count = read(process_.output.get(), bytes.data(), bytes.size());
  if (count < 0) return;
  if (count == 0) {
    poller_.forget(process_.output.get());
    process_.output.close();
    return;
  }
  const auto length = static_cast<std::size_t>(count);
  for (const std::string& line : log_.split({bytes.data(), length})) talk(GUICHET_LOG_WARNING, line, now);
  pause_listening(log_.spend(length, now), now);
}

void Slot::pause_listening(Clock::time_point until, Clock::time_point now) {
  if (until <= now || deaf_) return;
  deaf_ = true;
  deaf_until_ = until;
  listen();
}

void Slot::dispatch() {
  const auto now = Clock::now();
  while (state_ == WorkerState::ready && process_.pid != 0 && !queue_.empty() && running_.size() < spec_.threads) {
    const Call call = queue_.front();
    queue_.pop_front();
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(call->deadline - now);
    // Begun with hardly any time left it would end as unknown, which costs a person's time; turned away it is safe.
    if (left < call->given / least_share_of_time) {
      turn_away(call, "the plugin was not free in time");
      continue;
    }
    call->id = ++last_call_;
    call->generation = generation_;
    call->head["id"] = call->id;
    call->head["deadline_ms"] = std::max<std::int64_t>(left.count(), 1);
    call->sent_at = now;
    call->stage = Stage::sent;
    running_[call->id] = call;
    send(call->head, call->input);
  }
}

void Slot::send(const nlohmann::json& head, std::string_view body, Descriptor descriptor) {
  if (!process_.socket) return;
  auto bytes = rpc::encode(head, body);
  if (!bytes) return kill_process("was to be told more than a message holds");
  const bool was_empty = outgoing_.empty();
  outgoing_.add(*std::move(bytes), std::move(descriptor));
  if (was_empty) flush();
  if (outgoing_.bytes() > most_waiting_bytes || outgoing_.descriptors() > most_waiting_descriptors) {
    kill_process("does not read what it is told");
  }
}

void Slot::flush() {
  if (outgoing_.empty() || !process_.socket) return;
  // A process that is gone is noticed by its end, not here.
  if (!outgoing_.send_to(process_.socket.get())) outgoing_ = Outgoing();
  if (waits_to_write_ == outgoing_.empty()) listen();
}

void Slot::listen() {
  waits_to_write_ = !outgoing_.empty();
  if (process_.socket) {
    poller_.watch(process_.socket.get(), {number_, generation_, Watch::Kind::socket}, !deaf_, waits_to_write_);
  }
  if (process_.output) {
    poller_.watch(process_.output.get(), {number_, generation_, Watch::Kind::output}, !deaf_, false);
  }
}

void Slot::turn_away(const Call& call, const std::string& why) {
  ++health_.turned_away;
  call->stage = Stage::turned_away;
  call->detail = why;
  call->changed.notify_all();
}

void Slot::turn_away_all(const std::string& why) {
  for (const Call& call : queue_) turn_away(call, why);
  queue_.clear();
}

std::deque<rpc::Frame> Slot::take_asked_while_starting() {
  return std::exchange(asked_while_starting_, {});
}

}  // namespace guichet::plugins
