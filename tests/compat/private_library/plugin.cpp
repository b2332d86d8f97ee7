// SPDX-License-Identifier: Apache-2.0
// Built twice: with version 1 of the library, and with version 2.
#include "tally.h"

#include <guichet/sdk/plugin.hpp>

using namespace guichet::sdk;

namespace {

Outcome count(const Call& call) {
  tally tally{};
  tally_begin(&tally);
  for (int left = call.input().value("times", 0); left > 0; --left) tally_add(&tally);
  return done({{"version", tally_version()}, {"total", tally_total(&tally)}, {"calls", tally_calls()}});
}

}  // namespace

GUICHET_PLUGIN(counts) {
  plugin.automation("count", count);
}
