// SPDX-License-Identifier: Apache-2.0
#ifndef GUICHET_EXT_DRAFT_SECRETS_H
#define GUICHET_EXT_DRAFT_SECRETS_H

#include "../../host.h"
#include "../../sink.h"
#include "../../str.h"

#include <stdint.h>

/*
 * Draft. Offered by the host under the capability "secrets": the settings that the manifest calls secret. They are kept
 * encrypted, and shown to nobody once they were set.
 * Changes: 0 first.
 */
#define GUICHET_EXT_SECRETS "guichet.secrets/0"

typedef struct guichet_host_secrets {
  uint32_t size;
  uint32_t reserved;

  /* Writes one secret as a JSON text. GUICHET_E_NOT_FOUND: the manifest has no such secret setting, or nobody has set
   * it yet; nothing is written then. Forget it as soon as it was used, and never log it.
   * [main thread in start, job thread] */
  int32_t (*get)(const guichet_host* host, guichet_str name, const guichet_sink* value);
} guichet_host_secrets;

#endif
