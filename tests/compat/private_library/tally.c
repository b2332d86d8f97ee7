/* SPDX-License-Identifier: Apache-2.0 */
#include "tally.h"

#include <string.h>

static int calls = 0;

int tally_calls(void) {
  return calls;
}

#if TALLY == 1
const char* tally_version(void) {
  return "1.4.2";
}
void tally_begin(struct tally* tally) {
  tally->count = 0;
}
void tally_add(struct tally* tally) {
  ++calls;
  tally->count += 1;
}
long tally_total(const struct tally* tally) {
  return tally->count;
}
#else
/* From version 2 on, everything counts double. */
const char* tally_version(void) {
  return "2.0.1";
}
void tally_begin(struct tally* tally) {
  memset(tally, 0, sizeof *tally);
  strcpy(tally->unit, "pairs");
}
void tally_add(struct tally* tally) {
  ++calls;
  tally->count += 2;
  tally->weight += 0.5;
}
long tally_total(const struct tally* tally) {
  return tally->count;
}
#endif
