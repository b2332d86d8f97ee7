// SPDX-License-Identifier: GPL-3.0-or-later
// One plugin in several versions, so that a test can exchange them: it says which one it is, after as long as asked.
#include <guichet/sdk/plugin.hpp>

#include <chrono>
#include <thread>

using namespace guichet::sdk;

namespace {

Outcome answer(const Call& call) {
  std::this_thread::sleep_for(std::chrono::milliseconds(call.input().value("ms", 0)));
  return done({{"version", VERSION}});
}

}  // namespace

GUICHET_PLUGIN(versioned) {
  plugin.automation("answer", answer);
}
