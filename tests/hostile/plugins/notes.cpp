// SPDX-License-Identifier: Apache-2.0
// A plugin whose work can be counted: each run leaves one comment, which names the version that wrote it. VERSION is
// its own; CRASHES makes it one that never starts.
#include <guichet/sdk/plugin.hpp>

#include <chrono>
#include <cstdlib>
#include <thread>

using namespace guichet::sdk;

namespace {

// Long enough to be killed in, before and after it has asked.
Outcome note(const Call& call) {
  std::this_thread::sleep_for(std::chrono::milliseconds(20));
  call.host().request().comment({"Noté par " VERSION, "Noted by " VERSION});
  std::this_thread::sleep_for(std::chrono::milliseconds(20));
  return done();
}

}  // namespace

GUICHET_PLUGIN(notes) {
  plugin.automation("again", note);  // may be tried again
  plugin.automation("once", note);   // may not
  plugin.on_start([](const Host&) {
#ifdef CRASHES
    std::abort();
#endif
  });
}
