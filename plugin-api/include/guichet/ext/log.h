// SPDX-License-Identifier: Apache-2.0
#ifndef GUICHET_EXT_LOG_H
#define GUICHET_EXT_LOG_H

#include "../host.h"
#include "../str.h"

#include <stdint.h>

/*
 * Offered by the host, granted to every plugin: lines for the administrator.
 * Changes: 1 first.
 */
#define GUICHET_EXT_LOG "guichet.log/1"

#define GUICHET_LOG_DEBUG 0
#define GUICHET_LOG_INFO 1
#define GUICHET_LOG_WARNING 2
#define GUICHET_LOG_ERROR 3

typedef struct guichet_host_log {
  uint32_t size;
  uint32_t reserved;

  /* Writes one line; cut after 4 KiB. A plugin that floods waits here; the
   * counter keeps its last lines only.
   * Never put a person's words or a secret in it. [any thread] */
  void (*write)(const guichet_host* host, int32_t level, guichet_str line);
} guichet_host_log;

#endif
