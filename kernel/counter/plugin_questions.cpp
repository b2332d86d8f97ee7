// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/plugin_questions.hpp"

#include "kernel/domain/ids.hpp"

#include <algorithm>

namespace guichet::counter {
namespace {

using std::chrono::milliseconds;
using Kind = plugins::PluginAnswer::Kind;

constexpr std::size_t most_options = 500;  // of one source, as a manifest may list
constexpr domain::Instant fresh_for = domain::minute;
constexpr domain::Instant stale_for = domain::hour;             // when the plugin does not answer
constexpr domain::Instant left_alone_for = 5 * domain::second;  // after it did not: nobody else waits for it
constexpr std::size_t most_lists = 2000;                        // remembered, of all plugins together
constexpr std::size_t most_remembered = 50'000;                 // options, in all of them

plugins::PluginCall call_of(const std::string& id, const char* extension, const char* function,
                            domain::Language language, std::int64_t deadline, milliseconds patience) {
  plugins::PluginCall call;
  call.plugin = domain::plugin_of(id);
  call.name = domain::id_within(id);
  call.extension = extension;
  call.function = function;
  call.language = std::string(domain::code_of(language));
  call.deadline = std::min(milliseconds(deadline), patience);
  return call;
}

/// One contribution of one plugin.
std::string asked_of(const plugins::PluginCall& call) {
  return call.extension + " " + call.plugin + "/" + call.name;
}

PluginQuestions::Options options_in(const nlohmann::json& value) {
  PluginQuestions::Options options;
  for (const auto& option : value) {
    options.push_back({option["value"].get<std::string>(),
                       {option["label"]["fr"].get<std::string>(), option["label"]["en"].get<std::string>()}});
  }
  return options;
}

}  // namespace

std::optional<PluginQuestions::Options> PluginQuestions::options(const plugins::OptionSource& source,
                                                                 const domain::Answers& answers,
                                                                 domain::Language language, milliseconds patience) {
  const std::string key = source.id + " " + std::string(domain::code_of(language)) + " " +
                          answers.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  const domain::Instant now = now_();
  std::optional<Options> before;
  {
    const std::lock_guard lock(mutex_);
    if (const auto found = remembered_.find(key); found != remembered_.end()) {
      const Remembered& known = found->second;
      if (known.options && now - known.at < stale_for) before = known.options;
      if (known.options && now - known.at < fresh_for) return before;
    }
  }
  auto call = call_of(source.id, "guichet.option-source/1", "list", language, source.deadline, patience);
  if (call.deadline <= milliseconds(0)) return before;
  call.input = {{"text", ""}, {"limit", most_options}, {"answers", answers}};
  const auto answer = ask(call, [](const nlohmann::json& value) { return are_options(value, most_options); });
  if (answer.kind != Kind::answered) return before;
  const std::lock_guard lock(mutex_);
  make_room(now);
  Remembered& known = remembered_[key];
  if (known.options) held_ -= known.options->size();
  known = {options_in(answer.value), now};
  held_ += known.options->size();
  return known.options;
}

plugins::PluginAnswer PluginQuestions::ask(const plugins::PluginCall& call, const plugins::ShapeCheck& shape) {
  if (!begin(call)) return {};
  plugins::PluginAnswer answer;
  try {
    answer = ask_(call, shape);
  } catch (...) {
    end(call, false);
    throw;
  }
  // Saying no is an answer too.
  end(call, answer.kind == Kind::answered || answer.kind == Kind::refused);
  return answer;
}

bool PluginQuestions::begin(const plugins::PluginCall& call) {
  const domain::Instant now = now_();
  const std::lock_guard lock(mutex_);
  const auto silent = silent_.find(asked_of(call));
  if (silent != silent_.end() && now - silent->second < left_alone_for) return false;
  const std::size_t most_of_one = std::max<std::size_t>(1, most_waiting_ / 2);
  const auto waiting = waiting_for_.find(call.plugin);
  if (waiting_ >= most_waiting_ || (waiting != waiting_for_.end() && waiting->second >= most_of_one)) return false;
  ++waiting_;
  ++waiting_for_[call.plugin];
  return true;
}

void PluginQuestions::end(const plugins::PluginCall& call, bool answered) {
  const domain::Instant now = now_();
  const std::lock_guard lock(mutex_);
  --waiting_;
  const auto waiting = waiting_for_.find(call.plugin);
  if (--waiting->second == 0) waiting_for_.erase(waiting);
  if (answered) {
    silent_.erase(asked_of(call));
  } else {
    silent_[asked_of(call)] = now;
  }
}

void PluginQuestions::forget(const std::string& plugin) {
  const std::lock_guard lock(mutex_);
  for (auto& [key, known] : remembered_) {
    // Should it fall silent now, its last list serves all the same.
    if (key.starts_with(plugin + "/")) known.at = std::min(known.at, now_() - fresh_for);
  }
}

void PluginQuestions::make_room(domain::Instant now) {
  const auto is_full = [this] { return remembered_.size() >= most_lists || held_ >= most_remembered; };
  if (!is_full()) return;
  std::erase_if(remembered_, [&](const auto& entry) {
    if (now - entry.second.at < fresh_for) return false;
    if (entry.second.options) held_ -= entry.second.options->size();
    return true;
  });
  if (!is_full()) return;
  remembered_.clear();
  held_ = 0;
}

std::optional<std::vector<domain::FieldError>> PluginQuestions::judge(const plugins::Validator& validator,
                                                                      const domain::Answers& answers,
                                                                      domain::Language language,
                                                                      milliseconds patience) {
  auto call = call_of(validator.id, "guichet.validator/1", "check", language, validator.deadline, patience);
  if (call.deadline <= milliseconds(0)) return std::nullopt;
  call.input = answers;
  const auto answer = ask(call, is_verdict);
  if (answer.kind != Kind::answered) return std::nullopt;
  std::vector<domain::FieldError> errors;
  for (const auto& error : answer.value) {
    errors.push_back({error["field"].get<std::string>(), "error.field.by-plugin", {{"message", error["message"]}}});
  }
  // What was chosen is no longer to be had: what the plugin listed before is not offered again.
  if (!errors.empty()) forget(call.plugin);
  return errors;
}

std::optional<nlohmann::json> PluginQuestions::blocks(const plugins::Panel& panel, const nlohmann::json& about,
                                                      std::int64_t request, domain::Language language,
                                                      milliseconds patience) {
  auto call = call_of(panel.id, "guichet.panel/0", "render", language, panel.deadline, patience);
  if (call.deadline <= milliseconds(0)) return std::nullopt;
  call.input = about;
  call.request = request;
  auto answer = ask(call, are_blocks);
  if (answer.kind != Kind::answered) return std::nullopt;
  return std::move(answer.value);
}

}  // namespace guichet::counter
