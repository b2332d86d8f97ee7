// SPDX-License-Identifier: Apache-2.0
// A small, well-behaved plugin in C++ through the SDK; the tests of the host are written against what it does.
#include <guichet/sdk/plugin.hpp>

#include <chrono>
#include <thread>

using namespace guichet::sdk;

namespace {

Outcome echo(const Call& call) {
  return done({{"input", call.input()}, {"job", call.job()}, {"attempt", call.attempt()}});
}

// Reads, comments, and asks for a change: what the counter must do once, with the outcome.
Outcome unlock(const Call& call) {
  const std::string account = call.text("account");
  const Answer answer = call.host().directory().unlock(account);
  if (!answer) {
    const std::string why = answer.message();
    call.host().request().internal_note({"Refusé : " + why, "Refused: " + why});
    return hand_over({"Le compte n'a pas pu être déverrouillé.", "The account could not be unlocked."});
  }
  call.host().request().comment({"Votre compte est déverrouillé.", "Your account is unlocked."});
  call.host().request().set_field("unlocked", true);
  return done({{"account", account}});
}

Outcome reads(const Call& call) {
  return done({{"setting", call.host().settings().get("greeting").value},
               {"field", call.host().request().field("requester.name").value}});
}

Outcome later(const Call&) {
  return retry_in(std::chrono::minutes(5), {"Plus tard.", "Later."});
}
Outcome never(const Call&) {
  return failed({"Impossible.", "Impossible."});
}
Outcome breaks(const Call& call) {
  call.host().request().comment({"Cela n'arrivera pas.", "This will not happen."});
  throw std::runtime_error("the plugin broke");
}

Outcome sleeps(const Call& call) {
  const auto step = std::chrono::milliseconds(5);
  for (auto left = std::chrono::milliseconds(call.input().value("ms", 0)); left.count() > 0; left -= step) {
    if (call.cancelled()) return failed({"Interrompu.", "Interrupted."});
    std::this_thread::sleep_for(step);
  }
  return done();
}

}  // namespace

GUICHET_PLUGIN(sample) {
  plugin.automation("echo", echo);
  plugin.automation("unlock", unlock);
  plugin.automation("read", reads);
  plugin.automation("later", later);
  plugin.automation("never", never);
  plugin.automation("breaks", breaks);
  plugin.automation("sleeps", sleeps);
  plugin.on_start(
      [](const Host& host) { host.log().info("started with " + host.settings().get("greeting").value.dump()); });
}
