// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/plugins/supervisor/outcome.hpp"

#include "kernel/plugins/rpc/frame.hpp"

namespace guichet::plugins {
namespace {

using Kind = AutomationOutcome::Kind;
constexpr std::size_t longest_reason = 4000;  // bytes a language

std::optional<Kind> kind_of(std::string_view name) {
  if (name == "done") return Kind::done;
  if (name == "retry") return Kind::retry;
  if (name == "failed") return Kind::failed;
  if (name == "hand-over") return Kind::hand_over;
  return std::nullopt;
}

bool is_reason(const nlohmann::json& reason) {
  if (!reason.is_object()) return false;
  for (const char* const language : {"fr", "en"}) {
    const std::string text = rpc::text_of(reason, language);
    if (text.empty() || text.size() > longest_reason) return false;
  }
  return true;
}

}  // namespace

std::optional<AutomationOutcome> read_outcome(const nlohmann::json& answer) {
  if (!answer.is_object()) return std::nullopt;
  const auto kind = kind_of(rpc::text_of(answer, "outcome"));
  if (!kind) return std::nullopt;

  AutomationOutcome outcome;
  outcome.kind = *kind;
  if (*kind == Kind::done) {
    outcome.result = answer.value("result", nlohmann::json::object());
    if (!outcome.result.is_object()) return std::nullopt;
    return outcome;
  }
  outcome.reason = answer.value("reason", nlohmann::json());
  if (!is_reason(outcome.reason)) return std::nullopt;
  if (*kind == Kind::retry) {
    outcome.retry_at = rpc::number_of(answer, "at");
    if (!outcome.retry_at || *outcome.retry_at < 0) return std::nullopt;
  }
  return outcome;
}

}  // namespace guichet::plugins
