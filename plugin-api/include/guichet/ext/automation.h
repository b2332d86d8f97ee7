// SPDX-License-Identifier: Apache-2.0
#ifndef GUICHET_EXT_AUTOMATION_H
#define GUICHET_EXT_AUTOMATION_H

#include "../call.h"
#include "../instance.h"
#include "../sink.h"
#include "../str.h"

#include <stdint.h>

/*
 * Offered by a plugin that contributes automations: what a workflow step has a machine do.
 * Changes: 1 first.
 */
#define GUICHET_EXT_AUTOMATION "guichet.automation/1"

typedef struct guichet_plugin_automation {
  uint32_t size;
  uint32_t reserved;

  /* Runs one automation of the manifest. Input: the object the workflow step maps. The outcome is an object:
   *   {"outcome": "done",      "result": {...}}                          it is done
   *   {"outcome": "retry",     "at": 1764000000000, "reason": {"fr": "...", "en": "..."}}
   *                                      not now; try again at that time, milliseconds since 1970 in UTC
   *   {"outcome": "failed",    "reason": {...}}                          it cannot be done
   *   {"outcome": "hand-over", "reason": {...}}                          a person has to look
   * Reasons are read by agents and requesters, so both languages are needed.
   * Anything else than GUICHET_OK is a fault of the plugin: the outcome is not read, what it asked of the host is
   * dropped. GUICHET_E_UNSUPPORTED: no automation of this name. [job thread] */
  int32_t (*run)(const guichet_plugin* plugin, const guichet_call* call, guichet_str name, guichet_json input,
                 const guichet_sink* outcome);
} guichet_plugin_automation;

#endif
