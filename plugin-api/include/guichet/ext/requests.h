// SPDX-License-Identifier: Apache-2.0
#ifndef GUICHET_EXT_REQUESTS_H
#define GUICHET_EXT_REQUESTS_H

#include "../call.h"
#include "../sink.h"
#include "../str.h"

#include <stdint.h>

/*
 * Offered by the host under the capability "requests": the one request that the running call works for.
 *
 * What changes the request is held by the counter and takes effect together with the outcome of the call, or not at
 * all: when the call is interrupted, or answers something else than GUICHET_OK, nothing of it has happened.
 * GUICHET_OK therefore means "accepted".
 * Changes: 1 first.
 */
#define GUICHET_EXT_REQUESTS "guichet.requests/1"

#define GUICHET_COMMENT_PUBLIC 0   /* the requester reads it */
#define GUICHET_COMMENT_INTERNAL 1 /* only the team does */

typedef struct guichet_host_requests {
  uint32_t size;
  uint32_t reserved;

  /* Writes one field of the request as JSON: "answers.account", "requester.name", "request.reference".
   * GUICHET_E_NOT_FOUND when there is none. [the call's thread] */
  int32_t (*field)(const guichet_call* call, guichet_str name, const guichet_sink* value);

  /* Adds a message; text is {"fr": "...", "en": "..."}. [the call's thread] */
  int32_t (*comment)(const guichet_call* call, int32_t visibility, guichet_json text);

  /* Sets a field that the service declares as filled by its automation. [the call's thread] */
  int32_t (*set_field)(const guichet_call* call, guichet_str name, guichet_json value);

  /* Completes the step that waits for this call, with a result that later steps read. [the call's thread] */
  int32_t (*complete_step)(const guichet_call* call, guichet_json result);

  /* Resolves the request, with a message {"fr": "...", "en": "..."} to the requester. [the call's thread] */
  int32_t (*resolve)(const guichet_call* call, guichet_json message);
} guichet_host_requests;

#endif
