// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/drawing.hpp"

#include "kernel/plugins/sha256.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <condition_variable>
#include <optional>
#include <string_view>

namespace guichet::counter {
namespace {

constexpr std::chrono::seconds longest{5};
constexpr std::chrono::minutes given_up_for{10};
constexpr std::size_t kept_at_most = 200;
constexpr std::size_t largest_graph = 512 * 1024;
constexpr std::size_t largest_picture = 2 * 1024 * 1024;
constexpr int at_once = 2;

/// The two ends of a way, closed with it.
struct Pipe {
  int read = -1, write = -1;
  // A pair of sockets: writing to a program that has ended must not raise a signal.
  Pipe() {
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) == 0) {
      read = ends[0];
      write = ends[1];
    }
  }
  ~Pipe() {
    shut(read);
    shut(write);
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  static void shut(int& end) {
    if (end >= 0) ::close(end);
    end = -1;
  }
};

/// At most so many children: a page that shows a picture waits for its turn.
class Turn {
 public:
  Turn() {
    std::unique_lock lock(mutex());
    come_ = left().wait_for(lock, longest, [] { return running() < at_once; });
    if (come_) ++running();
  }
  ~Turn() {
    if (!come_) return;
    const std::lock_guard lock(mutex());
    --running();
    left().notify_one();
  }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;

  /// False: the page does without its picture rather than wait longer.
  [[nodiscard]] bool come() const { return come_; }

 private:
  static std::mutex& mutex() {
    static std::mutex one;
    return one;
  }
  static std::condition_variable& left() {
    static std::condition_variable one;
    return one;
  }
  static int& running() {
    static int number = 0;
    return number;
  }

  bool come_ = false;
};

pid_t start_dot(const Pipe& in, const Pipe& out) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, in.read, STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, out.write, STDOUT_FILENO);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  std::string program = "dot", format = "-Tsvg";
  const std::array<char*, 3> arguments{program.data(), format.data(), nullptr};
  std::string path = "PATH=/usr/local/bin:/usr/bin:/bin", locale = "LC_ALL=C.UTF-8";
  const std::array<char*, 3> environment{path.data(), locale.data(), nullptr};
  pid_t child = -1;
  const int failure = ::posix_spawnp(&child, program.c_str(), &actions, nullptr, arguments.data(), environment.data());
  posix_spawn_file_actions_destroy(&actions);
  return failure == 0 ? child : -1;
}

/// Writes all of `graph` and reads all of the answer. False when it took too long or too much.
bool converse(Pipe& in, Pipe& out, std::string_view graph, std::string& answer) {
  ::fcntl(in.write, F_SETFL, O_NONBLOCK);
  const auto end = std::chrono::steady_clock::now() + longest;
  for (;;) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - std::chrono::steady_clock::now());
    if (left.count() <= 0) return false;
    std::array<pollfd, 2> ends{{{out.read, POLLIN, 0}, {in.write, POLLOUT, 0}}};
    if (::poll(ends.data(), in.write >= 0 ? 2 : 1, static_cast<int>(left.count())) < 0) {
      if (errno == EINTR) continue;
      return false;
    }
    if (in.write >= 0 && ends[1].revents != 0) {
      const ssize_t written = ::send(in.write, graph.data(), graph.size(), MSG_NOSIGNAL);
      if (written > 0) graph.remove_prefix(static_cast<std::size_t>(written));
      if (graph.empty() || (written < 0 && errno != EAGAIN)) Pipe::shut(in.write);
    }
    if (ends[0].revents == 0) continue;
    std::array<char, 65536> part{};
    const ssize_t got = ::read(out.read, part.data(), part.size());
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return got == 0;
    answer.append(part.data(), static_cast<std::size_t>(got));
    if (answer.size() > largest_picture) return false;
  }
}

/// Nothing when it could not be tried: another time it may. Empty when it takes too long.
std::optional<std::string> run_dot(const std::string& graph) {
  if (graph.size() > largest_graph) return std::string();
  const Turn turn;
  if (!turn.come()) return std::nullopt;
  Pipe in, out;
  if (in.read < 0 || out.read < 0) return std::nullopt;
  const pid_t child = start_dot(in, out);
  if (child < 0) return std::nullopt;
  Pipe::shut(in.read);
  Pipe::shut(out.write);
  std::string answer;
  const bool whole = converse(in, out, graph, answer);
  if (!whole) ::kill(child, SIGKILL);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) continue;
  const std::size_t begin = answer.find("<svg");
  if (!whole) return std::string();
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0 || begin == std::string::npos) return std::nullopt;
  return answer.substr(begin);
}

}  // namespace

Drawing& Drawing::shared() {
  static Drawing one;
  return one;
}

std::string Drawing::draw(const std::string& graph) {
  const std::string digest = plugins::sha256(graph);
  const auto now = std::chrono::steady_clock::now();
  {
    const std::lock_guard lock(mutex_);
    if (const auto known = drawn_.find(digest); known != drawn_.end()) return known->second;
    if (const auto tried = given_up_.find(digest); tried != given_up_.end() && now - tried->second < given_up_for) {
      return {};
    }
  }
  auto picture = run_dot(graph);
  if (!picture) return {};
  const std::lock_guard lock(mutex_);
  if (picture->empty()) {
    if (given_up_.size() >= kept_at_most) given_up_.clear();
    given_up_[digest] = now;
    return {};
  }
  if (drawn_.size() >= kept_at_most) drawn_.clear();
  drawn_.emplace(digest, *picture);
  return std::move(*picture);
}

}  // namespace guichet::counter
