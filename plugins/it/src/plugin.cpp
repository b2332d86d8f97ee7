// SPDX-License-Identifier: GPL-3.0-or-later
#include "automations.hpp"

GUICHET_PLUGIN(it) {
  plugin.automation("unlock-account", it::unlock_account);
  plugin.automation("create-accounts", it::create_accounts);
  plugin.automation("disable-accounts", it::disable_accounts);
  plugin.schedule("forget-accounts", it::forget_accounts);
}
