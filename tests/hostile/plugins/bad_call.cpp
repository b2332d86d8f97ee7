// SPDX-License-Identifier: Apache-2.0
// A plugin that does, by the name of the automation it is called by, what no plugin should.
#include "forbidden.hpp"

#include <guichet/ext/draft/directory-modify.h>
#include <guichet/ext/draft/storage.h>
#include <guichet/plugin.h>

#include <fcntl.h>
#include <pthread.h>
#include <sys/auxv.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace {

const guichet_host* host = nullptr;
using hostile::counter_socket;

std::int32_t say(const guichet_sink* sink, const std::string& text) {
  return sink->write(sink->ctx, text.data(), text.size());
}
std::int32_t done(const guichet_sink* sink) {
  return say(sink, R"({"outcome":"done"})");
}
std::int32_t tell(const guichet_sink* sink, const std::string& what) {
  return say(sink, R"({"outcome":"done","result":{"said":")" + what + "\"}}");
}

void put_number(std::string& bytes, std::size_t number) {
  for (int byte = 0; byte < 4; ++byte) bytes.push_back(static_cast<char>((number >> (8 * byte)) & 0xff));
}
std::string raw(const std::string& head, const std::string& body = {}) {
  std::string bytes;
  put_number(bytes, head.size() + body.size() + 4);
  put_number(bytes, head.size());
  return bytes + head + body;
}
void send_bytes(const std::string& bytes) {
  [[maybe_unused]] const auto sent = send(counter_socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
}
void send_head(const std::string& head) {
  send_bytes(raw(head));
}
void send_endless_length() {
  std::string bytes;
  put_number(bytes, 0x7fffffff);
  put_number(bytes, 2);
  send_bytes(bytes + "{}");
}

void flood_log(const guichet_call* call) {
  const auto* const log = static_cast<const guichet_host_log*>(host->get_extension(host, GUICHET_EXT_LOG));
  const std::string line(4096, 'x');
  while (call->cancelled(call) == 0) log->write(host, GUICHET_LOG_INFO, {line.data(), line.size()});
}

// Descriptors above its own socket that came along from the counter.
std::string inherited() {
  std::string found;
  for (int number = 4; number < 1024; ++number) {
    if (fcntl(number, F_GETFD) >= 0) found += std::to_string(number) + " ";
  }
  return found;
}

std::int32_t keep(void* kept, const void* bytes, std::uint64_t length) {
  static_cast<std::string*>(kept)->append(static_cast<const char*>(bytes), length);
  return GUICHET_OK;
}

// Everything it gets to see of what another plugin, "victim", keeps under "secret": through the table with names that
// lead elsewhere, then with messages of its own that say they are another's. An answer to a message of its own is taken
// by the next honest question, which has the same number.
std::string stolen(const guichet_call* call) {
  const auto* const storage = static_cast<const guichet_host_storage*>(host->get_extension(host, GUICHET_EXT_STORAGE));
  std::string seen;
  const guichet_sink sink{&seen, keep};
  int number = 0;
  for (const std::string raw_body : {R"({"key":"secret","plugin":"victim"})", R"({"key":"victim/secret"})"}) {
    const std::string id = std::to_string(++number);
    send_bytes(raw(R"({"type":"host-call","id":)" + id +
                       R"(,"call":1,"plugin":"victim","extension":"guichet.storage/0","function":"get"})",
                   raw_body));
    storage->get(call, {"nothing", 7}, &sink);
  }
  for (const std::string key : {"secret", "victim/secret", "../victim/secret", "/victim/secret", "victim.secret"}) {
    storage->get(call, {key.data(), key.size()}, &sink);
  }
  for (const std::string prefix : {"", "victim", "%", "_", "s"}) {
    storage->list(call, {prefix.data(), prefix.size()}, {"{}", 2}, &sink);
  }
  return seen;
}

std::int32_t host_lies(const std::string& what, const guichet_sink* outcome) {
  if (what == "answers-unknown-call") send_head(R"({"type":"reply","id":999,"code":0})");
  if (what == "sends-unknown-type") send_head(R"({"type":"hug"})");
  if (what == "sends-no-json") send_head("not json at all");
  if (what == "sends-endless-length") send_endless_length();
  if (what == "asks-for-another-call")
    send_head(R"({"type":"host-call","id":1,"call":77,"extension":"x","function":"y"})");
  if (what == "asks-without-end") {
    // Together, so that nobody has the time to answer.
    std::string bytes;
    for (int times = 0; times < 1000; ++times) {
      bytes += raw(R"({"type":"host-call","id":1,"call":1,"extension":"x","function":"y"})");
    }
    send_bytes(bytes);
  }
  if (what == "asks-with-no-json") {
    send_bytes(
        raw(R"({"type":"host-call","id":1,"call":1,"extension":"guichet.requests/1","function":"comment"})", "{no"));
  }
  if (what == "sends-deep-head") send_head(std::string(10000, '['));
  if (what == "says-hello-again") send_head(R"({"type":"hello","protocol":1})");
  if (what == "says-bye") {
    for (;;) send_head(R"({"type":"bye"})");
  }
  if (what == "asks-outside-calls") {
    const std::string head =
        R"({"type":"host-call","id":1,"call":0,"extension":"guichet.settings/1","function":"get"})";
    for (;;) send_head(head);
  }
  if (what == "closes-socket") close(counter_socket);
  std::this_thread::sleep_for(std::chrono::seconds(5));
  return done(outcome);
}

std::int32_t overflow(int depth) {
  volatile char room[4096];
  room[0] = static_cast<char>(depth);
  return overflow(depth + 1) + room[0];
}

std::int32_t run(const guichet_plugin*, const guichet_call* call, guichet_str given, guichet_json input,
                 const guichet_sink* outcome) {
  const std::string name(given.ptr, given.len);
  if (name == "behaves") return done(outcome);
  if (name == "throws") throw std::runtime_error("thrown over the border");
  if (name == "throws-a-number") throw 7;
  if (name == "crashes") return *static_cast<volatile std::int32_t*>(nullptr);
  if (name == "aborts") std::abort();
  if (name == "exits") std::exit(7);
  if (name == "exits-quickly") _exit(0);
  if (name == "ends-its-thread") pthread_exit(nullptr);
  if (name == "overflows") return overflow(1);
  if (name == "spins") {
    for (volatile bool forever = true; forever;) {
    }
  }
  if (name == "hangs") {
    pthread_mutex_t never = PTHREAD_MUTEX_INITIALIZER;
    pthread_mutex_lock(&never);
    pthread_mutex_lock(&never);
  }
  if (name == "answers-late") {
    const auto* const requests =
        static_cast<const guichet_host_requests*>(host->get_extension(host, GUICHET_EXT_REQUESTS));
    const std::string text = R"({"fr":"Tard.","en":"Late."})";
    requests->comment(call, GUICHET_COMMENT_PUBLIC, {text.data(), text.size()});
    while (call->cancelled(call) == 0) std::this_thread::sleep_for(std::chrono::milliseconds(5));
    std::this_thread::sleep_for(std::chrono::milliseconds(200));  // whoever waits has given up by now
    return done(outcome);
  }
  if (name == "comments-without-end") {
    const auto* const requests =
        static_cast<const guichet_host_requests*>(host->get_extension(host, GUICHET_EXT_REQUESTS));
    const std::string text = R"({"fr":"Encore.","en":"Again."})";
    std::int32_t code = GUICHET_OK;
    for (int times = 0; times < 1000 && code == GUICHET_OK; ++times) {
      code = requests->comment(call, GUICHET_COMMENT_PUBLIC, {text.data(), text.size()});
    }
    return tell(outcome, std::to_string(code));
  }
  if (name == "answers-twice") {
    send_bytes(raw(R"({"type":"reply","id":1,"code":0})", R"({"outcome":"done"})"));
    return done(outcome);
  }
  if (name == "starts-threads") {
    int started = 0;
    pthread_t thread;
    for (; started < 100000; ++started) {
      if (pthread_create(
              &thread, nullptr,
              [](void*) -> void* {
                pause();
                return nullptr;
              },
              nullptr) != 0)
        break;
    }
    return tell(outcome, std::to_string(started));
  }
  if (name == "starts-small-threads") {
    pthread_attr_t small;
    pthread_attr_init(&small);
    pthread_attr_setstacksize(&small, 16384);
    pthread_t thread;
    for (int started = 0; started < 1500; ++started) {
      pthread_create(
          &thread, &small,
          [](void*) -> void* {
            for (;;) pause();
          },
          nullptr);
    }
    for (;;) pause();
  }
  if (name == "grows-its-stack") {
    // The one growing mapping that every process has, made large: no limit of data counts it. A page far below
    // what the waiting main thread stands on.
    constexpr std::size_t page = 4096;
    constexpr std::size_t much = std::size_t{300} << 20;
    const auto unused = getauxval(AT_RANDOM) / page * page - 25 * page;
    void* const memory = mremap(reinterpret_cast<void*>(unused), page, much, MREMAP_MAYMOVE);
    if (memory == MAP_FAILED) return tell(outcome, strerrorname_np(errno));
    std::memset(memory, 'x', much);
    for (;;) pause();
  }
  if (name == "maps-widely") {
    // Read only, so no limit of data counts it; the page tables are memory all the same.
    constexpr std::size_t step = std::size_t{2} << 20;
    constexpr std::size_t much = std::size_t{160} << 30;
    void* const memory = mmap(nullptr, much, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (memory == MAP_FAILED) return tell(outcome, strerrorname_np(errno));
    madvise(memory, much, MADV_NOHUGEPAGE);
    for (std::size_t at = 0; at < much; at += step) static_cast<volatile char*>(memory)[at];
    for (;;) pause();
  }
  if (name == "allocates") {
    std::vector<std::string> all;
    for (;;) all.emplace_back(1024 * 1024, 'x');
  }
  if (name == "leaks-descriptors") {
    int opened = 0;
    while (dup(0) >= 0 && opened < 100000) ++opened;
    return tell(outcome, std::to_string(opened));
  }
  if (name == "floods-log") flood_log(call);
  if (name == "floods-output") {
    const std::string line(1000, 'y');
    while (call->cancelled(call) == 0) {
      [[maybe_unused]] const auto sent = write(2, (line + "\n").data(), line.size() + 1);
    }
  }
  if (name == "answers-garbage") return say(outcome, "\x01\xff garbage");
  if (name == "answers-nothing") return GUICHET_OK;
  if (name == "answers-deep") return say(outcome, std::string(100000, '['));
  if (name == "answers-huge") {
    const std::string part(64 * 1024, ' ');
    for (int times = 0; times < 100; ++times) say(outcome, part);
    return GUICHET_OK;
  }
  if (name == "answers-other") return say(outcome, R"({"outcome":"perhaps"})");
  if (name == "uses-ungranted") {
    const auto* const directory =
        static_cast<const guichet_host_directory_modify*>(host->get_extension(host, GUICHET_EXT_DIRECTORY_MODIFY));
    return tell(outcome, std::to_string(directory->unlock(call, {"dupont", 6}, outcome)));
  }
  if (name == "steals") {
    std::string seen = stolen(call);
    for (char& c : seen) {
      if (c == '"' || c == '\\') c = '~';
    }
    return tell(outcome, seen);
  }
  if (name == "inherited") return tell(outcome, inherited());
  if (name == "tries")
    return tell(outcome, hostile::forbidden(std::string(input.ptr, input.len).substr(1, input.len - 2)));
  return host_lies(name, outcome);
}

std::int32_t start(const guichet_plugin*) {
  return GUICHET_OK;
}
std::int32_t stop(const guichet_plugin*, std::uint32_t) {
  return GUICHET_OK;
}
void destroy(const guichet_plugin*) {}
const void* get_extension(const guichet_plugin*, const char* id) {
  static constexpr guichet_plugin_automation table = {sizeof(guichet_plugin_automation), 0, run};
  return std::strcmp(id, GUICHET_EXT_AUTOMATION) == 0 ? &table : nullptr;
}

std::int32_t create(const guichet_host* given, guichet_str, const guichet_plugin** out) {
  static const guichet_plugin plugin = {sizeof(guichet_plugin), 0, nullptr, start, stop, destroy, get_extension};
  host = given;
  *out = &plugin;
  return GUICHET_OK;
}

}  // namespace

extern "C" GUICHET_EXPORT const guichet_entry* guichet_plugin_entry(void) {
  static constexpr guichet_entry entry = {GUICHET_MAGIC, sizeof(guichet_entry), GUICHET_ABI_MAJOR, GUICHET_ABI_MINOR,
                                          create};
  return &entry;
}
