// SPDX-License-Identifier: Apache-2.0
#ifndef GUICHET_EXT_VALIDATOR_H
#define GUICHET_EXT_VALIDATOR_H

#include "../call.h"
#include "../instance.h"
#include "../sink.h"
#include "../str.h"

#include <stdint.h>

/*
 * Offered by a plugin that contributes validators: rules on answers that a form cannot state.
 * Changes: 1 first.
 */
#define GUICHET_EXT_VALIDATOR "guichet.validator/1"

typedef struct guichet_plugin_validator {
  uint32_t size;
  uint32_t reserved;

  /* Judges the answers of a form. The verdict is an array, empty when they hold, of
   * {"field": "id", "message": {"fr": "...", "en": "..."}}. Changes nothing anywhere. [job thread] */
  int32_t (*check)(const guichet_plugin* plugin, const guichet_call* call, guichet_str name, guichet_json answers,
                   const guichet_sink* verdict);
} guichet_plugin_validator;

#endif
