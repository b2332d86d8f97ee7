// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sdk/tool/run/process.hpp"

#include <filesystem>
#include <iosfwd>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace guichet::sdk_tool {

/// What the portal holds beside the plugin, and what it lets the plugin do.
struct Surroundings {
  std::vector<std::string> bundles;  ///< built plugins that are enabled with it
  bool private_networks = false;     ///< it may connect to the addresses it names also where only the university gets
};

/// A plugin being written and the private portal it shows in. One thread, but for the lines that come in.
class Workshop {
 public:
  /// `folder` holds the plugin's sources, `data` what the portal keeps, `out` is borrowed.
  Workshop(std::filesystem::path folder, std::filesystem::path data, Surroundings around, std::ostream& out);

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
  /// Fills the data folder. What the portal says of it is printed when it does not work.
  [[nodiscard]] bool fill(const std::string& portal);
  /// The values of --grant that approve what the bundle asks for.
  [[nodiscard]] std::string grants() const;
  void hand_on(const std::string& line);

  std::filesystem::path folder_, data_, build_;
  Surroundings around_;
  std::ostream& out_;
  std::mutex printing_;
  std::string id_, bundle_;
  std::string shown_;  ///< fingerprint of what the portal was given last
  bool configured_ = false;
  std::unique_ptr<Process> portal_;
};

}  // namespace guichet::sdk_tool
