// SPDX-License-Identifier: Apache-2.0
#ifndef GUICHET_EXT_DRAFT_ASSISTANT_H
#define GUICHET_EXT_DRAFT_ASSISTANT_H

#include "../../call.h"
#include "../../instance.h"
#include "../../sink.h"
#include "../../str.h"

#include <stdint.h>

/*
 * Draft. Offered by a plugin that contributes assistant: a second opinion on what somebody asks for. It proposes;
 * people and the counter's own rules decide. Changes: 0 first.
 */
#define GUICHET_EXT_ASSISTANT "guichet.assistant/0"

typedef struct guichet_plugin_assistant {
  uint32_t size;
  uint32_t reserved;

  /* Proposes services for what was typed. Question: {"text": "...", "services": [{"id": "it/account-unlock",
   * "title": "...", "summary": "..."}]}, those this person may use, the counter's best guesses first. Proposal:
   * {"services": [{"id": "...", "why": {"fr": "...", "en": "..."}, "answers": {...}}]}, best first; only services of
   * the question count, answers and why may be left out. Changes nothing anywhere, and answers within its deadline,
   * often one second: the page is shown without it otherwise. [job thread] */
  int32_t (*propose)(const guichet_plugin* plugin, const guichet_call* call, guichet_str name, guichet_json question,
                     const guichet_sink* proposal);
} guichet_plugin_assistant;

#endif
