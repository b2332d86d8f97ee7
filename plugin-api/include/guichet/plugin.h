// SPDX-License-Identifier: Apache-2.0
#ifndef GUICHET_PLUGIN_H
#define GUICHET_PLUGIN_H

/*
 * The whole stable contract between the counter and a plugin. C11, and C++ from 11 on.
 *
 * Rules that hold for every function: inputs are borrowed for the call; answers go through the sink; neither side
 * frees what the other allocated; no exception, longjmp or cancelled thread crosses; text is UTF-8. The tag at the
 * end of each comment names the thread: [main thread] one and always the same, [job thread] any of those the
 * manifest declares, several at once if it declares several, [any thread], [the call's thread] the one on which the
 * call in question runs.
 *
 * Drafts are not included here: name guichet/ext/draft/... yourself, and expect it to change.
 */
#include "call.h"
#include "entry.h"
#include "error.h"
#include "ext/automation.h"
#include "ext/log.h"
#include "ext/option-source.h"
#include "ext/requests.h"
#include "ext/settings.h"
#include "ext/validator.h"
#include "host.h"
#include "instance.h"
#include "sink.h"
#include "str.h"

#endif
