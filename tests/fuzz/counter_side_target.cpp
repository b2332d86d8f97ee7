// SPDX-License-Identifier: GPL-3.0-or-later
// The counter's side of the protocol: what a worker that lies may send, against the slot that supervises it. Only the
// process is not one: `spawn_worker` below makes the descriptors of a worker whose other ends the input speaks at.
//   >HEAD<TAB>BODY  a frame    !BYTES  bare bytes    oTEXT  a line on its standard output
//   c  one more call is wanted    g  nobody waits for the oldest any more    t  a second passes
//   e  the process ends    d  it is to drain
#include "kernel/plugins/supervisor/outcome.hpp"
#include "kernel/plugins/supervisor/slot.hpp"
#include "tests/fuzz/talk.hpp"
#include "tests/fuzz/target.hpp"

#include <fcntl.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>

namespace guichet::plugins {
namespace {

// A number that no process has: the kernel's largest is 2^22.
constexpr pid_t nobody = 1 << 30;
struct Ends {
  Descriptor socket, output, ended;
} ends;  // of the last process that was "started"

}  // namespace

domain::Result<Process> spawn_worker(const std::filesystem::path&, const std::filesystem::path&, std::uint64_t) {
  std::array<int, 2> pair{};
  Process process;
  process.pid = nobody;
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, pair.data()) != 0) std::abort();
  process.socket = Descriptor(pair[0]);
  ends.socket = Descriptor(pair[1]);
  if (pipe2(pair.data(), O_NONBLOCK | O_CLOEXEC) != 0) std::abort();
  process.output = Descriptor(pair[0]);
  ends.output = Descriptor(pair[1]);
  process.ended = Descriptor(eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC));
  return process;
}

std::string collect(const Process&, bool& killed) {
  killed = true;
  return "ended by signal 9 (Killed)";
}

std::uint64_t resident_memory(pid_t) {
  return 0;
}

Usage usage(pid_t) {
  return {};
}

std::string excess(const Usage&, std::uint64_t) {
  return {};
}

}  // namespace guichet::plugins

namespace guichet::fuzz {
namespace {

using plugins::PendingCall;
using plugins::Slot;
using plugins::Watch;
using plugins::WorkerState;
using Stage = PendingCall::Stage;

class Talk {
 public:
  Talk() : slot_(1, spec(), options_, poller_, lines_) { slot_.on_time(now_); }

  void make(const Move& move) {
    switch (move.what) {
      case '>':
        say(frame_of(move.text));
        break;
      case '!':
        say(move.text);
        break;
      case 'o':
        (void)!::write(plugins::ends.output.get(), (std::string(move.text) + "\n").data(), move.text.size() + 1);
        slot_.on_event({1, slot_.generation(), Watch::Kind::output}, now_);
        break;
      case 'c':
        call();
        break;
      case 'g':
        for (const Slot::Call& each : calls_) {
          if (!is_over(each)) return slot_.give_up(each, now_);
        }
        break;
      case 't':
        now_ += std::chrono::seconds(1);
        break;
      case 'e':
        slot_.on_event({1, slot_.generation(), Watch::Kind::ended}, now_);
        break;
      case 'd':
        slot_.drain(now_);
        break;
      default:
        break;
    }
    settle();
  }

  void end() {
    slot_.drain(now_);
    slot_.on_event({1, slot_.generation(), Watch::Kind::ended}, now_);
    settle();
    must(slot_.over(), "a slot that was drained is over");
    for (const Slot::Call& each : calls_) must(is_over(each), "every call ends");
  }

 private:
  static plugins::WorkerSpec spec() {
    plugins::WorkerSpec spec;
    spec.id = "stranger";
    spec.threads = 3;
    return spec;
  }
  static bool is_over(const Slot::Call& each) { return each->stage != Stage::queued && each->stage != Stage::sent; }

