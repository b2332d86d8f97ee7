// SPDX-License-Identifier: Apache-2.0
#ifndef GUICHET_SINK_H
#define GUICHET_SINK_H

#include <stdint.h>

/*
 * Where a function writes what it answers. Borrowed for the call it was passed to. Several writes append.
 */
typedef struct guichet_sink {
  void* ctx; /* of whoever made the sink; pass it back as the first argument */

  /* Appends bytes. GUICHET_OK, or GUICHET_E_LIMIT once more than 1 MiB was written: what was written is then
   * worthless and the call has failed. [the call's thread] */
  int32_t (*write)(void* ctx, const void* bytes, uint64_t len);
} guichet_sink;

#endif
