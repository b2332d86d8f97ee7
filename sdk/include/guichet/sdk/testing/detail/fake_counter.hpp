// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <guichet/plugin.h>
#include <guichet/sdk/detail/text_border.hpp>
#include <guichet/sdk/testing/fake_run.hpp>

#include <nlohmann/json.hpp>

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace guichet::sdk::testing::detail {

using sdk::detail::dump;
using sdk::detail::view;
using Values = std::map<std::string, nlohmann::json, std::less<>>;

/// What a FakeHost knows and is asked. The tables below and in fake_drafts.hpp answer from it.
struct FakeCounter {
  struct Kept {
    nlohmann::json value;
    std::uint64_t revision = 0;
  };
  struct File {
    nlohmann::json facts;
    std::string content;
  };

  Values settings, fields, secrets, people;
  std::map<std::string, Kept, std::less<>> storage;
  std::map<std::string, File, std::less<>> files;
  std::map<std::string, std::string, std::less<>> connections;  ///< "host:port" and what is read there
  std::map<std::string, std::pair<std::int32_t, std::string>> refused;
  std::vector<std::string> log;
  std::vector<std::pair<std::size_t, int>> added;  ///< index of the effect, and the file written
  bool cancelled = false;
  FakeRun run;

  static FakeCounter& of(const guichet_call* call) { return *static_cast<FakeCounter*>(call->data); }
  static FakeCounter& of(const guichet_host* host) { return *static_cast<FakeCounter*>(host->data); }

  static std::int32_t write(const guichet_sink* sink, const nlohmann::json& value) {
    const std::string text = dump(value);
    return sink->write(sink->ctx, text.data(), text.size());
  }

  /// GUICHET_OK, or what the test had refused, which is written to the sink.
  std::int32_t may(const char* extension, const char* function, const guichet_sink* sink) const {
    const auto refusal = refused.find(std::string(extension) + " " + function);
    if (refusal == refused.end()) return GUICHET_OK;
    if (sink != nullptr) write(sink, {{"message", refusal->second.second}});
    return refusal->second.first;
  }

  /// Something that would be held: recorded, unless the test refused it.
  std::int32_t hold(const char* extension, const char* function, nlohmann::json payload,
                    const guichet_sink* sink = nullptr) {
    const std::int32_t code = may(extension, function, sink);
    if (code == GUICHET_OK) run.effects.push_back({extension, function, std::move(payload)});
    return code;
  }

  /// Something that is read.
  std::int32_t read(const char* extension, const char* function, const Values& from, guichet_str name,
                    const guichet_sink* sink) const {
    if (const std::int32_t code = may(extension, function, sink); code != GUICHET_OK) return code;
    const auto found = from.find(view(name));
    return found == from.end() ? GUICHET_E_NOT_FOUND : write(sink, found->second);
  }
};

inline nlohmann::json json(guichet_json text) {
  return text.len == 0 ? nlohmann::json() : nlohmann::json::parse(view(text), nullptr, false);
}

inline void write_log(const guichet_host* host, std::int32_t, guichet_str line) {
  FakeCounter::of(host).log.emplace_back(view(line));
}
inline std::int32_t get_setting(const guichet_host* host, guichet_str name, const guichet_sink* sink) {
  const FakeCounter& counter = FakeCounter::of(host);
  return counter.read(GUICHET_EXT_SETTINGS, "get", counter.settings, name, sink);
}
inline std::int32_t read_field(const guichet_call* call, guichet_str name, const guichet_sink* sink) {
  const FakeCounter& counter = FakeCounter::of(call);
  return counter.read(GUICHET_EXT_REQUESTS, "field", counter.fields, name, sink);
}
inline std::int32_t comment(const guichet_call* call, std::int32_t visibility, guichet_json text) {
  const char* const seen_by = visibility == GUICHET_COMMENT_PUBLIC ? "public" : "internal";
  return FakeCounter::of(call).hold(GUICHET_EXT_REQUESTS, "comment", {{"visibility", seen_by}, {"text", json(text)}});
}
inline std::int32_t set_field(const guichet_call* call, guichet_str name, guichet_json value) {
  return FakeCounter::of(call).hold(GUICHET_EXT_REQUESTS, "set_field", {{"name", view(name)}, {"value", json(value)}});
}
inline std::int32_t complete_step(const guichet_call* call, guichet_json result) {
  return FakeCounter::of(call).hold(GUICHET_EXT_REQUESTS, "complete_step", {{"result", json(result)}});
}
inline std::int32_t resolve(const guichet_call* call, guichet_json message) {
  return FakeCounter::of(call).hold(GUICHET_EXT_REQUESTS, "resolve", {{"message", json(message)}});
}

/// The frozen tables.
inline const void* fake_table(std::string_view id) {
  static constexpr guichet_host_log log = {sizeof(guichet_host_log), 0, write_log};
  static constexpr guichet_host_settings settings = {sizeof(guichet_host_settings), 0, get_setting};
  static constexpr guichet_host_requests requests = {
      sizeof(guichet_host_requests), 0, read_field, comment, set_field, complete_step, resolve};
  if (id == GUICHET_EXT_LOG) return &log;
  if (id == GUICHET_EXT_SETTINGS) return &settings;
  return id == GUICHET_EXT_REQUESTS ? static_cast<const void*>(&requests) : nullptr;
}

}  // namespace guichet::sdk::testing::detail
