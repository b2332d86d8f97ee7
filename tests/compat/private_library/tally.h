/* SPDX-License-Identifier: Apache-2.0 */
/* A library as two departments use it, each in the version that it was built with: the same names, another layout. */
#ifndef TALLY_H
#define TALLY_H

#if TALLY == 1
struct tally {
  int count;
};
#else
struct tally {
  double weight;
  long count;
  char unit[16];
};
#endif

#ifdef __cplusplus
extern "C" {
#endif
const char* tally_version(void);
void tally_begin(struct tally* tally);
void tally_add(struct tally* tally);
long tally_total(const struct tally* tally);
/* How often tally_add was called in this copy of the library. */
int tally_calls(void);
#ifdef __cplusplus
}
#endif
#endif
