// SPDX-License-Identifier: Apache-2.0
#ifndef GUICHET_EXT_DRAFT_STORAGE_H
#define GUICHET_EXT_DRAFT_STORAGE_H

#include "../../call.h"
#include "../../sink.h"
#include "../../str.h"

#include <stdint.h>

/*
 * Draft. Offered by the host under the capability "storage": small values that this plugin keeps from call to call, by
 * key. No other plugin sees them. What is kept survives an upgrade and a disable.
 *
 * Keys: 1 to 200 bytes of a-z 0-9 . _ / and -. Values: JSON, at most 64 KiB. Every value has a revision, a number that
 * rises when it changes. Changes are held until the outcome of the call is committed (see ext/requests.h): until then
 * get() answers what was there before. Where a call may change nothing (option-source, validator, panel) they are
 * GUICHET_E_FORBIDDEN.
 * Changes: 0 first.
 */
#define GUICHET_EXT_STORAGE "guichet.storage/0"

typedef struct guichet_host_storage {
  uint32_t size;
  uint32_t reserved;

  /* Writes {"value": ..., "revision": 3}. GUICHET_E_NOT_FOUND: nothing is kept there. [the call's thread] */
  int32_t (*get)(const guichet_call* call, guichet_str key, const guichet_sink* found);

  /* Keeps a value, when the revision there is still this one; 0: when nothing is kept there. GUICHET_E_CONFLICT: it is
   * another by now, read again; or this call has changed the key already. When it changes between this answer and the
   * commit, nothing of the call is done and it is tried again. GUICHET_E_LIMIT: the value is too large, or the plugin
   * keeps too much. [the call's thread] */
  int32_t (*put)(const guichet_call* call, guichet_str key, uint64_t revision, guichet_json value);

  /* Forgets a value, when the revision there is still this one. As put(); GUICHET_E_NOT_FOUND: nothing is kept there.
   * [the call's thread] */
  int32_t (*remove)(const guichet_call* call, guichet_str key, uint64_t revision);

  /* Writes the keys that begin with prefix, in order: {"keys": [{"key": "...", "revision": 3}], "next": "..."}. Page:
   * {"limit": 100, "after": "key"}, both may be left out; at most 1000. Next is there when there are more: pass it as
   * after. [the call's thread] */
  int32_t (*list)(const guichet_call* call, guichet_str prefix, guichet_json page, const guichet_sink* keys);
} guichet_host_storage;

#endif
