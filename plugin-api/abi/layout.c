// SPDX-License-Identifier: Apache-2.0
/* The layout of every public struct on 64-bit machines, held by the compiler. Compiled as C11 and as C++20. A line
 * here never changes once the struct is released: what is new comes at the end of a new revision. */
#include <guichet/ext/draft/assistant.h>
#include <guichet/ext/draft/connect.h>
#include <guichet/ext/draft/directory-modify.h>
#include <guichet/ext/draft/directory.h>
#include <guichet/ext/draft/files.h>
#include <guichet/ext/draft/mail.h>
#include <guichet/ext/draft/panel.h>
#include <guichet/ext/draft/people.h>
#include <guichet/ext/draft/requests-open.h>
#include <guichet/ext/draft/schedule-run.h>
#include <guichet/ext/draft/schedule.h>
#include <guichet/ext/draft/secrets.h>
#include <guichet/ext/draft/sign-in.h>
#include <guichet/ext/draft/storage.h>
#include <guichet/ext/draft/transport.h>
#include <guichet/plugin.h>

#include <assert.h>
#include <stddef.h>

#define SIZE(type, bytes) static_assert(sizeof(type) == (bytes), #type " changed its size")
#define AT(type, field, offset) static_assert(offsetof(type, field) == (offset), #type "." #field " moved")

SIZE(guichet_str, 16);
AT(guichet_str, ptr, 0);
AT(guichet_str, len, 8);

SIZE(guichet_json, 16);
AT(guichet_json, ptr, 0);
AT(guichet_json, len, 8);

SIZE(guichet_sink, 16);
AT(guichet_sink, ctx, 0);
AT(guichet_sink, write, 8);

SIZE(guichet_entry, 24);
AT(guichet_entry, magic, 0);
AT(guichet_entry, size, 4);
AT(guichet_entry, abi_major, 8);
AT(guichet_entry, abi_minor, 12);
AT(guichet_entry, create, 16);

SIZE(guichet_host, 24);
AT(guichet_host, size, 0);
AT(guichet_host, reserved, 4);
AT(guichet_host, data, 8);
AT(guichet_host, get_extension, 16);

SIZE(guichet_call, 72);
AT(guichet_call, size, 0);
AT(guichet_call, attempt, 4);
AT(guichet_call, deadline_ms, 8);
AT(guichet_call, job, 16);
AT(guichet_call, language, 32);
AT(guichet_call, data, 48);
AT(guichet_call, cancelled, 56);
AT(guichet_call, fail, 64);

SIZE(guichet_plugin, 48);
AT(guichet_plugin, size, 0);
AT(guichet_plugin, flags, 4);
AT(guichet_plugin, data, 8);
AT(guichet_plugin, start, 16);
AT(guichet_plugin, stop, 24);
AT(guichet_plugin, destroy, 32);
AT(guichet_plugin, get_extension, 40);

SIZE(guichet_host_log, 16);
AT(guichet_host_log, size, 0);
AT(guichet_host_log, reserved, 4);
AT(guichet_host_log, write, 8);

SIZE(guichet_host_settings, 16);
AT(guichet_host_settings, size, 0);
AT(guichet_host_settings, reserved, 4);
AT(guichet_host_settings, get, 8);

SIZE(guichet_host_requests, 48);
AT(guichet_host_requests, size, 0);
AT(guichet_host_requests, reserved, 4);
AT(guichet_host_requests, field, 8);
AT(guichet_host_requests, comment, 16);
AT(guichet_host_requests, set_field, 24);
AT(guichet_host_requests, complete_step, 32);
AT(guichet_host_requests, resolve, 40);

SIZE(guichet_plugin_automation, 16);
AT(guichet_plugin_automation, size, 0);
AT(guichet_plugin_automation, reserved, 4);
AT(guichet_plugin_automation, run, 8);

SIZE(guichet_plugin_option_source, 16);
AT(guichet_plugin_option_source, size, 0);
AT(guichet_plugin_option_source, reserved, 4);
AT(guichet_plugin_option_source, list, 8);

SIZE(guichet_plugin_validator, 16);
AT(guichet_plugin_validator, size, 0);
AT(guichet_plugin_validator, reserved, 4);
AT(guichet_plugin_validator, check, 8);

/* Drafts: these lines may change with them. */
SIZE(guichet_host_directory_modify, 16);
AT(guichet_host_directory_modify, unlock, 8);

SIZE(guichet_host_secrets, 16);
AT(guichet_host_secrets, get, 8);

SIZE(guichet_host_people, 16);
AT(guichet_host_people, find, 8);

SIZE(guichet_host_connect, 16);
AT(guichet_host_connect, open, 8);

SIZE(guichet_host_mail, 16);
AT(guichet_host_mail, send, 8);

SIZE(guichet_host_storage, 40);
AT(guichet_host_storage, get, 8);
AT(guichet_host_storage, put, 16);
AT(guichet_host_storage, remove, 24);
AT(guichet_host_storage, list, 32);

SIZE(guichet_host_schedule, 16);
AT(guichet_host_schedule, at, 8);

SIZE(guichet_host_files, 24);
AT(guichet_host_files, open, 8);
AT(guichet_host_files, add, 16);

SIZE(guichet_host_requests_open, 16);
AT(guichet_host_requests_open, open, 8);

SIZE(guichet_plugin_schedule_run, 16);
AT(guichet_plugin_schedule_run, run, 8);

SIZE(guichet_plugin_panel, 16);
AT(guichet_plugin_panel, render, 8);

SIZE(guichet_plugin_sign_in, 24);
AT(guichet_plugin_sign_in, begin, 8);
AT(guichet_plugin_sign_in, finish, 16);

SIZE(guichet_plugin_directory, 24);
AT(guichet_plugin_directory, find, 8);
AT(guichet_plugin_directory, list, 16);

SIZE(guichet_plugin_transport, 16);
AT(guichet_plugin_transport, send, 8);

SIZE(guichet_plugin_assistant, 16);
AT(guichet_plugin_assistant, propose, 8);

/* The numbers are as much part of the contract as the layout. */
static_assert(GUICHET_OK == 0 && GUICHET_E_INVALID == 1 && GUICHET_E_NOT_FOUND == 2 && GUICHET_E_FORBIDDEN == 3 &&
                  GUICHET_E_CONFLICT == 4 && GUICHET_E_LIMIT == 5 && GUICHET_E_UNAVAILABLE == 6 &&
                  GUICHET_E_INTERNAL == 7 && GUICHET_E_CANCELLED == 8 && GUICHET_E_UNSUPPORTED == 9,
              "an error code was renumbered");
static_assert(GUICHET_LOG_DEBUG == 0 && GUICHET_LOG_INFO == 1 && GUICHET_LOG_WARNING == 2 && GUICHET_LOG_ERROR == 3,
              "a log level was renumbered");
static_assert(GUICHET_COMMENT_PUBLIC == 0 && GUICHET_COMMENT_INTERNAL == 1, "a visibility was renumbered");
static_assert(GUICHET_MAGIC == 0x47554943u && GUICHET_ABI_MAJOR == 1u && GUICHET_ABI_MINOR == 0u,
              "the version of the contract changed");
