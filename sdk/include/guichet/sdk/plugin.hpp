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
///     std::vector<Option> printers(const Call& call) { return printers_with(call.text("text")); }
///
///     GUICHET_PLUGIN(it) {
///       plugin.automation("unlock-account", unlock);
///       plugin.option_source("printers", printers);
///     }
///
/// An exception that leaves a function of the plugin ends that call alone: it counts as a fault of the plugin, and
/// what the call had asked of the counter is dropped.

#include <guichet/ext/draft/assistant.h>
#include <guichet/ext/draft/directory.h>
#include <guichet/ext/draft/panel.h>
#include <guichet/ext/draft/schedule-run.h>
#include <guichet/ext/draft/sign-in.h>
#include <guichet/ext/draft/transport.h>
#include <guichet/plugin.h>
#include <guichet/sdk/call.hpp>
#include <guichet/sdk/detail/answers.hpp>
#include <guichet/sdk/offers.hpp>
#include <guichet/sdk/outcome.hpp>

#include <functional>
#include <map>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace guichet::sdk {

/// What the plugin offers, filled in by the body of GUICHET_PLUGIN. Each name is one of the manifest's. Functions run
/// on job threads, several at once when the manifest says so.
class Plugin {
 public:
  using Automation = std::function<Outcome(const Call&)>;
  using Step = std::function<void(const Host&)>;

  /// An automation: a step of a workflow.
  void automation(std::string name, Automation run) { outcome({GUICHET_EXT_AUTOMATION, "run", std::move(name)}, run); }

  /// The choices of a field. Call: text("text") is what was typed, input()["limit"], input()["answers"].
  void option_source(std::string name, std::function<std::vector<Option>(const Call&)> list) {
    offer({GUICHET_EXT_OPTION_SOURCE, "list", std::move(name)}, [list = std::move(list)](const Call& call) {
      nlohmann::json options = nlohmann::json::array();
      for (const Option& option : list(call))
        options.push_back({{"value", option.value}, {"label", to_json_value(option.label)}});
      return options;
    });
  }

  /// A rule on the answers of a form. Call: input() is the answers. Nothing to say: they hold.
  void validator(std::string name, std::function<std::vector<Problem>(const Call&)> check) {
    offer({GUICHET_EXT_VALIDATOR, "check", std::move(name)}, [check = std::move(check)](const Call& call) {
      nlohmann::json verdict = nlohmann::json::array();
      for (const Problem& problem : check(call))
        verdict.push_back({{"field", problem.field}, {"message", to_json_value(problem.message)}});
      return verdict;
    });
  }

  // Drafts, which may change with any release of the counter. What their calls hold is in guichet/ext/draft/.

  /// What runs at a time. Call: input()["due"], input()["input"]. Never hands over: there is no request.
  void schedule(std::string name, std::function<Outcome(const Call&)> run) {
    outcome({GUICHET_EXT_SCHEDULE_RUN, "run", std::move(name)}, run);
  }
  /// Facts beside a request.
  void panel(std::string name, std::function<Blocks(const Call&)> render) {
    offer({GUICHET_EXT_PANEL, "render", std::move(name)},
          [render = std::move(render)](const Call& call) { return render(call).json(); });
  }
  void sign_in(const std::string& name, SignIn way) {
    if (way.begin) {
      offer({GUICHET_EXT_SIGN_IN, "begin", name}, [begin = std::move(way.begin)](const Call& call) {
        return nlohmann::json{{"go", begin(call)}};
      });
    }
    offer({GUICHET_EXT_SIGN_IN, "finish", name},
          [finish = std::move(way.finish)](const Call& call) { return detail::identity(finish(call)); });
  }
  void directory(const std::string& name, PeopleSource source) {
    offer({GUICHET_EXT_DIRECTORY, "find", name}, [find = std::move(source.find)](const Call& call) {
      auto person = find(call);
      if (!person) throw Refusal(GUICHET_E_NOT_FOUND, "nobody of that login");
      return *std::move(person);
    });
    if (source.list) offer({GUICHET_EXT_DIRECTORY, "list", name}, std::move(source.list));
  }
  /// Carries a notice to a person.
  void transport(std::string name, std::function<Outcome(const Call&)> send) {
    outcome({GUICHET_EXT_TRANSPORT, "send", std::move(name)}, send);
  }
  /// Services that somebody may mean, best first.
  void assistant(std::string name, std::function<std::vector<Proposal>(const Call&)> propose) {
    offer({GUICHET_EXT_ASSISTANT, "propose", std::move(name)},
          [propose = std::move(propose)](const Call& call) { return detail::proposals(propose(call)); });
  }

  /// What to do before the first call and after the last one. Both may only use log(), settings() and secrets(); an
  /// exception that leaves on_start refuses the plugin. [main thread]
  void on_start(Step step) { start_ = std::move(step); }
  void on_stop(Step step) { stop_ = std::move(step); }

  /// A function as the counter names it.
  struct Offer {
    std::string extension;
    std::string function;
    std::string name;
    friend bool operator<(const Offer& a, const Offer& b) {
      return std::tie(a.extension, a.function, a.name) < std::tie(b.extension, b.function, b.name);
    }
  };
  using Function = std::function<nlohmann::json(const Call&)>;
  [[nodiscard]] const std::map<Offer, Function>& offers() const { return offers_; }
  [[nodiscard]] const Step& start() const { return start_; }
  [[nodiscard]] const Step& stop() const { return stop_; }

 private:
  void offer(Offer offer, Function function) { offers_[std::move(offer)] = std::move(function); }
  void outcome(Offer of, std::function<Outcome(const Call&)> run) {
    offer(std::move(of), [run = std::move(run)](const Call& call) { return run(call).json(); });
  }

  std::map<Offer, Function> offers_;
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
