// SPDX-License-Identifier: Apache-2.0
#ifndef GUICHET_HOST_H
#define GUICHET_HOST_H

#include <stdint.h>

/*
 * The counter, as a plugin sees it. Made by the worker, given to create(), and alive until destroy() has returned.
 */
typedef struct guichet_host guichet_host;
struct guichet_host {
  uint32_t size; /* sizeof(guichet_host) on the host's side */
  uint32_t reserved;
  void* data; /* the host's own */

  /* A table of functions the host offers, by id and revision ("guichet.log/1"), or null when this host has none
   * of that name. The table lives as long as the host. That a table is there does not mean that the plugin was
   * granted its capability: an ungranted function answers GUICHET_E_FORBIDDEN.
   * [any thread, from create to destroy] */
  const void* (*get_extension)(const guichet_host* host, const char* id);
};

#endif
