// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/result.hpp"
#include "kernel/identity/viewer.hpp"
#include "kernel/storage/database.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace guichet::identity {

/// What the browser is given once; only its hash is kept.
struct OpenedSession {
  std::string token;  ///< for the cookie
  domain::PersonId person = 0;
};

/// A session found again.
struct Presence {
  Viewer viewer;
  std::string csrf;          ///< to be carried by every form
  std::string session_hash;  ///< names the session without opening it (live streams, sign-out)
};

/// Signing in and out with a name and password. Thread-safe.
class Sessions {
 public:
  explicit Sessions(storage::Database& database) : database_(database) {}

  /// Error{forbidden, "error.sign-in.wrong"} for a wrong name or password alike, in the same time;
  /// Error{too_many, "error.sign-in.too-many"} by sign_in_limit. `address`: of the browser.
  [[nodiscard]] domain::Result<OpenedSession> sign_in(std::string_view login, std::string_view password,
                                                      std::string_view address, domain::Instant now);
  /// Nothing for an unknown or expired token. Prolongs the session (12 h without use, 7 days at most) at most every
  /// five minutes. One SQL statement, on the caller's reader.
  [[nodiscard]] std::optional<Presence> resume(storage::Connection& connection, std::string_view token,
                                               domain::Instant now);
  void sign_out(std::string_view token);

 private:
  storage::Database& database_;
};

}  // namespace guichet::identity
