// SPDX-License-Identifier: Apache-2.0
#ifndef GUICHET_EXT_DRAFT_TRANSPORT_H
#define GUICHET_EXT_DRAFT_TRANSPORT_H

#include "../../call.h"
#include "../../instance.h"
#include "../../sink.h"
#include "../../str.h"

#include <stdint.h>

/*
 * Draft. Offered by a plugin that contributes transport: carrying the counter's notices to people by another way than
 * its own. Changes: 0 first.
 */
#define GUICHET_EXT_TRANSPORT "guichet.transport/0"

typedef struct guichet_plugin_transport {
  uint32_t size;
  uint32_t reserved;

  /* Carries one notice. Message: {"to": {"login": "...", "mail": "...", "phone": "..."}, "subject": "...", "text":
   * "...", "link": "https://...", "language": "fr"}. The outcome is that of an automation (ext/automation.h): done once
   * it was taken over, retry, or failed. Call.job is the same for every attempt at one notice, to send it once.
   * GUICHET_E_UNSUPPORTED: no transport of this name. [job thread] */
  int32_t (*send)(const guichet_plugin* plugin, const guichet_call* call, guichet_str name, guichet_json message,
                  const guichet_sink* outcome);
} guichet_plugin_transport;

#endif
