// SPDX-License-Identifier: Apache-2.0
// Plugins that are bad before their first call; BAD says in which way. One library each.
#include <guichet/error.h>
#include <guichet/ext/automation.h>
#include <guichet/plugin.h>

#include <unistd.h>

#include <cstdlib>
#include <cstring>
#include <stdexcept>
#include <string>
#include <vector>

#define CRASHES_IN_LOAD 1
#define THROWS_IN_CREATE 2
#define REFUSES_CREATE 3
#define CRASHES_IN_START 4
#define THROWS_IN_START 5
#define HANGS_IN_START 6
#define NEWER_CONTRACT 7
#define WRONG_MAGIC 8
#define NULL_ENTRY 9
#define NO_FUNCTIONS 10
#define HANGS_IN_STOP 11
#define CRASHES_IN_STOP 12
#define THROWS_IN_STOP 13
#define HANGS_IN_LOAD 14
#define EXITS_IN_LOAD 15
#define ALLOCATES_IN_START 16
#define TABLE_TOO_SMALL 17

namespace {

#if BAD == CRASHES_IN_LOAD
const bool loaded = (std::abort(), true);
#elif BAD == HANGS_IN_LOAD
const bool loaded = (pause(), true);
#elif BAD == EXITS_IN_LOAD
const bool loaded = (std::exit(0), true);
#endif

std::int32_t start(const guichet_plugin*) {
#if BAD == CRASHES_IN_START
  std::abort();
#elif BAD == THROWS_IN_START
  throw std::runtime_error("thrown in start");
#elif BAD == ALLOCATES_IN_START
  std::vector<std::string> all;
  for (;;) all.emplace_back(1024 * 1024, 'x');
#elif BAD == HANGS_IN_START
  for (volatile bool forever = true; forever;) {
  }
#endif
  return GUICHET_OK;
}
std::int32_t stop(const guichet_plugin*, std::uint32_t) {
#if BAD == CRASHES_IN_STOP
  std::abort();
#elif BAD == THROWS_IN_STOP
  throw std::runtime_error("thrown in stop");
#elif BAD == HANGS_IN_STOP
  for (volatile bool forever = true; forever;) {
  }
#endif
  return GUICHET_OK;
}
void destroy(const guichet_plugin*) {}
#if BAD != TABLE_TOO_SMALL
std::int32_t run(const guichet_plugin*, const guichet_call*, guichet_str, guichet_json, const guichet_sink*) {
  return GUICHET_E_UNSUPPORTED;
}
#endif
const void* get_extension(const guichet_plugin*, const char* id) {
#if BAD == TABLE_TOO_SMALL
  // Less than the table it says it is: the functions behind it are not there.
  static const std::uint32_t table[2] = {8, 0};
  (void)id;
  return table;
#else
  // As its manifest says: it gets as far as starting.
  static const guichet_plugin_automation table = {sizeof(guichet_plugin_automation), 0, run};
  return std::strcmp(id, GUICHET_EXT_AUTOMATION) == 0 ? &table : nullptr;
#endif
}

std::int32_t create(const guichet_host*, guichet_str, const guichet_plugin** out) {
#if BAD == THROWS_IN_CREATE
  throw 3;
#elif BAD == REFUSES_CREATE
  return GUICHET_E_UNAVAILABLE;
#elif BAD == NO_FUNCTIONS
  static const guichet_plugin plugin = {sizeof(guichet_plugin), 0, nullptr, nullptr, stop, destroy, nullptr};
#else
  static const guichet_plugin plugin = {sizeof(guichet_plugin), 0, nullptr, start, stop, destroy, get_extension};
#endif
#if BAD != THROWS_IN_CREATE && BAD != REFUSES_CREATE
  *out = &plugin;
  return GUICHET_OK;
#endif
}

}  // namespace

extern "C" GUICHET_EXPORT const guichet_entry* guichet_plugin_entry(void) {
  constexpr std::uint32_t magic = BAD == WRONG_MAGIC ? 7 : GUICHET_MAGIC;
  constexpr std::uint32_t major = BAD == NEWER_CONTRACT ? GUICHET_ABI_MAJOR + 1 : GUICHET_ABI_MAJOR;
  static constexpr guichet_entry entry = {magic, sizeof(guichet_entry), major, GUICHET_ABI_MINOR, create};
  return BAD == NULL_ENTRY ? nullptr : &entry;
}
