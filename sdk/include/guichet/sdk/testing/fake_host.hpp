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

#include <guichet/ext/draft/assistant.h>
#include <guichet/ext/draft/directory.h>
#include <guichet/ext/draft/panel.h>
#include <guichet/ext/draft/schedule-run.h>
#include <guichet/ext/draft/sign-in.h>
#include <guichet/ext/draft/transport.h>
#include <guichet/plugin.h>
#include <guichet/sdk/testing/detail/fake_counter.hpp>
#include <guichet/sdk/testing/detail/fake_drafts.hpp>
#include <guichet/sdk/testing/fake_run.hpp>

#include <nlohmann/json.hpp>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace guichet::sdk::testing {

class FakeHost {
 public:
  /// Creates and starts the plugin; started() tells whether that worked.
  explicit FakeHost(const guichet_entry* entry, std::string id = "test") : id_(std::move(id)) {
    host_ = {sizeof(guichet_host), 0, &counter_, find_table};
    if (entry == nullptr || entry->magic != GUICHET_MAGIC || entry->abi_major != GUICHET_ABI_MAJOR) return;
    if (entry->create(&host_, sdk::detail::to_str(id_), &plugin_) != GUICHET_OK) return;
    started_ = plugin_->start(plugin_) == GUICHET_OK;
  }
  ~FakeHost() {
    if (started_) plugin_->stop(plugin_, 1000);
    if (plugin_ != nullptr) plugin_->destroy(plugin_);
  }
  FakeHost(const FakeHost&) = delete;
  FakeHost& operator=(const FakeHost&) = delete;

  [[nodiscard]] bool started() const { return started_; }
  [[nodiscard]] const std::vector<std::string>& log() const { return counter_.log; }

  // What the counter knows.
  void set_setting(const std::string& name, nlohmann::json value) { counter_.settings[name] = std::move(value); }
  void set_secret(const std::string& name, const std::string& value) { counter_.secrets[name] = value; }
  void set_field(const std::string& name, nlohmann::json value) { counter_.fields[name] = std::move(value); }
  void set_person(const std::string& who, nlohmann::json person) { counter_.people[who] = std::move(person); }
  /// What a connection to this host and port says before it hangs up.
  void set_connection(const std::string& host, int port, std::string says) {
    counter_.connections[host + ":" + std::to_string(port)] = std::move(says);
  }
  void set_file(const std::string& id, nlohmann::json facts, std::string content) {
    counter_.files[id] = {std::move(facts), std::move(content)};
  }
  /// Keeps a value as revision 1. stored() is what is kept now, null when nothing is.
  void store(const std::string& key, nlohmann::json value) { counter_.storage[key] = {std::move(value), 1}; }
  [[nodiscard]] nlohmann::json stored(const std::string& key) const {
    const auto found = counter_.storage.find(key);
    return found == counter_.storage.end() ? nlohmann::json() : found->second.value;
  }

  /// Answers this function of the counter with a code and a message from now on.
  void refuse(const std::string& extension, const std::string& function, std::int32_t code, std::string message) {
    counter_.refused[extension + " " + function] = {code, std::move(message)};
  }
  void cancel_calls() { counter_.cancelled = true; }

