// SPDX-License-Identifier: GPL-3.0-or-later
// An "it" plugin that asks the counter for something and then lingers, so that a test can kill it in between.
#include <guichet/sdk/plugin.hpp>

#include <chrono>
#include <thread>

using namespace guichet::sdk;

namespace {

// Lingers the first time only: it may be tried again.
Outcome unlock(const Call& call) {
  const Answer answer = call.host().directory().unlock(call.text("account"));
  call.host().request().comment({"Votre compte est débloqué.", "Your account is unlocked."});
  if (call.attempt() <= 1) std::this_thread::sleep_for(std::chrono::seconds(20));
  return answer ? done() : hand_over({"Impossible.", "Impossible."});
}

Outcome create(const Call& call) {
  call.host().request().comment({"C'est créé.", "It is created."});
  std::this_thread::sleep_for(std::chrono::seconds(20));
  return done();
}

}  // namespace

GUICHET_PLUGIN(it) {
  plugin.automation("unlock-account", unlock);
  plugin.automation("create", create);
}
