// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/centre.hpp"

#include "kernel/counter/facts.hpp"
#include "kernel/identity/access.hpp"

namespace guichet::counter {

std::optional<domain::Error> refuse_unless_centre_administrator(const Asker& asker) {
  if (asker.viewer == nullptr) return sign_in_needed();
  if (identity::may_administer_centre(*asker.viewer, asker.now)) return std::nullopt;
  return domain::Error{domain::ErrorKind::forbidden, "error.centre.administrators-only", {}, {}, ""};
}

}  // namespace guichet::counter
