// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <guichet/plugin.h>
#include <guichet/sdk/host.hpp>

#include <nlohmann/json.hpp>

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace guichet::sdk {

/// One call of the counter. Lives until the function it was given to returns.
class Call {
 public:
  Call(const guichet_host* host, const guichet_call* call, nlohmann::json input)
      : host_(host, call), call_(call), input_(std::move(input)) {}
  Call(const Call&) = delete;
  Call& operator=(const Call&) = delete;

  /// What the workflow step maps.
  [[nodiscard]] const nlohmann::json& input() const { return input_; }

  /// A text of the input, empty when it is absent or no text.
  [[nodiscard]] std::string text(std::string_view name) const {
    const auto found = input_.find(std::string(name));
    return found != input_.end() && found->is_string() ? found->get<std::string>() : std::string();
  }

  [[nodiscard]] const Host& host() const { return host_; }

  /// The same for every attempt: the key to give to a system outside, so that it does the thing once.
  [[nodiscard]] std::string_view job() const { return detail::view(call_->job); }
  [[nodiscard]] std::uint32_t attempt() const { return call_->attempt; }
  [[nodiscard]] std::string_view language() const { return detail::view(call_->language); }

  /// Whether nobody waits any more. Long work looks at it now and then. [any thread]
  [[nodiscard]] bool cancelled() const { return call_->cancelled(call_) != 0; }

  /// The time the call was given, from its start.
  [[nodiscard]] std::chrono::milliseconds time() const {
    return std::chrono::milliseconds(static_cast<std::int64_t>(call_->deadline_ms));
  }

 private:
  Host host_;
  const guichet_call* call_;
  nlohmann::json input_;
};

}  // namespace guichet::sdk
