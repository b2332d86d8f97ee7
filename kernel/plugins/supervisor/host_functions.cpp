// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/plugins/supervisor/host_functions.hpp"

#include <guichet/ext/draft/connect.h>
#include <guichet/ext/draft/directory-modify.h>
#include <guichet/ext/draft/files.h>
#include <guichet/ext/draft/mail.h>
#include <guichet/ext/draft/people.h>
#include <guichet/ext/draft/requests-open.h>
#include <guichet/ext/draft/schedule.h>
#include <guichet/ext/draft/secrets.h>
#include <guichet/ext/draft/storage.h>
#include <guichet/plugin.h>

namespace guichet::plugins {
namespace {

using Answer = HostFunction::Answer;
constexpr bool read = false, held = true;
constexpr bool in_calls = false, always = true;

constexpr HostFunction functions[] = {
    {GUICHET_EXT_SETTINGS, "get", "settings", read, always},
    {GUICHET_EXT_SECRETS, "get", "secrets", read, always},
    {GUICHET_EXT_REQUESTS, "field", "requests", read, in_calls},
    {GUICHET_EXT_REQUESTS, "comment", "requests", held, in_calls},
    {GUICHET_EXT_REQUESTS, "set_field", "requests", held, in_calls},
    {GUICHET_EXT_REQUESTS, "complete_step", "requests", held, in_calls},
    {GUICHET_EXT_REQUESTS, "resolve", "requests", held, in_calls},
    {GUICHET_EXT_REQUESTS_OPEN, "open", "requests", held, in_calls, Answer::value, 5},
    {GUICHET_EXT_DIRECTORY_MODIFY, "unlock", "directory.modify", held, in_calls},
    {GUICHET_EXT_PEOPLE, "find", "people", read, in_calls},
    {GUICHET_EXT_MAIL, "send", "mail", held, in_calls, Answer::value, 10},
    {GUICHET_EXT_STORAGE, "get", "storage", read, in_calls},
    {GUICHET_EXT_STORAGE, "list", "storage", read, in_calls},
    {GUICHET_EXT_STORAGE, "put", "storage", held, in_calls, Answer::value, 100, "key"},
    {GUICHET_EXT_STORAGE, "remove", "storage", held, in_calls, Answer::value, 100, "key"},
    {GUICHET_EXT_SCHEDULE, "at", "schedule", held, in_calls, Answer::value, 20},
    {GUICHET_EXT_FILES, "open", "files", read, in_calls, Answer::file},
    {GUICHET_EXT_FILES, "add", "files", held, in_calls, Answer::file, 5},
    {GUICHET_EXT_CONNECT, "open", "connect", read, in_calls, Answer::connection},
};

}  // namespace

const HostFunction* find_host_function(std::string_view extension, std::string_view function) {
  for (const HostFunction& candidate : functions) {
    if (candidate.extension == extension && candidate.function == function) return &candidate;
  }
  return nullptr;
}

std::int32_t code_of(domain::ErrorKind kind) {
  switch (kind) {
    case domain::ErrorKind::invalid:
      return GUICHET_E_INVALID;
    case domain::ErrorKind::not_found:
      return GUICHET_E_NOT_FOUND;
    case domain::ErrorKind::forbidden:
      return GUICHET_E_FORBIDDEN;
    case domain::ErrorKind::conflict:
      return GUICHET_E_CONFLICT;
    case domain::ErrorKind::too_many:
      return GUICHET_E_LIMIT;
    case domain::ErrorKind::unavailable:
      return GUICHET_E_UNAVAILABLE;
    case domain::ErrorKind::internal:
      break;
  }
  return GUICHET_E_INTERNAL;
}

}  // namespace guichet::plugins
