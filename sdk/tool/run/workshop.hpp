// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sdk/tool/run/process.hpp"

#include <filesystem>
#include <iosfwd>
#include <memory>
#include <mutex>
#include <string>

namespace guichet::sdk_tool {

/// A plugin being written and the private portal it shows in. One thread, but for the lines that come in.
class Workshop {
 public:
  /// `folder` holds the plugin's sources, `data` what the portal keeps, `out` is borrowed.
  Workshop(std::filesystem::path folder, std::filesystem::path data, std::ostream& out);

  /// Builds the plugin into a bundle; what the compiler says is printed. False when it does not build.
  [[nodiscard]] bool build();
  /// Fills a small university with this plugin alone, and opens its portal. False, with the reason printed, when that
  /// does not work. `port` 0 is any free one.
  [[nodiscard]] bool open(const std::string& port);
  /// Replaces the plugin in the open portal by what was built last.
  void upgrade();
  /// Whether the portal is still there.
  [[nodiscard]] bool is_open() { return portal_ && portal_->is_running(); }
  void close();

  void say(const std::string& line);

 private:
  [[nodiscard]] bool configure();
  [[nodiscard]] std::string read_bundle_path();
  void hand_on(const std::string& line);

  std::filesystem::path folder_, data_, build_;
  std::ostream& out_;
  std::mutex printing_;
  std::string id_, bundle_;
  std::string shown_;  ///< fingerprint of what the portal was given last
  bool configured_ = false;
  std::unique_ptr<Process> portal_;
};

}  // namespace guichet::sdk_tool
