// SPDX-License-Identifier: Apache-2.0
#pragma once

/// What a department's plugin in C++20 includes. Needs nlohmann-json (Debian: nlohmann-json3-dev) and no library.
///
///     #include <guichet/sdk/plugin.hpp>
///     using namespace guichet::sdk;
///
///     Outcome unlock(const Call& call) {
///       if (!call.host().directory().unlock(call.text("account"))) return hand_over({"...", "..."});
///       return done();
///     }
///
///     GUICHET_PLUGIN(it) { plugin.automation("unlock-account", unlock); }
///
/// An exception that leaves a function of the plugin ends that call alone: it counts as a fault of the plugin, and
/// what the call had asked of the counter is dropped.

#include <guichet/plugin.h>
#include <guichet/sdk/call.hpp>
#include <guichet/sdk/outcome.hpp>

#include <functional>
#include <map>
#include <string>
#include <utility>

namespace guichet::sdk {

/// What the plugin offers, filled in by the body of GUICHET_PLUGIN.
class Plugin {
 public:
  using Automation = std::function<Outcome(const Call&)>;
  using Step = std::function<void(const Host&)>;

  /// Offers an automation of the manifest. It runs on a job thread, several at once when the manifest says so.
  void automation(std::string name, Automation run) { automations_[std::move(name)] = std::move(run); }

  /// What to do before the first call and after the last one. Both may only use log() and settings(); an exception
  /// that leaves on_start refuses the plugin. [main thread]
  void on_start(Step step) { start_ = std::move(step); }
  void on_stop(Step step) { stop_ = std::move(step); }

  [[nodiscard]] const std::map<std::string, Automation, std::less<>>& automations() const { return automations_; }
  [[nodiscard]] const Step& start() const { return start_; }
  [[nodiscard]] const Step& stop() const { return stop_; }

 private:
  std::map<std::string, Automation, std::less<>> automations_;
  Step start_;
  Step stop_;
};

}  // namespace guichet::sdk

#include <guichet/sdk/detail/thunks.hpp>

/// Defines the one symbol a plugin exports. Once in a plugin; what follows it in braces is given `plugin`.
#define GUICHET_PLUGIN(name)                                                                         \
  static void guichet_describe_##name(::guichet::sdk::Plugin& plugin);                               \
  extern "C" GUICHET_EXPORT const guichet_entry* guichet_plugin_entry(void) {                        \
    static constexpr guichet_entry entry = ::guichet::sdk::detail::entry<guichet_describe_##name>(); \
    return &entry;                                                                                   \
  }                                                                                                  \
  static void guichet_describe_##name([[maybe_unused]] ::guichet::sdk::Plugin& plugin)
