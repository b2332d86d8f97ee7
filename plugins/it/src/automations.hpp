// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <guichet/sdk/plugin.hpp>

namespace it {

/// Unlocks the account of the person the request is for. Input: account.
[[nodiscard]] guichet::sdk::Outcome unlock_account(const guichet::sdk::Call& call);

/// Makes the temporary WiFi accounts of an event and attaches them to the request, one a line. Input: from, to, count.
/// Once for each request, however often it is run. Result: record, accounts (how many), first, last.
[[nodiscard]] guichet::sdk::Outcome create_accounts(const guichet::sdk::Call& call);

/// Takes back what create_accounts made for this request; nothing to take back is no error. Result: disabled.
[[nodiscard]] guichet::sdk::Outcome disable_accounts(const guichet::sdk::Call& call);

/// Forgets the accounts of events that are over. A schedule; result: forgotten (how many events).
[[nodiscard]] guichet::sdk::Outcome forget_accounts(const guichet::sdk::Call& call);

}  // namespace it
