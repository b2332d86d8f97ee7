// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/time.hpp"
#include "kernel/storage/connection.hpp"

#include <string>
#include <string_view>

namespace guichet::identity {

/// How a sign-in name is compared: without regard to case, and without the stray spaces of phones.
[[nodiscard]] std::string folded_login(std::string_view login);

/// How often a password may be guessed: 10 times in 15 minutes for an account from one address, 50 times for an account
/// from everywhere. From where its owner signed in lately, or proved who they are, only the first counts: nobody keeps
/// somebody out of their own account by typing wrong passwords elsewhere. Lives within one write.
class SignInLimit {
 public:
  /// `login` as typed; `address` of the browser, "" when there is none.
  SignInLimit(storage::Connection& connection, std::string_view login, std::string_view address);
  /// Counts a try; false when there were too many.
  [[nodiscard]] bool admits(domain::Instant now);
  /// They are who they say: what was counted is forgotten, and this address is theirs for 90 days.
  void proved(domain::Instant now);
  /// Forgets what was counted for the account, from wherever it came.
  void forget();

 private:
  storage::Connection& connection_;
  std::string everywhere_, here_, usual_;  ///< keys
  bool has_address_;
};

}  // namespace guichet::identity
