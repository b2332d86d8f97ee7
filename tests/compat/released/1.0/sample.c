/* SPDX-License-Identifier: Apache-2.0 */
/* Uses every function of the contract as it was frozen at 1.0, in C11 with nothing but its headers. Kept as the source
 * of the binary beside it; released_test.cpp says what it must do for ever. sample.cpp does the same through the SDK.
 */
#include <guichet/plugin.h>

#include <stdio.h>
#include <string.h>
#include <time.h>

#define TEXT(literal) ((guichet_str){literal, sizeof(literal) - 1})
#define JSON(literal) ((guichet_json){literal, sizeof(literal) - 1})

static const guichet_host* host;
static const guichet_host_log* host_log;
static const guichet_host_settings* host_settings;
static const guichet_host_requests* host_requests;

struct buffer {
  char bytes[4096];
  uint64_t len;
};

static int32_t collect(void* ctx, const void* bytes, uint64_t len) {
  struct buffer* to = ctx;
  if (len > sizeof to->bytes - to->len) return GUICHET_E_LIMIT;
  memcpy(to->bytes + to->len, bytes, len);
  to->len += len;
  return GUICHET_OK;
}

static int is(guichet_str name, const char* what) {
  return name.len == strlen(what) && memcmp(name.ptr, what, name.len) == 0;
}

static int32_t say(const guichet_sink* sink, const char* text) {
  return sink->write(sink->ctx, text, strlen(text));
}

static int32_t echo(const guichet_call* call, guichet_json input, const guichet_sink* outcome) {
  char rest[256];
  snprintf(rest, sizeof rest, ",\"job\":\"%.*s\",\"attempt\":%u,\"language\":\"%.*s\"}}", (int)call->job.len,
           call->job.ptr, (unsigned)call->attempt, (int)call->language.len, call->language.ptr);
  if (say(outcome, "{\"outcome\":\"done\",\"result\":{\"input\":") != GUICHET_OK) return GUICHET_E_LIMIT;
  if (outcome->write(outcome->ctx, input.ptr, input.len) != GUICHET_OK) return GUICHET_E_LIMIT;
  return say(outcome, rest);
}

static int32_t work(const guichet_call* call, const guichet_sink* outcome) {
  struct buffer name = {{0}, 0}, none = {{0}, 0};
  const guichet_sink to_name = {&name, collect}, to_none = {&none, collect};
  char text[4400];
  int32_t missing;
  if (host_requests->field(call, TEXT("requester.name"), &to_name) != GUICHET_OK) return GUICHET_E_INTERNAL;
  missing = host_requests->field(call, TEXT("answers.nothing"), &to_none);
  host_requests->comment(call, GUICHET_COMMENT_PUBLIC, JSON("{\"fr\":\"C'est fait.\",\"en\":\"It is done.\"}"));
  host_requests->comment(call, GUICHET_COMMENT_INTERNAL,
                         JSON("{\"fr\":\"Fait par la machine.\",\"en\":\"Done by the machine.\"}"));
  host_requests->set_field(call, TEXT("checked"), JSON("true"));
  host_requests->complete_step(call, JSON("{\"ok\":true}"));
  snprintf(text, sizeof text, "{\"outcome\":\"done\",\"result\":{\"name\":%.*s,\"none\":%d}}", (int)name.len,
           name.bytes, (int)missing);
  return say(outcome, text);
}

static int32_t resolve(const guichet_call* call, const guichet_sink* outcome) {
  char text[100];
  const int32_t code = host_requests->resolve(call, JSON("{\"fr\":\"R\xC3\xA9solu.\",\"en\":\"Resolved.\"}"));
  snprintf(text, sizeof text, "{\"outcome\":\"done\",\"result\":{\"code\":%d}}", (int)code);
  return say(outcome, text);
}

static int32_t settings(const guichet_sink* outcome) {
  struct buffer greeting = {{0}, 0}, none = {{0}, 0};
  const guichet_sink to_greeting = {&greeting, collect}, to_none = {&none, collect};
  char text[4400];
  int32_t missing;
  if (host_settings->get(host, TEXT("greeting"), &to_greeting) != GUICHET_OK) return GUICHET_E_INTERNAL;
  missing = host_settings->get(host, TEXT("nothing"), &to_none);
  snprintf(text, sizeof text, "{\"outcome\":\"done\",\"result\":{\"greeting\":%.*s,\"none\":%d}}", (int)greeting.len,
           greeting.bytes, (int)missing);
  return say(outcome, text);
}

static int32_t breaks(const guichet_call* call) {
  host_requests->comment(call, GUICHET_COMMENT_PUBLIC,
                         JSON("{\"fr\":\"Cela n'arrivera pas.\",\"en\":\"This will not happen.\"}"));
  call->fail(call, GUICHET_E_UNAVAILABLE, TEXT("the server does not answer"));
  return GUICHET_E_UNAVAILABLE;
}

static int32_t waits(const guichet_call* call, const guichet_sink* outcome) {
  const struct timespec moment = {0, 2000000};
  while (call->cancelled(call) == 0) nanosleep(&moment, 0);
  return say(outcome, "{\"outcome\":\"failed\",\"reason\":{\"fr\":\"Interrompu.\",\"en\":\"Interrupted.\"}}");
}

