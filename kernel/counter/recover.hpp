// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/counter.hpp"

#include <string>
#include <string_view>

namespace guichet::counter {

/// The signed-out way for somebody whose account is locked: they prove who they are through the contact address the
/// directory already has. Every answer is the same whether the account exists or not.
inline constexpr std::string_view recovery_key_prefix = "recover-";  ///< of the submission keys of such requests

struct RecoveryStarted {
  std::string id;  ///< goes into the next form
};
/// Sends a six-digit code to the contact address of `login`, if it has one. too_many after 5 an hour for one account.
[[nodiscard]] domain::Result<RecoveryStarted> start_recovery(const Counter&, domain::Language, const std::string& login,
                                                             domain::Instant now);

struct Recovered {
  domain::RequestId request = 0;
  std::string reference;
  std::string service;  ///< "it/account-unlock"
};
/// With the right code (15 minutes, 5 tries), sends `service` for the owner of the account, whose identity is now
/// proved: what was counted of wrong passwords is forgotten, and they may sign in from `address`, their browser's.
/// Error{forbidden, "error.recover.wrong-code"}.
[[nodiscard]] domain::Result<Recovered> finish_recovery(const Counter&, domain::Language, const std::string& id,
                                                        const std::string& code, domain::Instant now,
                                                        std::string_view address = {});
/// What became of it, for the page that waits: the request's status and its last public message.
struct RecoveryProgress {
  domain::Status status = domain::Status::received;
  std::string message;
  bool by_person = false;    ///< the machine has left it to somebody
  domain::LocalText reason;  ///< why it did, when it said so
};
[[nodiscard]] domain::Result<RecoveryProgress> recovery_progress(const Counter&, const std::string& id,
                                                                 domain::Instant now);

}  // namespace guichet::counter
