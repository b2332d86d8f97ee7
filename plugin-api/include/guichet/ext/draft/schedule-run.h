// SPDX-License-Identifier: Apache-2.0
#ifndef GUICHET_EXT_DRAFT_SCHEDULE_RUN_H
#define GUICHET_EXT_DRAFT_SCHEDULE_RUN_H

#include "../../call.h"
#include "../../instance.h"
#include "../../sink.h"
#include "../../str.h"

#include <stdint.h>

/*
 * Draft. Offered by a plugin that contributes schedules: what runs at a time rather than for a request.
 * Changes: 0 first.
 */
#define GUICHET_EXT_SCHEDULE_RUN "guichet.schedule-run/0"

typedef struct guichet_plugin_schedule_run {
  uint32_t size;
  uint32_t reserved;

  /* Runs one schedule of the manifest; never two of the same at once, on whatever node. Occasion: {"due":
   * 1764000000000, "input": {...}}, due in milliseconds since 1970 in UTC, input what was passed to the host's at(), {}
   * when its own time has come. The outcome is that of an automation (ext/automation.h) without hand-over: done, retry,
   * failed. What was due while the counter was closed runs once, late. GUICHET_E_UNSUPPORTED: no schedule of this name.
   * [job thread] */
  int32_t (*run)(const guichet_plugin* plugin, const guichet_call* call, guichet_str name, guichet_json occasion,
                 const guichet_sink* outcome);
} guichet_plugin_schedule_run;

#endif
