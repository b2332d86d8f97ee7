// SPDX-License-Identifier: Apache-2.0
// The same headers and the same layout, seen from C++.
#include "layout.c"  // NOLINT(bugprone-suspicious-include)
