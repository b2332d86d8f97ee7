// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <guichet/plugin.h>
#include <guichet/sdk/detail/text_border.hpp>
#include <guichet/sdk/drafts.hpp>
#include <guichet/sdk/text.hpp>

#include <nlohmann/json.hpp>

#include <string_view>

namespace guichet::sdk {

/// Lines for the administrator. Never a person's words, never a secret. [any thread]
class Log {
 public:
  explicit Log(const guichet_host* host) : host_(host) {}
  void debug(std::string_view line) const { write(GUICHET_LOG_DEBUG, line); }
  void info(std::string_view line) const { write(GUICHET_LOG_INFO, line); }
  void warning(std::string_view line) const { write(GUICHET_LOG_WARNING, line); }
  void error(std::string_view line) const { write(GUICHET_LOG_ERROR, line); }

 private:
  void write(std::int32_t level, std::string_view line) const {
    const auto* const table = detail::table<guichet_host_log>(host_, GUICHET_EXT_LOG);
    if (table) table->write(host_, level, detail::to_str(line));
  }
  const guichet_host* host_;
};

/// What the administrator set for this plugin. Capability: settings.
class Settings {
 public:
  explicit Settings(const guichet_host* host) : host_(host) {}

  /// The value of a setting, or its default in the manifest.
  [[nodiscard]] Answer get(std::string_view name) const {
    const auto* const table = detail::table<guichet_host_settings>(host_, GUICHET_EXT_SETTINGS);
    if (!table) return {};
    return detail::collect([&](const guichet_sink* sink) { return table->get(host_, detail::to_str(name), sink); });
  }

 private:
  const guichet_host* host_;
};

/// The request the running call works for. What changes it takes effect with the outcome. Capability: requests.
class Request {
 public:
  Request(const guichet_host* host, const guichet_call* call)
      : call_(call), table_(detail::table<guichet_host_requests>(host, GUICHET_EXT_REQUESTS)) {}

  /// "answers.account", "requester.name", "request.reference".
  [[nodiscard]] Answer field(std::string_view name) const {
    if (!table_) return {};
    return detail::collect([&](const guichet_sink* sink) { return table_->field(call_, detail::to_str(name), sink); });
  }
  Answer comment(const Text& text) const { return say(GUICHET_COMMENT_PUBLIC, text); }          ///< to the requester
  Answer internal_note(const Text& text) const { return say(GUICHET_COMMENT_INTERNAL, text); }  ///< to the team
  Answer set_field(std::string_view name, const nlohmann::json& value) const {
    if (!table_) return {};
    const std::string text = detail::dump(value);
    return {table_->set_field(call_, detail::to_str(name), detail::to_json_text(text)), {}};
  }
  Answer complete_step(const nlohmann::json& result) const {
    if (!table_) return {};
    const std::string text = detail::dump(result);
    return {table_->complete_step(call_, detail::to_json_text(text)), {}};
  }
  Answer resolve(const Text& message) const {
    if (!table_) return {};
    const std::string text = detail::dump(to_json_value(message));
    return {table_->resolve(call_, detail::to_json_text(text)), {}};
  }

 private:
  Answer say(std::int32_t visibility, const Text& words) const {
    if (!table_) return {};
    const std::string text = detail::dump(to_json_value(words));
    return {table_->comment(call_, visibility, detail::to_json_text(text)), {}};
  }
  const guichet_call* call_;
  const guichet_host_requests* table_;
};

/// The counter, as seen from one call.
class Host {
 public:
  Host(const guichet_host* host, const guichet_call* call) : host_(host), call_(call) {}
  [[nodiscard]] Log log() const { return Log(host_); }
  [[nodiscard]] Settings settings() const { return Settings(host_); }
  [[nodiscard]] Request request() const { return Request(host_, call_); }

  // Drafts: guichet/sdk/drafts.hpp.
  [[nodiscard]] Secrets secrets() const { return Secrets(host_); }
  [[nodiscard]] People people() const { return {host_, call_}; }
  [[nodiscard]] Directory directory() const { return {host_, call_}; }
  [[nodiscard]] Connections connections() const { return {host_, call_}; }
  [[nodiscard]] Mail mail() const { return {host_, call_}; }
  [[nodiscard]] Storage storage() const { return {host_, call_}; }
  [[nodiscard]] Schedules schedules() const { return {host_, call_}; }
  [[nodiscard]] Files files() const { return {host_, call_}; }
  [[nodiscard]] SubRequests sub_requests() const { return {host_, call_}; }

 private:
  const guichet_host* host_;
  const guichet_call* call_;
};

}  // namespace guichet::sdk
