// SPDX-License-Identifier: Apache-2.0
#ifndef GUICHET_STR_H
#define GUICHET_STR_H

#include <stdint.h>

/*
 * A stretch of UTF-8 text. Borrowed: valid until the function it was passed to returns, never freed by the
 * receiver. Not terminated by a zero byte, and may hold zero bytes. Empty: len is 0, ptr may be null.
 */
typedef struct guichet_str {
  const char* ptr;
  uint64_t len; /* bytes */
} guichet_str;

/*
 * A stretch of UTF-8 that is one JSON value. A type of its own, so that a name and a value can never be swapped
 * unseen. Empty stands for null. At most 1 MiB and 64 levels deep.
 */
typedef struct guichet_json {
  const char* ptr;
  uint64_t len; /* bytes */
} guichet_json;

#endif
