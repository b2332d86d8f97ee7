// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/result.hpp"
#include "kernel/storage/events.hpp"
#include "web/pages/template/templates.hpp"

#include <functional>
#include <string>

namespace guichet::web {

struct MailOptions {
  std::string server;  ///< host:port; empty: none
  std::string from;
  bool demonstration = false;  ///< without a server, letters stay in the demonstration's mailbox
  std::string site;            ///< how letters name the portal
};

/// Sends letters through an SMTP server (RFC 5321), one connection each. Error{unavailable} when it does not answer:
/// the job tries again. `templates` is borrowed.
[[nodiscard]] std::function<domain::Result<domain::Done>(const storage::Mail&)> mail_sender(
    MailOptions options, const pages::Templates& templates);

}  // namespace guichet::web
