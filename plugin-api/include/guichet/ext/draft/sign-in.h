// SPDX-License-Identifier: Apache-2.0
#ifndef GUICHET_EXT_DRAFT_SIGN_IN_H
#define GUICHET_EXT_DRAFT_SIGN_IN_H

#include "../../call.h"
#include "../../instance.h"
#include "../../sink.h"
#include "../../str.h"

#include <stdint.h>

/*
 * Draft. Offered by a plugin that contributes sign-in: finding out who somebody is, elsewhere. The counter keeps the
 * session; the plugin sees only these two moments.
 * Changes: 0 first.
 */
#define GUICHET_EXT_SIGN_IN "guichet.sign-in/0"

typedef struct guichet_plugin_sign_in {
  uint32_t size;
  uint32_t reserved;

  /* kind redirect: says where to send the visitor. Visit: {"back": "https://.../sign-in/...", "state": "..."}; the way
   * is {"go": "https://..."}, which must bring the visitor back with the same state. GUICHET_E_UNSUPPORTED: kind
   * password, or no sign-in of this name. [job thread] */
  int32_t (*begin)(const guichet_plugin* plugin, const guichet_call* call, guichet_str name, guichet_json visit,
                   const guichet_sink* way);

  /* Says who it is. Proof: {"query": {...}, "state": "...", "back": "..."} as the visitor came back, or
   * {"login": "...", "password": "..."}. The identity is {"login": "...", "name": "...", "mail": "...",
   * "assurance": "password" or "two-factor"}; login alone is required. GUICHET_E_FORBIDDEN: it proves nothing;
   * GUICHET_E_UNAVAILABLE: whoever knows does not answer. Never log the proof. [job thread] */
  int32_t (*finish)(const guichet_plugin* plugin, const guichet_call* call, guichet_str name, guichet_json proof,
                    const guichet_sink* identity);
} guichet_plugin_sign_in;

#endif
