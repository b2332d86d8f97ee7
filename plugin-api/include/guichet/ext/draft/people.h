// SPDX-License-Identifier: Apache-2.0
#ifndef GUICHET_EXT_DRAFT_PEOPLE_H
#define GUICHET_EXT_DRAFT_PEOPLE_H

#include "../../call.h"
#include "../../sink.h"
#include "../../str.h"

#include <stdint.h>

/*
 * Draft. Offered by the host under the capability "people": those who take part in the request of the running call, and
 * nobody else.
 * Changes: 0 first.
 */
#define GUICHET_EXT_PEOPLE "guichet.people/0"

typedef struct guichet_host_people {
  uint32_t size;
  uint32_t reserved;

  /* Writes what the counter knows of one person: {"login": "...", "name": "...", "mail": "...", "phone": "...",
   * "campus": "...", "component": "...", "office": "..."}; what is not known is left out. Who: "requester",
   * "beneficiary", "assignee", or the login of one of the request's people. GUICHET_E_NOT_FOUND: there is none, or it
   * is somebody else's business. GUICHET_E_CONFLICT: the call is for no request. [the call's thread] */
  int32_t (*find)(const guichet_call* call, guichet_str who, const guichet_sink* person);
} guichet_host_people;

#endif