  // What the counter asks of the plugin.
  [[nodiscard]] FakeRun run(const std::string& automation, const nlohmann::json& input, std::uint32_t attempt = 1) {
    return call<guichet_plugin_automation>(GUICHET_EXT_AUTOMATION, &guichet_plugin_automation::run, automation, input,
                                           attempt);
  }
  /// `outcome` is the array of options.
  [[nodiscard]] FakeRun list_options(const std::string& source, const std::string& typed,
                                     const nlohmann::json& answers = nlohmann::json::object()) {
    return call<guichet_plugin_option_source>(GUICHET_EXT_OPTION_SOURCE, &guichet_plugin_option_source::list, source,
                                              {{"text", typed}, {"limit", 50}, {"answers", answers}});
  }
  /// `outcome` is the array of problems, empty when the answers hold.
  [[nodiscard]] FakeRun check_answers(const std::string& validator, const nlohmann::json& answers) {
    return call<guichet_plugin_validator>(GUICHET_EXT_VALIDATOR, &guichet_plugin_validator::check, validator, answers);
  }
  [[nodiscard]] FakeRun run_schedule(const std::string& name, const nlohmann::json& occasion) {
    return call<guichet_plugin_schedule_run>(GUICHET_EXT_SCHEDULE_RUN, &guichet_plugin_schedule_run::run, name,
                                             occasion);
  }
  /// `outcome` is the array of blocks.
  [[nodiscard]] FakeRun render_panel(const std::string& name, const nlohmann::json& about) {
    return call<guichet_plugin_panel>(GUICHET_EXT_PANEL, &guichet_plugin_panel::render, name, about);
  }
  [[nodiscard]] FakeRun begin_sign_in(const std::string& name, const nlohmann::json& visit) {
    return call<guichet_plugin_sign_in>(GUICHET_EXT_SIGN_IN, &guichet_plugin_sign_in::begin, name, visit);
  }
  [[nodiscard]] FakeRun finish_sign_in(const std::string& name, const nlohmann::json& proof) {
    return call<guichet_plugin_sign_in>(GUICHET_EXT_SIGN_IN, &guichet_plugin_sign_in::finish, name, proof);
  }
  [[nodiscard]] FakeRun find_in_directory(const std::string& name, const nlohmann::json& who) {
    return call<guichet_plugin_directory>(GUICHET_EXT_DIRECTORY, &guichet_plugin_directory::find, name, who);
  }
  [[nodiscard]] FakeRun list_directory(const std::string& name, const nlohmann::json& page) {
    return call<guichet_plugin_directory>(GUICHET_EXT_DIRECTORY, &guichet_plugin_directory::list, name, page);
  }
  [[nodiscard]] FakeRun send_notice(const std::string& transport, const nlohmann::json& message) {
    return call<guichet_plugin_transport>(GUICHET_EXT_TRANSPORT, &guichet_plugin_transport::send, transport, message);
  }
  [[nodiscard]] FakeRun ask_assistant(const std::string& name, const nlohmann::json& question) {
    return call<guichet_plugin_assistant>(GUICHET_EXT_ASSISTANT, &guichet_plugin_assistant::propose, name, question);
  }

 private:
  using Function = std::int32_t (*)(const guichet_plugin*, const guichet_call*, guichet_str, guichet_json,
                                    const guichet_sink*);

  template <typename Table>
  FakeRun call(const char* extension, Function Table::*function, const std::string& name, const nlohmann::json& input,
               std::uint32_t attempt = 1) {
    counter_.run = FakeRun();
    const auto* const table =
        started_ ? static_cast<const Table*>(plugin_->get_extension(plugin_, extension)) : nullptr;
    if (table == nullptr) {
      counter_.run.code = GUICHET_E_UNSUPPORTED;
      return counter_.run;
    }
    const guichet_call call = call_of(attempt);
    const std::string text = sdk::detail::dump(input);
    const Answer answer = sdk::detail::collect([&](const guichet_sink* sink) {
      return (table->*function)(plugin_, &call, sdk::detail::to_str(name), sdk::detail::to_json_text(text), sink);
    });
    counter_.run.code = answer.code;
    counter_.run.outcome = answer.value;
    detail::take_added_files(counter_);
    if (counter_.run.code != GUICHET_OK) counter_.run.effects.clear();
    detail::commit_storage(counter_);
    return counter_.run;
  }

  guichet_call call_of(std::uint32_t attempt) {
    guichet_call call{};
    call.size = sizeof call;
    call.attempt = attempt;
    call.deadline_ms = 30000;
    call.job = sdk::detail::to_str("job-1");
    call.language = sdk::detail::to_str("fr");
    call.data = &counter_;
    call.cancelled = [](const guichet_call* given) -> std::int32_t {
      return detail::FakeCounter::of(given).cancelled ? 1 : 0;
    };
    call.fail = [](const guichet_call* given, std::int32_t, guichet_str why) {
      detail::FakeCounter::of(given).run.why = sdk::detail::view(why);
    };
    return call;
  }

  static const void* find_table(const guichet_host*, const char* id) {
    const void* const frozen = detail::fake_table(id);
    return frozen != nullptr ? frozen : detail::fake_draft_table(id);
  }

  std::string id_;
  guichet_host host_{};
  const guichet_plugin* plugin_ = nullptr;
  bool started_ = false;
  detail::FakeCounter counter_;
};

}  // namespace guichet::sdk::testing
