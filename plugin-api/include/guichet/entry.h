// SPDX-License-Identifier: Apache-2.0
#ifndef GUICHET_ENTRY_H
#define GUICHET_ENTRY_H

#include "host.h"
#include "instance.h"
#include "str.h"

#include <stdint.h>

#define GUICHET_MAGIC 0x47554943u /* "GUIC" */

/* A plugin is taken when its major is the host's and its minor is not above the host's. */
#define GUICHET_ABI_MAJOR 1u
#define GUICHET_ABI_MINOR 0u

#if defined(__GNUC__)
#define GUICHET_EXPORT __attribute__((visibility("default")))
#else
#define GUICHET_EXPORT
#endif

/*
 * What the host reads before anything else of the plugin; constant for the life of the process.
 */
typedef struct guichet_entry {
  uint32_t magic;     /* GUICHET_MAGIC */
  uint32_t size;      /* sizeof(guichet_entry) the plugin was compiled with */
  uint32_t abi_major; /* GUICHET_ABI_MAJOR the plugin was compiled with */
  uint32_t abi_minor; /* GUICHET_ABI_MINOR the plugin was compiled with */

  /* Makes the plugin of this id (its manifest's). Once a process. GUICHET_OK with *out set, or a code that refuses
   * the plugin, with *out untouched and nothing left behind. [main thread] */
  int32_t (*create)(const guichet_host* host, guichet_str id, const guichet_plugin** out);
} guichet_entry;

#ifdef __cplusplus
extern "C" {
#endif

/* The only symbol a plugin exports. Never null. [main thread] */
GUICHET_EXPORT const guichet_entry* guichet_plugin_entry(void);

#ifdef __cplusplus
}
#endif

#endif
