// SPDX-License-Identifier: GPL-3.0-or-later
// Letters of plugins: in the words of their manifest, to the people of the request, sent like the counter's own.
#include "kernel/counter/change.hpp"
#include "kernel/counter/letter_template.hpp"
#include "kernel/counter/letters.hpp"
#include "kernel/counter/names.hpp"
#include "kernel/counter/plugin_port.hpp"
#include "kernel/domain/reference.hpp"
#include "kernel/storage/events.hpp"

#include <algorithm>

namespace guichet::counter {
namespace {

using domain::Error;
using domain::ErrorKind;

constexpr std::size_t longest_value = 4000;  // bytes
constexpr std::size_t longest_letter = 100'000;

/// A letter as it was asked for, all of it known and allowed.
struct Letter {
  const plugins::MailTemplate* words = nullptr;  ///< borrowed from the snapshot
  domain::Person reader;
  std::map<std::string, std::string> values;
};

domain::Result<std::map<std::string, std::string>> values_of(const plugins::MailTemplate& words,
                                                             const nlohmann::json& given) {
  const auto wrong = [](const std::string& name) {
    return plugin_refused(ErrorKind::invalid, "error.plugin.letter-value", {{"name", name}});
  };
  if (!given.is_object()) return wrong("");
  std::map<std::string, std::string> values;
  for (const auto& [name, value] : given.items()) {
    const bool declared = std::find(words.variables.begin(), words.variables.end(), name) != words.variables.end();
    if (!declared || !value.is_string()) return wrong(name);
    std::string text = value.get<std::string>();
    if (text.size() > longest_value || !is_text(text)) return wrong(name);
    values.emplace(name, std::move(text));
  }
  for (const std::string& name : words.variables) {
    if (!values.contains(name)) return wrong(name);
  }
  return values;
}

domain::Result<Letter> letter_of(storage::Connection& connection, const plugins::Snapshot& snapshot,
                                 const std::string& plugin, const domain::Request& request,
                                 const nlohmann::json& payload) {
  if (request.service.rfind(plugin + "/", 0) != 0) return plugin_refused(ErrorKind::not_found, "error.request.unknown");
  Letter letter;
  letter.words = snapshot.mail_template(plugin + "/" + string_in(payload, "name"));
  if (letter.words == nullptr) return plugin_refused(ErrorKind::not_found, "error.plugin.no-such-letter");
  const auto message = payload.find("message");
  if (message == payload.end() || !message->is_object()) {
    return plugin_refused(ErrorKind::invalid, "error.plugin.letter-value", {{"name", ""}});
  }
  auto reader = person_of_request(connection, request, string_in(*message, "to"));
  if (!reader || reader->mail.empty() || !reader->active) {
    return plugin_refused(ErrorKind::not_found, "error.person.unknown");
  }
  letter.reader = std::move(*reader);
  auto values = values_of(*letter.words, message->value("values", nlohmann::json::object()));
  if (!values) return values.error();
  letter.values = std::move(*values);
  return letter;
}

}  // namespace

PluginReply answer_mail(const Asking& asking) {
  const auto snapshot = asking.counter.registry.current();
  const auto letter = letter_of(asking.connection, *snapshot, asking.plugin, *asking.request, asking.asked.payload);
  if (!letter) return letter.error();
  return accepted();
}

std::optional<Error> carry_out_mail(const Committing& committing, const plugins::HostRequest& asked) {
  const auto snapshot = committing.counter.registry.current();
  const domain::Request& request = *committing.request;
  auto letter = letter_of(committing.connection, *snapshot, committing.plugin, request, asked.payload);
  if (!letter) return letter.error();
  // As with the counter's own letters, what is confidential does not leave by mail.
  if (request.confidential) return std::nullopt;
  const std::string reference = domain::reference_of(request.id);
  for (const auto& [name, value] :
       {std::pair{"reference", reference}, {"title", request.title}, {"link", "/demandes/" + reference}}) {
    letter->values.emplace(std::string("request.") + name, value);
  }
  letter->values.emplace("reader.name", letter->reader.name());
  const auto language = letter->reader.language;
  storage::Mail mail;
  mail.to = address_for_letters(committing.connection, request, letter->reader);
  mail.kind = "mail.plugin";
  mail.language = language;
  mail.request = request.id;
  mail.created = committing.now;
  mail.parameters = {{"subject", first_line(fill_letter(letter->words->subject.in(language), letter->values))},
                     {"body", fill_letter(letter->words->body.in(language), letter->values)},
                     {"plugin", committing.plugin}};
  if (size_of_json(mail.parameters) > longest_letter) {
    return plugin_refused(ErrorKind::too_many, "error.plugin.letter-value", {{"name", ""}});
  }
  leave_letter(committing.connection, mail);
  return std::nullopt;
}

}  // namespace guichet::counter
