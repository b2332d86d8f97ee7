// SPDX-License-Identifier: Apache-2.0
#ifndef GUICHET_EXT_OPTION_SOURCE_H
#define GUICHET_EXT_OPTION_SOURCE_H

#include "../call.h"
#include "../instance.h"
#include "../sink.h"
#include "../str.h"

#include <stdint.h>

/*
 * Offered by a plugin that contributes option-sources: the choices of a field, looked up while the form is filled.
 * Changes: 1 first.
 */
#define GUICHET_EXT_OPTION_SOURCE "guichet.option-source/1"

typedef struct guichet_plugin_option_source {
  uint32_t size;
  uint32_t reserved;

  /* Lists choices. Query: {"text": "what was typed", "limit": 50, "answers": {...}}. Options are an array of
   * {"value": "...", "label": {"fr": "...", "en": "..."}}, at most limit of them. Changes nothing anywhere and
   * answers within its deadline, often one second: somebody is waiting. [job thread] */
  int32_t (*list)(const guichet_plugin* plugin, const guichet_call* call, guichet_str name, guichet_json query,
                  const guichet_sink* options);
} guichet_plugin_option_source;

#endif
