/* SPDX-License-Identifier: Apache-2.0 */
/* The library of a plugin without code: it starts, offers nothing, and stops. */
#include <guichet/plugin.h>

static int32_t start(const guichet_plugin* plugin) {
  (void)plugin;
  return GUICHET_OK;
}

static int32_t stop(const guichet_plugin* plugin, uint32_t grace_ms) {
  (void)plugin;
  (void)grace_ms;
  return GUICHET_OK;
}

static void destroy(const guichet_plugin* plugin) {
  (void)plugin;
}

static const void* get_extension(const guichet_plugin* plugin, const char* id) {
  (void)plugin;
  (void)id;
  return 0;
}

static const guichet_plugin empty = {sizeof(guichet_plugin), 0, 0, start, stop, destroy, get_extension};

static int32_t create(const guichet_host* host, guichet_str id, const guichet_plugin** out) {
  (void)host;
  (void)id;
  *out = &empty;
  return GUICHET_OK;
}

GUICHET_EXPORT const guichet_entry* guichet_plugin_entry(void) {
  static const guichet_entry entry = {GUICHET_MAGIC, sizeof(guichet_entry), GUICHET_ABI_MAJOR, GUICHET_ABI_MINOR,
                                      create};
  return &entry;
}
