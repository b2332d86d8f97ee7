// SPDX-License-Identifier: Apache-2.0
#ifndef GUICHET_EXT_DRAFT_FILES_H
#define GUICHET_EXT_DRAFT_FILES_H

#include "../../call.h"
#include "../../sink.h"
#include "../../str.h"

#include <stdint.h>

/*
 * Draft. Offered by the host under the capability "files": the files of the request that the running call works for.
 * They pass as descriptors, so that a large one is never in a message.
 * Changes: 0 first.
 */
#define GUICHET_EXT_FILES "guichet.files/0"

typedef struct guichet_host_files {
  uint32_t size;
  uint32_t reserved;

  /* Gives a descriptor to read one attachment from its beginning. It is the plugin's from then on, which closes it. The
   * sink receives {"name": "...", "type": "application/pdf", "size": 1234}. Attachment: its id, as the answers of the
   * request name it. Else *descriptor is -1: GUICHET_E_NOT_FOUND this request has no such file. [the call's thread] */
  int32_t (*open)(const guichet_call* call, guichet_str attachment, int32_t* descriptor, const guichet_sink* facts);

  /* Gives a descriptor to write a new file into: a stream that is written once, from the beginning to the end. It is
   * the plugin's, which closes it when the file is whole and before it answers its call. Held: what was written is
   * attached to the request under this name when the outcome of the call is committed (see ext/requests.h). Else
   * *descriptor is -1 and the sink receives why: GUICHET_E_INVALID no name for a file, GUICHET_E_LIMIT too many in one
   * call. A file over the counter's size for attachments fails the call. [the call's thread] */
  int32_t (*add)(const guichet_call* call, guichet_str name, int32_t* descriptor, const guichet_sink* answer);
} guichet_host_files;

#endif
