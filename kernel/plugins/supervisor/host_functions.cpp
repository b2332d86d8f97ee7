// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/plugins/supervisor/host_functions.hpp"

#include <guichet/ext/draft/directory-modify.h>
#include <guichet/plugin.h>

namespace guichet::plugins {
namespace {

constexpr HostFunction functions[] = {
    {GUICHET_EXT_SETTINGS, "get", "settings", false, true},
    {GUICHET_EXT_REQUESTS, "field", "requests", false, false},
    {GUICHET_EXT_REQUESTS, "comment", "requests", true, false},
    {GUICHET_EXT_REQUESTS, "set_field", "requests", true, false},
    {GUICHET_EXT_REQUESTS, "complete_step", "requests", true, false},
    {GUICHET_EXT_REQUESTS, "resolve", "requests", true, false},
    {GUICHET_EXT_DIRECTORY_MODIFY, "unlock", "directory.modify", true, false},
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
