// SPDX-License-Identifier: Apache-2.0
#ifndef GUICHET_EXT_DRAFT_CONNECT_H
#define GUICHET_EXT_DRAFT_CONNECT_H

#include "../../call.h"
#include "../../sink.h"
#include "../../str.h"

#include <stdint.h>

/*
 * Draft. Offered by the host under the capability "connect": connections to the hosts and ports that the manifest names
 * under `connect` and an administrator approved. The counter resolves the name and connects; a plugin has no socket of
 * its own.
 * Changes: 0 first.
 */
#define GUICHET_EXT_CONNECT "guichet.connect/0"

typedef struct guichet_host_connect {
  uint32_t size;
  uint32_t reserved;

  /* Opens a TCP connection and gives its descriptor: connected, blocking, close-on-exec. It is the plugin's from then
   * on, also after the call; the plugin closes it. Encryption is the plugin's as well. Waits for the connection, at
   * most until the deadline of the call. Else *descriptor is -1 and the sink receives why, {"message": "error....",
   * "parameters": {}}: GUICHET_E_FORBIDDEN this host and port were not approved, or the name leads to a private address
   * that no administrator named; GUICHET_E_UNAVAILABLE nobody answers there; GUICHET_E_LIMIT too many at once. [the
   * call's thread] */
  int32_t (*open)(const guichet_call* call, guichet_str host, uint32_t port, int32_t* descriptor,
                  const guichet_sink* answer);
} guichet_host_connect;

#endif
