// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/form.hpp"
#include "kernel/domain/time.hpp"
#include "kernel/plugins/host.hpp"
#include "kernel/plugins/registry.hpp"

#include <chrono>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace guichet::counter {

/// What is asked of plugins while somebody waits for a page: the choices of a field, a verdict on answers, what a panel
/// shows. Every question is bounded in time, every answer in size, and what a plugin lists is remembered for a minute.
/// When it does not answer, what it last listed serves for an hour, and it is left alone for a few seconds, whatever is
/// asked. Only so many threads wait for plugins at a time, half of these for one plugin: the other pages' threads stay
/// theirs. Thread-safe; knows no host, `main` wires it.
class PluginQuestions {
 public:
  using Ask = std::function<plugins::PluginAnswer(const plugins::PluginCall&, const plugins::ShapeCheck&)>;

  /// `now` in milliseconds since 1970. `most_waiting`: threads at a time, at least 2.
  PluginQuestions(Ask ask, std::function<domain::Instant()> now, std::size_t most_waiting = 8)
      : ask_(std::move(ask)), now_(std::move(now)), most_waiting_(most_waiting) {}

  using Options = std::vector<domain::Option>;
  /// The choices of a source with these other answers; nothing when they are not known.
  [[nodiscard]] std::optional<Options> options(const plugins::OptionSource& source, const domain::Answers& answers,
                                               domain::Language language, std::chrono::milliseconds patience);

  /// What a validator says of answers; nothing when it does not answer. `error.field.by-plugin` {message: {fr, en}}.
  [[nodiscard]] std::optional<std::vector<domain::FieldError>> judge(const plugins::Validator& validator,
                                                                     const domain::Answers& answers,
                                                                     domain::Language language,
                                                                     std::chrono::milliseconds patience);

  /// The blocks of a panel as guichet/ext/draft/panel.h describes them, checked; nothing when it does not answer.
  [[nodiscard]] std::optional<nlohmann::json> blocks(const plugins::Panel& panel, const nlohmann::json& about,
                                                     std::int64_t request, domain::Language language,
                                                     std::chrono::milliseconds patience);

 private:
  struct Remembered {
    std::optional<Options> options;  ///< nothing: it has never answered
    domain::Instant at = 0;          ///< when it answered
  };
  [[nodiscard]] plugins::PluginAnswer ask(const plugins::PluginCall& call, const plugins::ShapeCheck& shape);
  [[nodiscard]] bool begin(const plugins::PluginCall& call);
  void end(const plugins::PluginCall& call, bool answered);
  void make_room(domain::Instant now);
  /// Its lists are asked for anew.
  void forget(const std::string& plugin);

  Ask ask_;
  std::function<domain::Instant()> now_;
  std::size_t most_waiting_;
  std::mutex mutex_;
  std::map<std::string, Remembered> remembered_;
  std::size_t held_ = 0;                            ///< options in all of them
  std::size_t waiting_ = 0;                         ///< threads, for all plugins
  std::map<std::string, std::size_t> waiting_for_;  ///< plugin -> threads; those with none are not there
  std::map<std::string, domain::Instant> silent_;   ///< extension and name -> when it did not answer
};

/// Whether a value is the choices that guichet/ext/option-source.h describes: at most `limit`, each once.
[[nodiscard]] bool are_options(const nlohmann::json& value, std::size_t limit);
/// Whether a value is a verdict of guichet/ext/validator.h.
[[nodiscard]] bool is_verdict(const nlohmann::json& value);
/// Whether a value is blocks of guichet/ext/draft/panel.h.
[[nodiscard]] bool are_blocks(const nlohmann::json& value);

}  // namespace guichet::counter
