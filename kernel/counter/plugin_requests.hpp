// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/counter.hpp"
#include "kernel/domain/request.hpp"
#include "kernel/domain/service.hpp"
#include "kernel/plugins/host.hpp"
#include "kernel/storage/database.hpp"

#include <optional>

namespace guichet::counter {

/// Carries out one thing that a plugin asked for, inside the transaction that commits its job. `request` is changed in
/// place and written by the caller. Error when it may no longer be: then nothing of the outcome is committed.
/// `service`: as it was when the request was sent, null for a free one. Throws nothing, whatever the plugin sent.
[[nodiscard]] std::optional<domain::Error> carry_out(storage::Connection& connection, const std::string& plugin,
                                                     const plugins::HostRequest& asked, domain::Request& request,
                                                     const domain::Service* service, nlohmann::json& step_result,
                                                     domain::Language language, domain::Instant now);

}  // namespace guichet::counter
