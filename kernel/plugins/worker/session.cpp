// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/plugins/worker/session.hpp"

#include <algorithm>
#include <exception>

namespace guichet::plugins::worker {
namespace {

constexpr std::int64_t most_threads = 16;

std::vector<std::string> texts_of(const nlohmann::json& head, const char* member) {
  std::vector<std::string> texts;
  const auto found = head.find(member);
  if (found == head.end() || !found->is_array()) return texts;
  for (const auto& text : *found) {
    if (text.is_string()) texts.push_back(text.get<std::string>());
  }
  return texts;
}

// What a call answers, up to its cap.
struct Answer {
  std::string text;
  bool overflowed = false;

  static std::int32_t write(void* ctx, const void* bytes, std::uint64_t length) {
    Answer& answer = *static_cast<Answer*>(ctx);
    if (answer.overflowed || length > rpc::max_body - answer.text.size()) {
      answer.overflowed = true;
      return GUICHET_E_LIMIT;
    }
    if (length > 0) answer.text.append(static_cast<const char*>(bytes), length);
    return GUICHET_OK;
  }
};

}  // namespace

Session::Session(Channel& channel, std::filesystem::path bundle, SandboxFacts facts)
    : channel_(channel), bundle_(std::move(bundle)), facts_(std::move(facts)), counter_(channel) {}

void Session::run() {
  const rpc::Frame hello = channel_.receive();
  const auto threads = std::clamp<std::int64_t>(rpc::number_of(hello.head, "threads").value_or(1), 1, most_threads);
  // The plugin may ask for its settings while it starts, so answers have to be read from now on.
  reader_ = std::thread([this] { read_frames(); });
  reader_.detach();

  const std::string id = rpc::text_of(hello.head, "plugin");
  auto loaded = load_plugin(bundle_, id, texts_of(hello.head, "requires"), counter_.table());
  if (const auto* const refusal = std::get_if<Refusal>(&loaded)) return refuse(*refusal);
  loaded_ = std::get<LoadedPlugin>(std::move(loaded));
  if (!start_plugin()) return;

  for (std::int64_t thread = 0; thread < threads; ++thread) jobs_.emplace_back([this] { run_jobs(); });
  std::vector<std::string> extensions;
  for (const auto& [extension, table] : loaded_.offered) extensions.push_back(extension);
  channel_.send({{"type", "hello"},
                 {"protocol", rpc::version},
                 {"abi", {GUICHET_ABI_MAJOR, GUICHET_ABI_MINOR}},
                 {"extensions", extensions},
                 {"sandbox", facts_}});

  for (std::thread& job : jobs_) job.join();
  try {
    loaded_.plugin->stop(loaded_.plugin, grace_ms_);
    loaded_.plugin->destroy(loaded_.plugin);
  } catch (...) {
    counter_.log(GUICHET_LOG_ERROR, "an exception left stop() or destroy()");
  }
  channel_.send({{"type", "bye"}});
}

void Session::refuse(const Refusal& refusal) {
  channel_.send({{"type", "refused"},
                 {"reason", refusal.reason},
                 {"detail", rpc::single_line(refusal.detail, rpc::max_log_text)},
                 {"sandbox", facts_}});
}

bool Session::start_plugin() {
  std::string why;
  try {
    const std::int32_t code = loaded_.plugin->start(loaded_.plugin);
    if (code == GUICHET_OK) return true;
    why = "start() answered " + std::to_string(code);
    loaded_.plugin->destroy(loaded_.plugin);
  } catch (const std::exception& failure) {
    why = std::string("an exception left start(): ") + failure.what();
  } catch (...) {
    why = "an exception left start()";
  }
  refuse({"start-failed", why});
  return false;
}

void Session::read_frames() {
  for (;;) {
    rpc::Frame frame = channel_.receive();
    const std::string type = rpc::text_of(frame.head, "type");
    if (type == "call") {
      take_call(std::move(frame));
    } else if (type == "host-reply") {
      const bool with_descriptor = frame.head.value("descriptor", false);
      counter_.take_reply(std::move(frame), with_descriptor ? channel_.take_descriptor() : -1);
    } else if (type == "cancel") {
      cancel(static_cast<std::uint64_t>(rpc::number_of(frame.head, "id").value_or(0)));
    } else if (type == "drain") {
      const std::lock_guard lock(mutex_);
      draining_ = true;
      grace_ms_ = static_cast<std::uint32_t>(rpc::number_of(frame.head, "grace_ms").value_or(0));
      changed_.notify_all();
    }
  }
}

void Session::take_call(rpc::Frame frame) {
  const std::lock_guard lock(mutex_);
  waiting_.push_back(std::move(frame));
  changed_.notify_one();
}

void Session::cancel(std::uint64_t id) {
  const std::lock_guard lock(mutex_);
  const auto found = running_.find(id);
  if (found != running_.end()) found->second->cancel();
}

void Session::run_jobs() {
  for (;;) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return draining_ || !waiting_.empty(); });
    if (waiting_.empty()) return;
    const rpc::Frame frame = std::move(waiting_.front());
    waiting_.pop_front();
    lock.unlock();
    run_one(frame);
  }
}

void Session::run_one(const rpc::Frame& frame) {
  RunningCall call(frame, counter_);
  {
    const std::lock_guard lock(mutex_);
    running_[call.id()] = &call;
  }
  RunningCall::set_current(call.id());
  Answer answer;
  const guichet_sink sink{&answer, Answer::write};
  std::int32_t code = invoke(frame, call, &sink);
  RunningCall::set_current(0);
  {
    const std::lock_guard lock(mutex_);
    running_.erase(call.id());
  }
  if (answer.overflowed) {
    code = GUICHET_E_LIMIT;
    call.set_why("the answer is over the cap");
  }
  channel_.send({{"type", "reply"}, {"id", call.id()}, {"code", code}, {"why", call.why()}},
                code == GUICHET_OK ? answer.text : std::string());
}

std::int32_t Session::invoke(const rpc::Frame& frame, RunningCall& call, const guichet_sink* sink) {
  const std::string extension = rpc::text_of(frame.head, "extension");
  const std::string name = rpc::text_of(frame.head, "name");
  const guichet_json input{frame.body.data(), frame.body.size()};
  const PluginFunction function =
      find_plugin_function(loaded_.offered, extension, rpc::text_of(frame.head, "function"));
  if (function == nullptr) {
    call.set_why("the plugin does not offer " + extension);
    return GUICHET_E_UNSUPPORTED;
  }
  try {
    return function(loaded_.plugin, call.table(), {name.data(), name.size()}, input, sink);
  } catch (const std::exception& failure) {
    call.set_why(
        rpc::single_line(std::string("an exception crossed the border: ") + failure.what(), rpc::max_log_text));
    return GUICHET_E_INTERNAL;
  } catch (...) {
    call.set_why("an exception crossed the border");
    return GUICHET_E_INTERNAL;
  }
}

}  // namespace guichet::plugins::worker
