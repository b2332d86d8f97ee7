// SPDX-License-Identifier: Apache-2.0
#include "sdk/tool/run/process.hpp"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <stdexcept>

namespace guichet::sdk_tool {
namespace {

constexpr auto grace = std::chrono::seconds(5);

void hand_on(int output, const std::function<void(const std::string&)>& line) {
  std::string waiting;
  char piece[4096];
  while (true) {
    const ssize_t count = ::read(output, piece, sizeof piece);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) break;
    waiting.append(piece, static_cast<std::size_t>(count));
    for (std::size_t end = waiting.find('\n'); end != std::string::npos; end = waiting.find('\n')) {
      line(waiting.substr(0, end));
      waiting.erase(0, end + 1);
    }
  }
  if (!waiting.empty()) line(waiting);
}

int code_of(int status) {
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace

Process::Process(const std::vector<std::string>& command, std::function<void(const std::string&)> line) {
  std::vector<char*> words;
  for (const std::string& word : command) words.push_back(const_cast<char*>(word.c_str()));
  words.push_back(nullptr);
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error(std::strerror(errno));
  const pid_t parent = ::getpid();
  process_ = ::fork();
  if (process_ == 0) {
    // Between fork and exec only what is safe there. Ctrl-C is ours to hand on: a group of its own does not get it.
    ::setpgid(0, 0);
    ::prctl(PR_SET_PDEATHSIG, SIGTERM);
    if (::getppid() != parent) ::_exit(1);
    ::dup2(ends[1], STDOUT_FILENO);
    ::dup2(ends[1], STDERR_FILENO);
    ::execvp(words[0], words.data());
    ::_exit(127);
  }
  ::close(ends[1]);
  output_ = ends[0];
  if (process_ < 0) {
    ::close(output_);
    throw std::runtime_error(command[0] + " cannot be started");
  }
  reader_ = std::thread([output = output_, line = std::move(line)] { hand_on(output, line); });
}

bool Process::is_running() {
  if (process_ < 0) return false;
  int status = 0;
  if (::waitpid(process_, &status, WNOHANG) == 0) return true;
  status_ = code_of(status);
  process_ = -1;
  return false;
}

void Process::stop() {
  if (!is_running()) return;
  ::kill(process_, SIGTERM);
  const auto until = std::chrono::steady_clock::now() + grace;
  while (is_running() && std::chrono::steady_clock::now() < until)
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  if (process_ < 0) return;
  ::kill(process_, SIGKILL);
  wait();
}

int Process::wait() {
  if (process_ >= 0) {
    int status = 0;
    while (::waitpid(process_, &status, 0) < 0 && errno == EINTR) {
    }
    status_ = code_of(status);
    process_ = -1;
  }
  if (reader_.joinable()) reader_.join();
  return status_;
}

Process::~Process() {
  stop();
  if (reader_.joinable()) reader_.join();
  ::close(output_);
}

int run_to_end(const std::vector<std::string>& command, const std::function<void(const std::string&)>& line) {
  return Process(command, line).wait();
}

}  // namespace guichet::sdk_tool