static int32_t unknown(const guichet_call* call) {
  call->fail(call, GUICHET_E_UNSUPPORTED, TEXT("nothing of this name"));
  return GUICHET_E_UNSUPPORTED;
}

static int32_t run(const guichet_plugin* plugin, const guichet_call* call, guichet_str name, guichet_json input,
                   const guichet_sink* outcome) {
  (void)plugin;
  if (is(name, "echo")) return echo(call, input, outcome);
  if (is(name, "work")) return work(call, outcome);
  if (is(name, "resolve")) return resolve(call, outcome);
  if (is(name, "settings")) return settings(outcome);
  if (is(name, "breaks")) return breaks(call);
  if (is(name, "waits")) return waits(call, outcome);
  if (is(name, "later"))
    return say(outcome,
               "{\"outcome\":\"retry\",\"at\":1900000000000,\"reason\":{\"fr\":\"Plus tard.\",\"en\":\"Later.\"}}");
  if (is(name, "never"))
    return say(outcome, "{\"outcome\":\"failed\",\"reason\":{\"fr\":\"Impossible.\",\"en\":\"Impossible.\"}}");
  if (is(name, "person"))
    return say(outcome,
               "{\"outcome\":\"hand-over\",\"reason\":{\"fr\":\"\xC3\x80 voir.\",\"en\":\"To be looked at.\"}}");
  return unknown(call);
}

/* Enough for what the test sends: the text of the member "text", which holds no escape. */
static guichet_str typed(guichet_json query) {
  static const char member[] = "\"text\":\"";
  uint64_t at, end;
  for (at = 0; at + sizeof member - 1 <= query.len; ++at) {
    if (memcmp(query.ptr + at, member, sizeof member - 1) != 0) continue;
    at += sizeof member - 1;
    for (end = at; end < query.len && query.ptr[end] != '"'; ++end) {
    }
    return (guichet_str){query.ptr + at, end - at};
  }
  return TEXT("");
}

static int32_t list(const guichet_plugin* plugin, const guichet_call* call, guichet_str name, guichet_json query,
                    const guichet_sink* options) {
  const guichet_str text = typed(query);
  (void)plugin;
  if (!is(name, "fruits")) return unknown(call);
  if (say(options, "[{\"value\":\"") != GUICHET_OK) return GUICHET_E_LIMIT;
  if (options->write(options->ctx, text.ptr, text.len) != GUICHET_OK) return GUICHET_E_LIMIT;
  return say(options,
             "\",\"label\":{\"fr\":\"Tap\xC3\xA9\",\"en\":\"Typed\"}},"
             "{\"value\":\"fig\",\"label\":{\"fr\":\"Figue\",\"en\":\"Fig\"}}]");
}

static int32_t check(const guichet_plugin* plugin, const guichet_call* call, guichet_str name, guichet_json answers,
                     const guichet_sink* verdict) {
  uint64_t at;
  int odd = 0;
  (void)plugin;
  if (!is(name, "even")) return unknown(call);
  for (at = 0; at < answers.len; ++at) {
    if (answers.ptr[at] >= '0' && answers.ptr[at] <= '9') odd = (answers.ptr[at] - '0') % 2;
  }
  return say(verdict, odd ? "[{\"field\":\"count\",\"message\":{\"fr\":\"Un nombre pair, s'il vous pla\xC3\xAEt.\","
                            "\"en\":\"An even number, please.\"}}]"
                          : "[]");
}

static int32_t start(const guichet_plugin* plugin) {
  struct buffer greeting = {{0}, 0};
  const guichet_sink to_greeting = {&greeting, collect};
  char line[4200];
  (void)plugin;
  host_settings->get(host, TEXT("greeting"), &to_greeting);
  snprintf(line, sizeof line, "started with %.*s", (int)greeting.len, greeting.bytes);
  host_log->write(host, GUICHET_LOG_INFO, (guichet_str){line, strlen(line)});
  host_log->write(host, GUICHET_LOG_WARNING, TEXT("a warning"));
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
  static const guichet_plugin_option_source option_source = {sizeof(guichet_plugin_option_source), 0, list};
  static const guichet_plugin_validator validator = {sizeof(guichet_plugin_validator), 0, check};
  (void)plugin;
  if (strcmp(id, GUICHET_EXT_AUTOMATION) == 0) return &automation;
  if (strcmp(id, GUICHET_EXT_OPTION_SOURCE) == 0) return &option_source;
  if (strcmp(id, GUICHET_EXT_VALIDATOR) == 0) return &validator;
  return 0;
}

static int32_t create(const guichet_host* given, guichet_str id, const guichet_plugin** out) {
  static const guichet_plugin plugin = {sizeof(guichet_plugin), 0, 0, start, stop, destroy, get_extension};
  (void)id;
  host = given;
  host_log = host->get_extension(host, GUICHET_EXT_LOG);
  host_settings = host->get_extension(host, GUICHET_EXT_SETTINGS);
  host_requests = host->get_extension(host, GUICHET_EXT_REQUESTS);
  if (host_log == 0 || host_settings == 0 || host_requests == 0) return GUICHET_E_UNSUPPORTED;
  *out = &plugin;
  return GUICHET_OK;
}

const guichet_entry* guichet_plugin_entry(void) {
  static const guichet_entry entry = {GUICHET_MAGIC, sizeof(guichet_entry), GUICHET_ABI_MAJOR, GUICHET_ABI_MINOR,
                                      create};
  return &entry;
}
