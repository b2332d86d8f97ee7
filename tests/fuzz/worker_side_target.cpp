// SPDX-License-Identifier: GPL-3.0-or-later
// The worker's side of the protocol: frames that carry what people typed, against a whole session with the sample
// plugin. Only the socket is not one: the two functions of Channel below read the input and hear the answers.
//   >HEAD<TAB>BODY  a frame    c NAME<TAB>BODY  a call that is well made
#include "kernel/plugins/worker/session.hpp"
#include "tests/fuzz/talk.hpp"
#include "tests/fuzz/target.hpp"

#include <boost/dll/shared_library.hpp>
#include <pthread.h>

#include <set>

namespace guichet::fuzz {
namespace {

using plugins::rpc::Frame;
using plugins::rpc::FrameReader;

/// What is said and heard of one session. The session's threads use it together.
struct Conversation {
  std::mutex mutex;
  std::condition_variable changed;
  std::deque<Frame> to_say;
  std::map<std::int64_t, int> unanswered;  ///< calls by number
  std::set<std::int64_t> waiting;          ///< host-calls of which the plugin waits for the answer
  bool drained = false;
  bool over = false;         ///< the session has returned
  bool reader_gone = false;  ///< and nothing of it runs any more
  std::string broken;
}* conversation = nullptr;

}  // namespace
}  // namespace guichet::fuzz

namespace guichet::plugins::worker {

using fuzz::conversation;

bool Channel::send(const nlohmann::json& head, std::string_view body) {
  const auto bytes = rpc::encode(head, body);
  if (!bytes) return false;
  rpc::FrameReader reader;
  reader.append(*bytes);
  rpc::Frame frame;
  const std::lock_guard lock(conversation->mutex);
  if (reader.next(frame) != rpc::FrameReader::State::frame) conversation->broken = "a worker sends messages";
  const std::string type = rpc::text_of(frame.head, "type");
  const std::int64_t id = rpc::number_of(frame.head, "id").value_or(0);
  if (type == "reply" && --conversation->unanswered[id] < 0) conversation->broken = "a call is answered once";
  if (type == "host-call") {
    conversation->waiting.insert(id);
    conversation->changed.notify_all();
  }
  return true;
}

rpc::Frame Channel::receive() {
  std::unique_lock lock(conversation->mutex);
  for (;;) {
    if (!conversation->to_say.empty()) {
      rpc::Frame frame = std::move(conversation->to_say.front());
      conversation->to_say.pop_front();
      return frame;
    }
    // As the counter does: every host-call has its answer, and after the last call comes the drain.
    if (!conversation->waiting.empty()) {
      const std::int64_t id = *conversation->waiting.begin();
      conversation->waiting.erase(conversation->waiting.begin());
      return {{{"type", "host-reply"}, {"id", id}, {"code", 0}}, "\"été\""};
    }
    if (!conversation->drained) {
      conversation->drained = true;
      return {{{"type", "drain"}, {"grace_ms", 1}}, {}};
    }
    if (conversation->over) {
      conversation->reader_gone = true;
      conversation->changed.notify_all();
      lock.unlock();
      pthread_exit(nullptr);
    }
    conversation->changed.wait(lock);
  }
}

int Channel::take_descriptor() {
  return -1;
}

}  // namespace guichet::plugins::worker

namespace guichet::fuzz {
namespace {

// The frame as a worker reads it, or nothing: then it would end itself.
std::optional<Frame> heard(std::string_view text) {
  FrameReader reader;
  reader.append(frame_of(text));
  Frame frame;
  if (reader.next(frame) != FrameReader::State::frame) return std::nullopt;
  return frame;
}

}  // namespace

void read(std::string_view bytes) {
  static const boost::dll::shared_library kept(GUICHET_BUNDLES
                                               "/sample/plugin.so");  // so that loading it again is quick
  Conversation talk;
  conversation = &talk;
  talk.to_say.push_back({{{"type", "hello"}, {"protocol", 1}, {"plugin", "sample"}, {"threads", 2}}, {}});
  std::int64_t last = 1000;
  for (const Move& move : moves_of(bytes)) {
    std::optional<Frame> frame;
    if (move.what == 'c') {
      const std::string_view name = move.text.substr(0, move.text.find('\t'));
      frame = Frame{{{"type", "call"},
                     {"id", ++last},
                     {"extension", GUICHET_EXT_AUTOMATION},
                     {"name", std::string(name)},
                     {"deadline_ms", 1000}},
                    std::string(move.text.substr(std::min(name.size() + 1, move.text.size())))};
      frame->head = nlohmann::json::parse(frame->head.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
    } else if (move.what == '>') {
      frame = heard(move.text);
    }
    if (!frame || plugins::rpc::text_of(frame->head, "type") == "drain") continue;
    if (plugins::rpc::text_of(frame->head, "name") == "sleeps") continue;
    if (plugins::rpc::text_of(frame->head, "type") == "call") {
      ++talk.unanswered[plugins::rpc::number_of(frame->head, "id").value_or(0)];
    }
    talk.to_say.push_back(*std::move(frame));
  }
  plugins::worker::Channel channel(-1);
  plugins::worker::Session session(channel, GUICHET_BUNDLES "/sample", {});
  session.run();
  std::unique_lock lock(talk.mutex);
  talk.over = true;
  talk.changed.notify_all();
  talk.changed.wait(lock, [&] { return talk.reader_gone; });
  if (!talk.broken.empty()) throw Broken(talk.broken);
  for (const auto& [id, left] : talk.unanswered) must(left == 0, "every call is answered");
}

std::vector<std::string> seeds() {
  return {
      "cecho\t{\"text\":\"é\",\"n\":[1,2,{\"a\":null}]}\ncunlock\t{\"account\":\"dupont\"}\ncread\t{}\n",
      "cbreaks\t{}\nclater\t{}\ncnever\t[]\ncnobody\t{}\ncecho\tnot json\n>{\"type\":\"cancel\",\"id\":1001}\n",
      R"(>{"type":"call","id":7,"extension":"guichet.option-source/1","function":"list","name":"x","attempt":-1,"deadline_ms":-5})"
      "\t{}\n"
      R"(>{"type":"host-reply","id":1,"code":3})"
      "\t\"x\"\n",
  };
}

std::vector<std::string> pieces() {
  return {"\ncecho\t",
          "\ncunlock\t{\"account\":",
          "\ncread\t{}",
          "\ncbreaks\t",
          "\n>",
          "\t",
          R"("type":"cancel")",
          R"("type":"host-reply","id":1,"code":-1)",
          R"("deadline_ms":9223372036854775807)",
          R"("attempt":4294967296)",
          R"("language":"\u0000")",
          R"("extension":"guichet.validator/1")",
          "\"account\"",
          "[[[[[[[[[[[[[[[[",
          "\xff",
          "\\ud800"};
}

}  // namespace guichet::fuzz
