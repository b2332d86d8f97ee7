// SPDX-License-Identifier: Apache-2.0
#ifndef GUICHET_EXT_DRAFT_REQUESTS_OPEN_H
#define GUICHET_EXT_DRAFT_REQUESTS_OPEN_H

#include "../../call.h"
#include "../../sink.h"
#include "../../str.h"

#include <stdint.h>

/*
 * Draft. Offered by the host under the capability "requests": opening a sub-request of another service for the request
 * of the running call, for the same person. Held until the outcome of the call is committed (see ext/requests.h).
 * Changes: 0 first.
 */
#define GUICHET_EXT_REQUESTS_OPEN "guichet.requests.open/0"

typedef struct guichet_host_requests_open {
  uint32_t size;
  uint32_t reserved;

  /* Opens a request of a service ("plugin/service", or a service of this plugin). Request: {"answers": {...}}, which
   * must hold in that service's form. GUICHET_OK: it will be opened and routed, with the outcome. Else the sink
   * receives why, {"message": "error....", "parameters": {}}: GUICHET_E_NOT_FOUND no such service, GUICHET_E_FORBIDDEN
   * it is not for this person, GUICHET_E_INVALID its form does not take these answers, GUICHET_E_LIMIT too many for one
   * request. [the call's thread] */
  int32_t (*open)(const guichet_call* call, guichet_str service, guichet_json request, const guichet_sink* answer);
} guichet_host_requests_open;

#endif
