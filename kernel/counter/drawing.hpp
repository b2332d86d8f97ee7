// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <map>
#include <mutex>
#include <string>

namespace guichet::counter {

/// Draws graphs with Graphviz' `dot`, each once: pictures are kept by the digest of what they show, the latest two
/// hundred. The program runs beside us with five seconds to answer, two at a time at most; it is given text on its
/// standard input and reads no file. What could not be drawn in that time is not tried again for ten minutes: each look
/// at it would cost as much. Thread-safe.
class Drawing {
 public:
  /// The picture as SVG to stand in a page, from "<svg" on; "" when it is not installed, or could not in time.
  [[nodiscard]] std::string draw(const std::string& graph);
  /// One for the whole program.
  [[nodiscard]] static Drawing& shared();

 private:
  std::mutex mutex_;
  std::map<std::string, std::string> drawn_;
  std::map<std::string, std::chrono::steady_clock::time_point> given_up_;
};

}  // namespace guichet::counter
