// SPDX-License-Identifier: Apache-2.0
#ifndef GUICHET_EXT_DRAFT_SCHEDULE_H
#define GUICHET_EXT_DRAFT_SCHEDULE_H

#include "../../call.h"
#include "../../sink.h"
#include "../../str.h"

#include <stdint.h>

/*
 * Draft. Offered by the host under the capability "schedule": running one of the manifest's `schedules` once, at a time
 * (see draft/schedule-run.h for what runs then). Held until the outcome of the call is committed (see ext/requests.h).
 * Changes: 0 first.
 */
#define GUICHET_EXT_SCHEDULE "guichet.schedule/0"

typedef struct guichet_host_schedule {
  uint32_t size;
  uint32_t reserved;

  /* Asks for one run, not before `when`, milliseconds since 1970 in UTC; a time that has passed means soon, and
   * from a run of a schedule, a minute later at the soonest. At most 100 runs of a plugin wait. Name: a
   * schedule of the manifest. Input: what the run is given. GUICHET_OK: it will run, once, with the outcome. Else the
   * sink receives why: GUICHET_E_NOT_FOUND no such schedule, GUICHET_E_LIMIT too many are waiting, or more than a year
   * ahead. [the call's thread] */
  int32_t (*at)(const guichet_call* call, guichet_str name, int64_t when, guichet_json input,
                const guichet_sink* answer);
} guichet_host_schedule;

#endif
