/* SPDX-License-Identifier: Apache-2.0 */
/* A plugin in pure C11, with nothing but the headers of the contract: it answers "done" with the input it was given. */
#include <guichet/plugin.h>

#include <string.h>

static int32_t put(const guichet_sink* sink, const char* text, uint64_t length) {
  return sink->write(sink->ctx, text, length);
}

static int32_t run(const guichet_plugin* plugin, const guichet_call* call, guichet_str name, guichet_json input,
                   const guichet_sink* outcome) {
  static const char before[] = "{\"outcome\":\"done\",\"result\":{\"input\":";
  static const char unknown[] = "no automation of this name";
  const guichet_host* host = plugin->data;
  const guichet_host_log* log = host->get_extension(host, GUICHET_EXT_LOG);
  const guichet_str line = {"echo in C", 9};
  if (name.len != 4 || memcmp(name.ptr, "echo", 4) != 0) {
    const guichet_str why = {unknown, sizeof unknown - 1};
    call->fail(call, GUICHET_E_UNSUPPORTED, why);
    return GUICHET_E_UNSUPPORTED;
  }
  if (log != 0) log->write(host, GUICHET_LOG_DEBUG, line);
  if (put(outcome, before, sizeof before - 1) != GUICHET_OK) return GUICHET_E_LIMIT;
  if (put(outcome, input.ptr, input.len) != GUICHET_OK) return GUICHET_E_LIMIT;
  return put(outcome, "}}", 2);
}

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
  static const guichet_plugin_automation automation = {sizeof(guichet_plugin_automation), 0, run};
  (void)plugin;
  return strcmp(id, GUICHET_EXT_AUTOMATION) == 0 ? &automation : 0;
}

static int32_t create(const guichet_host* host, guichet_str id, const guichet_plugin** out) {
  static guichet_plugin plugin = {sizeof(guichet_plugin), 0, 0, start, stop, destroy, get_extension};
  (void)id;
  plugin.data = (void*)(uintptr_t)host;
  *out = &plugin;
  return GUICHET_OK;
}

const guichet_entry* guichet_plugin_entry(void) {
  static const guichet_entry entry = {GUICHET_MAGIC, sizeof(guichet_entry), GUICHET_ABI_MAJOR, GUICHET_ABI_MINOR,
                                      create};
  return &entry;
}
