// SPDX-License-Identifier: GPL-3.0-or-later
// What a plugin may know of people: those of the request it works for.
#include "kernel/counter/plugin_port.hpp"

namespace guichet::counter {

PluginReply answer_people(const Asking& asking) {
  const auto unknown = [] { return plugin_refused(domain::ErrorKind::not_found, "error.person.unknown"); };
  if (!may_know(asking.plugin, asking.call, *asking.request)) return unknown();
  const auto person = person_of_request(asking.connection, *asking.request, string_in(asking.asked.payload, "who"));
  if (!person) return unknown();
  nlohmann::json known{{"login", person->login}, {"name", person->name()}};
  for (const auto& [key, value] : {std::pair{"mail", &person->mail},
                                   {"phone", &person->phone},
                                   {"campus", &person->campus},
                                   {"component", &person->component},
                                   {"office", &person->office}}) {
    if (!value->empty()) known[key] = *value;
  }
  return known;
}

}  // namespace guichet::counter
