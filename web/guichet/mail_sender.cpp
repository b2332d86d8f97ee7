// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/guichet/mail_sender.hpp"

#include "web/pages/letter.hpp"

#include <Poco/Exception.h>
#include <Poco/Net/MailMessage.h>
#include <Poco/Net/MailRecipient.h>
#include <Poco/Net/SMTPClientSession.h>
#include <Poco/Net/SocketAddress.h>

namespace guichet::web {
namespace {

using domain::Done;
using domain::Error;
using domain::ErrorKind;
using domain::Result;

Result<Done> send(const MailOptions& options, const pages::Letter& letter, const std::string& to) {
  try {
    Poco::Net::MailMessage message;
    message.setSender(options.from);
    message.addRecipient(Poco::Net::MailRecipient(Poco::Net::MailRecipient::PRIMARY_RECIPIENT, to));
    message.setSubject(Poco::Net::MailMessage::encodeWord(letter.subject, "UTF-8"));
    message.setContentType("text/plain; charset=UTF-8");
    message.setContent(letter.body, Poco::Net::MailMessage::ENCODING_QUOTED_PRINTABLE);
    message.set("Auto-Submitted", "auto-generated");  // RFC 3834: nothing answers by itself
    const Poco::Net::SocketAddress address(options.server);
    Poco::Net::SMTPClientSession session(address.host().toString(), address.port());
    session.setTimeout(Poco::Timespan(20, 0));
    session.login("guichet");
    session.sendMessage(message);
    session.close();
    return Done{};
  } catch (const Poco::Exception& failure) {
    return Error{ErrorKind::unavailable, "error.mail", {}, {}, failure.displayText()};
  }
}

}  // namespace

std::function<Result<Done>(const storage::Mail&)> mail_sender(MailOptions options, const pages::Templates& templates) {
  return [options = std::move(options), &templates](const storage::Mail& mail) -> Result<Done> {
    if (options.server.empty()) {
      if (options.demonstration) return Done{};
      return Error{ErrorKind::unavailable, "error.mail", {}, {}, "no mail server: start with --smtp HOST:PORT"};
    }
    return send(options, pages::letter_of(templates.catalogue(mail.language), mail, options.site), mail.to);
  };
}

}  // namespace guichet::web
