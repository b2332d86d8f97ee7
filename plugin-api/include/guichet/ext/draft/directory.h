// SPDX-License-Identifier: Apache-2.0
#ifndef GUICHET_EXT_DRAFT_DIRECTORY_H
#define GUICHET_EXT_DRAFT_DIRECTORY_H

#include "../../call.h"
#include "../../instance.h"
#include "../../sink.h"
#include "../../str.h"

#include <stdint.h>

/*
 * Draft. Offered by a plugin that contributes directory: the people of the university, as another system knows them.
 * Changes: 0 first.
 */
#define GUICHET_EXT_DIRECTORY "guichet.directory/0"

typedef struct guichet_plugin_directory {
  uint32_t size;
  uint32_t reserved;

  /* Finds one person. Who: {"login": "..."}. Person: {"login": "...", "name": "...", "mail": "...", "phone": "...",
   * "campus": "...", "component": "...", "office": "...", "affiliations": ["staff"], "active": true}; what is not known
   * is left out. GUICHET_E_NOT_FOUND: nobody of that login. [job thread] */
  int32_t (*find)(const guichet_plugin* plugin, const guichet_call* call, guichet_str name, guichet_json who,
                  const guichet_sink* person);

  /* Lists people in an order of the plugin's own that does not change. Page: {"after": "...", "limit": 500,
   * "changed_since": 1764000000000}; after is the next of the page before, left out first; changed_since may be
   * disregarded. People: {"people": [...], "next": "..."}, without next on the last page. [job thread] */
  int32_t (*list)(const guichet_plugin* plugin, const guichet_call* call, guichet_str name, guichet_json page,
                  const guichet_sink* people);
} guichet_plugin_directory;

#endif
