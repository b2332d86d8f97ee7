// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/counter.hpp"
#include "kernel/domain/request.hpp"
#include "kernel/domain/service.hpp"
#include "kernel/plugins/host.hpp"
#include "kernel/storage/database.hpp"

#include <optional>
#include <string>

/// What plugins ask of the counter, one family of functions a file. Each has two halves: what is answered while the
/// call runs (a value that is read, or whether a change would be accepted), and what is carried out when its outcome is
/// committed. All take whatever a plugin sent, and throw nothing of it.
namespace guichet::counter {

/// A running call that asks for something. Borrowed for the answer.
struct Asking {
  const Counter& counter;
  storage::Connection& connection;
  const std::string& plugin;
  const plugins::PluginCall& call;
  const plugins::HostRequest& asked;
  const domain::Request* request = nullptr;  ///< the one it works for; null for none
  const domain::Service* service = nullptr;  ///< as it was when the request was sent; null for a free one
  domain::Language language = domain::Language::fr;
  domain::Instant now = 0;
};

/// An outcome that is committed, inside its one transaction.
struct Committing {
  const Counter& counter;
  storage::Connection& connection;
  const std::string& plugin;
  domain::Request* request = nullptr;        ///< changed in place and written by the caller; null for none
  const domain::Service* service = nullptr;  ///< as it was when the request was sent; null for a free one
  nlohmann::json& step_result;
  domain::Language language = domain::Language::fr;
  domain::Instant now = 0;
};

using PluginReply = domain::Result<nlohmann::json>;

/// Carries out one thing that a plugin asked for. Error when it may no longer be: then nothing of the outcome is
/// committed.
[[nodiscard]] std::optional<domain::Error> carry_out(const Committing& committing, const plugins::HostRequest& asked);

/// Whether a refusal only says that another run came first.
[[nodiscard]] bool is_too_late(const domain::Error& refused);

// The families. `answer_*` says yes with {"accepted": true}.
[[nodiscard]] PluginReply answer_request_function(const Asking& asking);  // plugin_requests.cpp
[[nodiscard]] std::optional<domain::Error> carry_out_on_request(const Committing& committing,
                                                                const plugins::HostRequest& asked);
[[nodiscard]] PluginReply answer_settings(const Asking& asking);  // plugin_configuration.cpp: settings and secrets
[[nodiscard]] PluginReply answer_people(const Asking& asking);    // plugin_people.cpp
[[nodiscard]] PluginReply answer_storage(const Asking& asking);   // plugin_storage.cpp
[[nodiscard]] std::optional<domain::Error> carry_out_storage(const Committing& committing,
                                                             const plugins::HostRequest& asked);
[[nodiscard]] PluginReply answer_mail(const Asking& asking);  // plugin_mail.cpp
[[nodiscard]] std::optional<domain::Error> carry_out_mail(const Committing& committing,
                                                          const plugins::HostRequest& asked);
[[nodiscard]] PluginReply answer_schedule(const Asking& asking);  // plugin_schedule.cpp
[[nodiscard]] std::optional<domain::Error> carry_out_schedule(const Committing& committing,
                                                              const plugins::HostRequest& asked);
[[nodiscard]] PluginReply answer_open_request(const Asking& asking);  // plugin_sub_request.cpp
[[nodiscard]] std::optional<domain::Error> carry_out_open_request(const Committing& committing,
                                                                  const plugins::HostRequest& asked);

[[nodiscard]] std::optional<domain::Error> carry_out_files(const Committing& committing,
                                                           const plugins::HostRequest& asked);  // plugin_files.cpp

// What several of them need.
/// The one request that a call works for.
[[nodiscard]] std::optional<domain::Request> request_of_call(storage::Connection& connection,
                                                             const plugins::PluginCall& call);
[[nodiscard]] domain::Error plugin_refused(domain::ErrorKind kind, const char* message,
                                           nlohmann::json parameters = nlohmann::json::object());
[[nodiscard]] nlohmann::json accepted();
/// A text of a payload, whatever the payload is.
[[nodiscard]] std::string string_in(const nlohmann::json& object, const char* key, const char* otherwise = "");
/// The size of a value as JSON.
[[nodiscard]] std::size_t size_of_json(const nlohmann::json& value);
/// Somebody of a request: "requester", "beneficiary", "assignee", or the login of one of its people. Nothing for
/// anybody else.
[[nodiscard]] std::optional<domain::Person> person_of_request(storage::Connection& connection,
                                                              const domain::Request& request, const std::string& who);
/// Whether a plugin may know of this request: it is of a service of its own, or its workflow has this job done by it.
[[nodiscard]] bool may_know(const std::string& plugin, const plugins::PluginCall& call, const domain::Request& request);

}  // namespace guichet::counter
