// SPDX-License-Identifier: Apache-2.0
#pragma once

/// A counter for the tests of a plugin: in the same process, so that a debugger steps through, and without a sandbox.
///
///     FakeHost host(guichet_plugin_entry());
///     host.set_setting("domain", "univ.example");
///     host.refuse("guichet.directory.modify/0", "unlock", GUICHET_E_NOT_FOUND, "error.account.unknown");
///     const FakeRun run = host.run("unlock-account", {{"account", "dupont"}});
///     EXPECT_EQ(run.outcome["outcome"], "hand-over");
///
/// One thread. Everything the plugin asks for is accepted unless refused here; what it asked for is in `effects`.

#include <guichet/ext/draft/directory-modify.h>
#include <guichet/plugin.h>
#include <guichet/sdk/detail/text_border.hpp>

#include <nlohmann/json.hpp>

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace guichet::sdk::testing {

/// Something the plugin asked the counter to change.
struct FakeEffect {
  std::string extension;
  std::string function;
  nlohmann::json payload;
};

/// How one call ended.
struct FakeRun {
  std::int32_t code = GUICHET_OK;   ///< anything else is a fault of the plugin
  std::string why;                  ///< of that fault
  nlohmann::json outcome;           ///< as guichet/ext/automation.h describes it; discarded when it is no JSON
  std::vector<FakeEffect> effects;  ///< what the counter would commit with the outcome
};

class FakeHost {
 public:
  /// Creates and starts the plugin; started() tells whether that worked.
  explicit FakeHost(const guichet_entry* entry, std::string id = "test") : id_(std::move(id)) {
    host_ = {sizeof(guichet_host), 0, this, find_table};
    if (entry == nullptr || entry->magic != GUICHET_MAGIC || entry->abi_major != GUICHET_ABI_MAJOR) return;
    if (entry->create(&host_, detail::to_str(id_), &plugin_) != GUICHET_OK) return;
    started_ = plugin_->start(plugin_) == GUICHET_OK;
  }
  ~FakeHost() {
    if (started_) plugin_->stop(plugin_, 1000);
    if (plugin_ != nullptr) plugin_->destroy(plugin_);
  }
  FakeHost(const FakeHost&) = delete;
  FakeHost& operator=(const FakeHost&) = delete;

  [[nodiscard]] bool started() const { return started_; }
  [[nodiscard]] const std::vector<std::string>& log() const { return log_; }

  void set_setting(const std::string& name, nlohmann::json value) { settings_[name] = std::move(value); }
  void set_field(const std::string& name, nlohmann::json value) { fields_[name] = std::move(value); }
  void refuse(const std::string& extension, const std::string& function, std::int32_t code, std::string message) {
    refused_[extension + " " + function] = {code, std::move(message)};
  }
  void cancel_calls() { cancelled_ = true; }

  [[nodiscard]] FakeRun run(const std::string& automation, const nlohmann::json& input, std::uint32_t attempt = 1) {
    run_ = FakeRun();
    const auto* const table =
        started_
            ? static_cast<const guichet_plugin_automation*>(plugin_->get_extension(plugin_, GUICHET_EXT_AUTOMATION))
            : nullptr;
    if (table == nullptr) {
      run_.code = GUICHET_E_UNSUPPORTED;
      return run_;
    }
    guichet_call call{};
    call.size = sizeof call;
    call.attempt = attempt;
    call.deadline_ms = 30000;
    call.job = detail::to_str("job-1");
    call.language = detail::to_str("fr");
    call.data = this;
    call.cancelled = [](const guichet_call* given) -> std::int32_t { return of(given).cancelled_ ? 1 : 0; };
    call.fail = [](const guichet_call* given, std::int32_t, guichet_str why) {
      of(given).run_.why = detail::view(why);
    };
    const std::string text = detail::dump(input);
    const Answer answer = detail::collect([&](const guichet_sink* sink) {
      return table->run(plugin_, &call, detail::to_str(automation), detail::to_json_text(text), sink);
    });
    run_.code = answer.code;
    run_.outcome = answer.value;
    if (run_.code != GUICHET_OK) run_.effects.clear();
    return run_;
  }

 private:
  static FakeHost& of(const guichet_call* call) { return *static_cast<FakeHost*>(call->data); }
  static FakeHost& of(const guichet_host* host) { return *static_cast<FakeHost*>(host->data); }

  static std::int32_t read(const std::map<std::string, nlohmann::json>& from, guichet_str name,
                           const guichet_sink* sink) {
    const auto found = from.find(std::string(detail::view(name)));
    if (found == from.end()) return GUICHET_E_NOT_FOUND;
    const std::string text = detail::dump(found->second);
    return sink->write(sink->ctx, text.data(), text.size());
  }

  std::int32_t ask(const char* extension, const char* function, nlohmann::json payload,
                   const guichet_sink* sink = nullptr) {
    const auto refusal = refused_.find(std::string(extension) + " " + function);
    if (refusal == refused_.end()) {
      run_.effects.push_back({extension, function, std::move(payload)});
      return GUICHET_OK;
    }
    if (sink != nullptr) {
      const std::string text = detail::dump({{"message", refusal->second.second}});
      sink->write(sink->ctx, text.data(), text.size());
    }
    return refusal->second.first;
  }

  static void write_log(const guichet_host* host, std::int32_t, guichet_str line) {
    of(host).log_.emplace_back(detail::view(line));
  }
  static std::int32_t get_setting(const guichet_host* host, guichet_str name, const guichet_sink* sink) {
    return read(of(host).settings_, name, sink);
  }
  static std::int32_t read_field(const guichet_call* call, guichet_str name, const guichet_sink* sink) {
    return read(of(call).fields_, name, sink);
  }
  static std::int32_t comment(const guichet_call* call, std::int32_t visibility, guichet_json text) {
    const char* const seen_by = visibility == GUICHET_COMMENT_PUBLIC ? "public" : "internal";
    return of(call).ask(GUICHET_EXT_REQUESTS, "comment", {{"visibility", seen_by}, {"text", json(text)}});
  }
  static std::int32_t set_field_of(const guichet_call* call, guichet_str name, guichet_json value) {
    return of(call).ask(GUICHET_EXT_REQUESTS, "set_field", {{"name", detail::view(name)}, {"value", json(value)}});
  }
  static std::int32_t complete_step(const guichet_call* call, guichet_json result) {
    return of(call).ask(GUICHET_EXT_REQUESTS, "complete_step", {{"result", json(result)}});
  }
  static std::int32_t resolve(const guichet_call* call, guichet_json message) {
    return of(call).ask(GUICHET_EXT_REQUESTS, "resolve", {{"message", json(message)}});
  }
  static std::int32_t unlock(const guichet_call* call, guichet_str account, const guichet_sink* sink) {
    return of(call).ask(GUICHET_EXT_DIRECTORY_MODIFY, "unlock", {{"account", detail::view(account)}}, sink);
  }
  static nlohmann::json json(guichet_json text) { return nlohmann::json::parse(detail::view(text), nullptr, false); }

  static const void* find_table(const guichet_host*, const char* id) {
    static constexpr guichet_host_log log = {sizeof(guichet_host_log), 0, write_log};
    static constexpr guichet_host_settings settings = {sizeof(guichet_host_settings), 0, get_setting};
    static constexpr guichet_host_requests requests = {
        sizeof(guichet_host_requests), 0, read_field, comment, set_field_of, complete_step, resolve};
    static constexpr guichet_host_directory_modify directory = {sizeof(guichet_host_directory_modify), 0, unlock};
    const std::string_view name = id;
    if (name == GUICHET_EXT_LOG) return &log;
    if (name == GUICHET_EXT_SETTINGS) return &settings;
    if (name == GUICHET_EXT_REQUESTS) return &requests;
    return name == GUICHET_EXT_DIRECTORY_MODIFY ? static_cast<const void*>(&directory) : nullptr;
  }

  std::string id_;
  guichet_host host_{};
  const guichet_plugin* plugin_ = nullptr;
  bool started_ = false;
  bool cancelled_ = false;
  FakeRun run_;
  std::map<std::string, nlohmann::json> settings_;
  std::map<std::string, nlohmann::json> fields_;
  std::map<std::string, std::pair<std::int32_t, std::string>> refused_;
  std::vector<std::string> log_;
};

}  // namespace guichet::sdk::testing
