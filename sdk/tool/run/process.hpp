// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <thread>
#include <vector>

namespace guichet::sdk_tool {

/// A program of ours that runs beside us, whose lines are handed on as they come. It ends when we do, however we end.
class Process {
 public:
  /// `line` is called on a thread of this object's own with each line of its output and errors. Throws
  /// std::runtime_error when the program cannot be started.
  Process(const std::vector<std::string>& command, std::function<void(const std::string&)> line);
  ~Process();  ///< asks it to end, waits five seconds, ends it
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  [[nodiscard]] bool is_running();
  void stop();
  /// Waits for its end and answers its exit code, 128 and more for a signal.
  int wait();

 private:
  int process_ = -1;
  int status_ = -1;
  int output_ = -1;
  std::thread reader_;
};

/// Runs a program to its end; its lines go to `line` as they come. Answers its exit code.
int run_to_end(const std::vector<std::string>& command, const std::function<void(const std::string&)>& line);

}  // namespace guichet::sdk_tool
