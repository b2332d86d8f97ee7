// SPDX-License-Identifier: Apache-2.0
#ifndef GUICHET_EXT_DRAFT_PANEL_H
#define GUICHET_EXT_DRAFT_PANEL_H

#include "../../call.h"
#include "../../instance.h"
#include "../../sink.h"
#include "../../str.h"

#include <stdint.h>

/*
 * Draft. Offered by a plugin that contributes panels: a few facts beside a request on the desk, as typed blocks.
 * Changes: 0 first.
 */
#define GUICHET_EXT_PANEL "guichet.panel/0"

typedef struct guichet_plugin_panel {
  uint32_t size;
  uint32_t reserved;

  /* Says what a panel shows. About: {"place": "request", "request": {"reference": "...", "service": "...",
   * "answers": {...}}, "viewer": {"login": "..."}}; place is the manifest's. Blocks are an array of at most 20 of
   *   {"type": "text",   "text": {"fr": "...", "en": "..."}}
   *   {"type": "figure", "label": {...}, "value": "12,5", "unit": {...}}         unit may be left out
   *   {"type": "table",  "columns": [{...}], "rows": [["...", "..."]]}           at most 8 columns and 100 rows
   *   {"type": "link",   "label": {...}, "href": "https://..."}                  https, http or mailto
   * Texts are shown as they are, never as HTML. Changes nothing anywhere, and answers within its deadline, often one
   * second. GUICHET_E_UNSUPPORTED: no panel of this name. [job thread] */
  int32_t (*render)(const guichet_plugin* plugin, const guichet_call* call, guichet_str name, guichet_json about,
                    const guichet_sink* blocks);
} guichet_plugin_panel;

#endif
