// SPDX-License-Identifier: Apache-2.0
#ifndef GUICHET_CALL_H
#define GUICHET_CALL_H

#include "str.h"

#include <stdint.h>

/*
 * One call from the counter to the plugin. Lives until the function it was passed to returns; never keep it.
 */
typedef struct guichet_call guichet_call;
struct guichet_call {
  uint32_t size;        /* sizeof(guichet_call) on the host's side */
  uint32_t attempt;     /* 1 for the first time this job is tried, then 2, 3... */
  uint64_t deadline_ms; /* milliseconds from the start of the call until nobody waits for its answer any more */
  guichet_str job;      /* the same for every attempt at one job: the key for doing it once; may be empty */
  guichet_str language; /* of the person it is done for: "fr" or "en" */
  void* data;           /* the host's own */

  /* Not 0 once the call was given up; long work looks at it now and then and returns GUICHET_E_CANCELLED.
   * A call that does not return shortly after costs the plugin its process. [any thread] */
  int32_t (*cancelled)(const guichet_call* call);

  /* Says why the call is about to answer something else than GUICHET_OK, for the log and the agent: never shown
   * to the requester. The last word counts. [the call's thread] */
  void (*fail)(const guichet_call* call, int32_t code, guichet_str why);
};

#endif
