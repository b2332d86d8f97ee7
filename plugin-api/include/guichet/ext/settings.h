// SPDX-License-Identifier: Apache-2.0
#ifndef GUICHET_EXT_SETTINGS_H
#define GUICHET_EXT_SETTINGS_H

#include "../host.h"
#include "../sink.h"
#include "../str.h"

#include <stdint.h>

/*
 * Offered by the host under the capability "settings": what the administrator set for this plugin.
 * Changes: 1 first.
 */
#define GUICHET_EXT_SETTINGS "guichet.settings/1"

typedef struct guichet_host_settings {
  uint32_t size;
  uint32_t reserved;

  /* Writes the value of one setting as JSON: what was set, else the manifest's default. GUICHET_E_NOT_FOUND when the
   * manifest describes no such setting; nothing is written then. [main thread in start, job thread] */
  int32_t (*get)(const guichet_host* host, guichet_str name, const guichet_sink* value);
} guichet_host_settings;

#endif
