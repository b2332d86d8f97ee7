// SPDX-License-Identifier: Apache-2.0
#ifndef GUICHET_EXT_DRAFT_DIRECTORY_MODIFY_H
#define GUICHET_EXT_DRAFT_DIRECTORY_MODIFY_H

#include "../../call.h"
#include "../../sink.h"
#include "../../str.h"

#include <stdint.h>

/*
 * Draft. Offered by the host under the capability "directory.modify": changes in the university's directory, held
 * until the outcome of the call is committed (see requests.h).
 * Changes: 0 first.
 */
#define GUICHET_EXT_DIRECTORY_MODIFY "guichet.directory.modify/0"

typedef struct guichet_host_directory_modify {
  uint32_t size;
  uint32_t reserved;

  /* Unlocks an account. Only that of a person the request is for, whose identity was verified.
   * GUICHET_OK: it will be, with the outcome. Else the sink receives why, {"message": "error.account.unknown",
   * "parameters": {}}: GUICHET_E_NOT_FOUND no such account, GUICHET_E_CONFLICT it is not locked or may not be
   * unlocked by a machine, GUICHET_E_FORBIDDEN not this account. [the call's thread] */
  int32_t (*unlock)(const guichet_call* call, guichet_str account, const guichet_sink* answer);
} guichet_host_directory_modify;

#endif
