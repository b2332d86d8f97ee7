// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/guichet/call_record.hpp"

namespace guichet::web {
namespace {

constexpr std::size_t kept_calls = 20;
constexpr std::size_t longest_text = 300;

/// As its author knows the outcomes: in the words of the header.
std::string words_of(const plugins::AutomationOutcome& outcome) {
  using Kind = plugins::AutomationOutcome::Kind;
  const auto with = [&](std::string word) {
    const std::string why = outcome.reason.is_object() ? outcome.reason.value("en", outcome.detail) : outcome.detail;
    return why.empty() ? word : word + ": " + why;
  };
  switch (outcome.kind) {
    case Kind::done:
      return "done: " + outcome.result.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    case Kind::retry:
      return with("retry");
    case Kind::failed:
      return with("failed");
    case Kind::hand_over:
      return with("hand over");
    case Kind::unknown:
      return with("unknown");
    case Kind::unavailable:
      break;
  }
  return with("unavailable");
}

std::string words_of(const plugins::PluginAnswer& answer) {
  using Kind = plugins::PluginAnswer::Kind;
  const auto with = [&](std::string word) { return answer.detail.empty() ? word : word + ": " + answer.detail; };
  switch (answer.kind) {
    case Kind::answered:
      return "answered: " + answer.value.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    case Kind::refused:
      return with("refused " + std::to_string(answer.code));
    case Kind::failed:
      return with("failed");
    case Kind::unknown:
      return with("unknown");
    case Kind::unavailable:
      break;
  }
  return with("unavailable");
}

/// Cut between letters.
std::string shortened(std::string text) {
  if (text.size() <= longest_text) return text;
  std::size_t end = longest_text;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return text.substr(0, end) + "…";
}

}  // namespace

plugins::AutomationOutcome CallRecord::run(plugins::PluginHost& host, const plugins::PluginCall& call) {
  const auto started = std::chrono::steady_clock::now();
  plugins::AutomationOutcome outcome = host.run(call);
  if (keeps(call)) note(call, words_of(outcome), started);
  return outcome;
}

plugins::PluginAnswer CallRecord::ask(plugins::PluginHost& host, const plugins::PluginCall& call,
                                      const plugins::ShapeCheck& shape) {
  const auto started = std::chrono::steady_clock::now();
  plugins::PluginAnswer answer = host.ask(call, shape);
  if (keeps(call)) note(call, words_of(answer), started);
  return answer;
}

bool CallRecord::keeps(const plugins::PluginCall& call) const {
  return !plugin_.empty() && call.plugin == plugin_;
}

void CallRecord::note(const plugins::PluginCall& call, const std::string& outcome, Moment started) {
  const auto took = std::chrono::steady_clock::now() - started;
  const std::lock_guard lock(mutex_);
  calls_.push_front(
      {now_(), call.name, shortened(outcome), std::chrono::duration_cast<std::chrono::microseconds>(took)});
  if (calls_.size() > kept_calls) calls_.pop_back();
}

std::vector<pages::DevelopedCall> CallRecord::latest() const {
  const std::lock_guard lock(mutex_);
  return {calls_.begin(), calls_.end()};
}

}  // namespace guichet::web
