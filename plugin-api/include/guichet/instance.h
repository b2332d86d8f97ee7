// SPDX-License-Identifier: Apache-2.0
#ifndef GUICHET_INSTANCE_H
#define GUICHET_INSTANCE_H

#include <stdint.h>

/*
 * The plugin, as the counter sees it. Made and owned by the plugin, from create() until destroy() returns.
 */
typedef struct guichet_plugin guichet_plugin;
struct guichet_plugin {
  uint32_t size;  /* sizeof(guichet_plugin) the plugin was compiled with */
  uint32_t flags; /* 0 */
  void* data;     /* the plugin's own */

  /* Gets ready for calls, within five seconds of the start of the process. Anything else than GUICHET_OK refuses
   * the plugin; destroy() follows, stop() does not. [main thread] */
  int32_t (*start)(const guichet_plugin* plugin);

  /* Ends what start() began, within grace_ms. No call is running any more and none will come. [main thread] */
  int32_t (*stop)(const guichet_plugin* plugin, uint32_t grace_ms);

  /* Frees everything; the plugin and the host are not touched again. [main thread] */
  void (*destroy)(const guichet_plugin* plugin);

  /* A table of functions the plugin offers, by id and revision ("guichet.automation/1"), or null. The table lives
   * until destroy(). [main thread, between create and start] */
  const void* (*get_extension)(const guichet_plugin* plugin, const char* id);
};

#endif
