// SPDX-License-Identifier: Apache-2.0
#ifndef GUICHET_EXT_DRAFT_MAIL_H
#define GUICHET_EXT_DRAFT_MAIL_H

#include "../../call.h"
#include "../../sink.h"
#include "../../str.h"

#include <stdint.h>

/*
 * Draft. Offered by the host under the capability "mail": messages to those who take part in the request of the running
 * call, in the words of a mail-template of the manifest. Held until the outcome of the call is committed (see
 * ext/requests.h).
 * Changes: 0 first.
 */
#define GUICHET_EXT_MAIL "guichet.mail/0"

typedef struct guichet_host_mail {
  uint32_t size;
  uint32_t reserved;

  /* Sends one message. Name: a mail-template of the manifest. Message: {"to": "requester", "values": {"key": "text"}},
   * where to is "requester", "beneficiary", "assignee" or the login of one of the request's people, and values fill the
   * variables that the template declares. It is written in the language of its reader.
   * GUICHET_OK: it will be sent, with the outcome. Else the sink receives why: GUICHET_E_NOT_FOUND no such template or
   * person, GUICHET_E_INVALID a value that the template does not declare or one that is missing, GUICHET_E_LIMIT too
   * many in one call. [the call's thread] */
  int32_t (*send)(const guichet_call* call, guichet_str name, guichet_json message, const guichet_sink* answer);
} guichet_host_mail;

#endif
