/* A plugin in C11, with nothing but the headers of the contract. */
#include <guichet/plugin.h>

#include <string.h>

#define NUMBER_LENGTH 8

static guichet_str text(const char* ptr) {
  guichet_str value;
  value.ptr = ptr;
  value.len = strlen(ptr);
  return value;
}

static int32_t answer(const guichet_sink* outcome, const char* json) {
  return outcome->write(outcome->ctx, json, strlen(json));
}

/* The digits of the member "number" of a JSON object, which must be a text of eight digits and spaces. */
static int read_number(guichet_str input, char digits[NUMBER_LENGTH + 1]) {
  static const char key[] = "\"number\":\"";
  const uint64_t key_length = sizeof key - 1;
  int count = 0;
  uint64_t at;
  for (at = 0; at + key_length <= input.len; ++at) {
    if (memcmp(input.ptr + at, key, key_length) != 0) continue;
    for (at += key_length; at < input.len && input.ptr[at] != '"'; ++at) {
      if (input.ptr[at] == ' ') continue;
      if (input.ptr[at] < '0' || input.ptr[at] > '9' || count == NUMBER_LENGTH) return 0;
      digits[count++] = input.ptr[at];
    }
    digits[count] = 0;
    return count == NUMBER_LENGTH;
  }
  return 0;
}

static int32_t run(const guichet_plugin* plugin, const guichet_call* call, guichet_str name, guichet_json input,
                   const guichet_sink* outcome) {
  static const char handed_over[] =
      "{\"outcome\":\"hand-over\",\"reason\":{"
      "\"fr\":\"Le numéro indiqué n’en est pas un : une personne va le retrouver avec vous.\","
      "\"en\":\"The number given is not one: somebody will find it with you.\"}}";
  const guichet_host* host = plugin->data;
  const guichet_host_log* log = host->get_extension(host, GUICHET_EXT_LOG);
  const guichet_host_requests* requests = host->get_extension(host, GUICHET_EXT_REQUESTS);
  char digits[NUMBER_LENGTH + 1];
  guichet_str given;
  guichet_json words;

  if (name.len != strlen("prepare-certificate") || memcmp(name.ptr, "prepare-certificate", name.len) != 0) {
    call->fail(call, GUICHET_E_UNSUPPORTED, text("no automation of this name"));
    return GUICHET_E_UNSUPPORTED;
  }
  given.ptr = input.ptr;
  given.len = input.len;
  if (!read_number(given, digits)) return answer(outcome, handed_over);
  if (log != 0) log->write(host, GUICHET_LOG_INFO, text("preparing a certificate"));
  if (requests != 0) {
    const guichet_str said = text("{\"fr\":\"Votre attestation est prête.\",\"en\":\"Your certificate is ready.\"}");
    words.ptr = said.ptr;
    words.len = said.len;
    requests->comment(call, GUICHET_COMMENT_PUBLIC, words);
  }
  if (answer(outcome, "{\"outcome\":\"done\",\"result\":{\"number\":\"") != GUICHET_OK) return GUICHET_E_LIMIT;
  if (answer(outcome, digits) != GUICHET_OK) return GUICHET_E_LIMIT;
  return answer(outcome, "\"}}");
}

static int32_t start(const guichet_plugin* plugin) {
  (void)plugin;
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
  (void)plugin;
  return strcmp(id, GUICHET_EXT_AUTOMATION) == 0 ? &automation : 0;
}

static int32_t create(const guichet_host* host, guichet_str id, const guichet_plugin** out) {
  static guichet_plugin plugin = {sizeof(guichet_plugin), 0, 0, start, stop, destroy, get_extension};
  (void)id;
  plugin.data = (void*)(uintptr_t)host;
  *out = &plugin;
  return GUICHET_OK;
}

/* The one symbol that a plugin exports. */
GUICHET_EXPORT const guichet_entry* guichet_plugin_entry(void) {
  static const guichet_entry entry = {GUICHET_MAGIC, sizeof(guichet_entry), GUICHET_ABI_MAJOR, GUICHET_ABI_MINOR,
                                      create};
  return &entry;
}