  void say(std::string_view bytes) {
    if (plugins::ends.socket) (void)::send(plugins::ends.socket.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
    slot_.on_event({1, slot_.generation(), Watch::Kind::socket}, now_);
  }

  void call() {
    if (calls_.size() >= 20) return;
    auto pending = std::make_shared<PendingCall>();
    pending->given = std::chrono::seconds(30);
    pending->deadline = Slot::Clock::now() + pending->given;
    pending->input = "{}";
    pending->head = {{"type", "call"}, {"name", "a"}};
    calls_.push_back(pending);
    slot_.accept(pending);
  }

  // What the threads do that wait for calls, and the supervisor's on its way round.
  void settle() {
    slot_.on_time(now_);
    for (const Slot::Call& each : calls_) {
      while (!each->asked.empty()) {
        const plugins::rpc::Frame asked = std::move(each->asked.front());
        each->asked.pop_front();
        const auto payload = plugins::rpc::parse_payload(asked.body);
        const auto id = plugins::rpc::number_of(asked.head, "id");
        must(id.has_value(), "what is asked has a number");
        slot_.answer(each->generation, static_cast<std::uint64_t>(*id), 0, payload ? payload->dump() : "", {});
        if (!payload) slot_.punish(each->generation, "asked for what is no JSON");
      }
      if (each->stage != Stage::replied || std::count(judged_.begin(), judged_.end(), each) > 0) continue;
      judged_.push_back(each);
      const auto value = plugins::rpc::parse_payload(each->reply.body);
      const auto outcome = value ? plugins::read_outcome(*value) : std::nullopt;
      if (outcome) (void)outcome->result.dump();
      slot_.finish(each, !outcome);
    }
    for (const auto& asked : slot_.take_asked_while_starting()) {
      const auto id = plugins::rpc::number_of(asked.head, "id").value_or(0);
      slot_.answer(slot_.generation(), static_cast<std::uint64_t>(id), 3, {}, {});
    }
    check();
    listen();
  }

  void check() {
    const plugins::WorkerHealth health = slot_.health();
    must(health.running <= 3 && health.queued <= options_.timings.queue, "no more runs and waits than may");
    must(health.log.size() <= 100 && health.refusals.size() <= 20, "what is kept of it has bounds");
    for (const std::string& line : health.log) must(line.size() <= 1024, "lines have bounds");
    must(health.last_failure.size() <= plugins::rpc::max_log_text, "a reason has bounds");
    (void)nlohmann::json(health.sandbox).dump();
    lines_.clear();
  }

  // What it is told must be messages, whatever it said.
  void listen() {
    if (heard_of_ != slot_.generation()) {
      heard_ = plugins::rpc::FrameReader();
      heard_of_ = slot_.generation();
    }
    std::array<char, 65536> bytes;
    for (;;) {
      const ssize_t count = ::recv(plugins::ends.socket.get(), bytes.data(), bytes.size(), MSG_DONTWAIT);
      if (count <= 0) return;
      heard_.append({bytes.data(), static_cast<std::size_t>(count)});
      plugins::rpc::Frame frame;
      auto state = plugins::rpc::FrameReader::State::need_more;
      while ((state = heard_.next(frame)) == plugins::rpc::FrameReader::State::frame) {
      }
      must(state != plugins::rpc::FrameReader::State::broken, "the counter itself sends messages");
    }
  }

  plugins::HostOptions options_;
  plugins::Poller poller_;
  std::vector<plugins::LogLine> lines_;
  Slot slot_;
  Slot::Clock::time_point now_ = Slot::Clock::now();
  std::vector<Slot::Call> calls_, judged_;
  plugins::rpc::FrameReader heard_;
  std::uint32_t heard_of_ = 0;
};

}  // namespace

void read(std::string_view bytes) {
  // A worker that writes where nobody reads any more is ended by it; here it is only told.
  static const auto before = ::signal(SIGPIPE, SIG_IGN);
  (void)before;
  Talk talk;
  for (const Move& move : moves_of(bytes)) talk.make(move);
  talk.end();
}

std::vector<std::string> seeds() {
  const std::string hello =
      R"(>{"type":"hello","protocol":1,"abi":[1,0],"extensions":[],"sandbox":{"seccomp":"in force"}})"
      "\n";
  return {
      "c\n" + hello + R"(>{"type":"reply","id":1,"code":0})" + "\t" + R"({"outcome":"done","result":{}})" + "\nc\nd\n",
      "c\nc\nc\nc\nc\n" + hello +
          R"(>{"type":"host-call","id":1,"call":1,"extension":"guichet.requests/1","function":"comment"})" +
          "\t{\"text\":1}\n" + R"(>{"type":"log","level":1,"text":"été"})" + "\n" +
          R"(>{"type":"reply","id":2,"code":3,"why":"no"})" + "\ng\nt\nt\ne\nt\nt\n" + hello +
          R"(>{"type":"reply","id":4,"code":0})" + "\t{}\n",
      R"(>{"type":"host-call","id":1,"call":0,"extension":"guichet.settings/1","function":"get"})"
      "\t{\"name\":\"a\"}\n>{\"type\":\"refused\",\"reason\":\"no-entry\",\"detail\":\"x\"}\noabc\ne\n",
      hello + "d\n" + R"(>{"type":"bye"})" + "\ne\n",
      "c\n!\x02\n" + std::string("!\x0a\x00\x00\x00\x02\x00\x00\x00{}{}{}\n", 16) + "e\nt\nt\n" + hello,
  };
}

std::vector<std::string> pieces() {
  return {"\nc\n",
          "\ng\n",
          "\nt\n",
          "\ne\n",
          "\nd\n",
          "\n>",
          "\n!",
          "\no",
          "\t",
          R"(>{"type":"reply","id":1,"code":0})",
          R"(>{"type":"hello","protocol":1})",
          R"("type":"host-call")",
          R"("type":"log","text":)",
          R"("type":"refused")",
          R"("id":2)",
          R"("call":0)",
          R"("call":1)",
          R"("sandbox":)",
          R"({"outcome":"retry","at":1,"reason":{"fr":"a","en":"b"}})",
          R"({"outcome":"hand-over"})",
          "-1",
          "18446744073709551615",
          "9223372036854775807"};
}

}  // namespace guichet::fuzz
