// SPDX-License-Identifier: Apache-2.0
// Uses every function of the contract as it was frozen at 1.0, through the SDK of that day. Kept as the source of the
// binaries beside it; released_test.cpp says what they must do for ever. sample.c does the same in pure C.
#include <guichet/sdk/plugin.hpp>

#include <chrono>
#include <thread>

using namespace guichet::sdk;

namespace {

Outcome echo(const Call& call) {
  return done(
      {{"input", call.input()}, {"job", call.job()}, {"attempt", call.attempt()}, {"language", call.language()}});
}

// Everything that requests/1 has, but resolve.
Outcome work(const Call& call) {
  const Request request = call.host().request();
  const Answer name = request.field("requester.name");
  const Answer none = request.field("answers.nothing");
  request.comment({"C'est fait.", "It is done."});
  request.internal_note({"Fait par la machine.", "Done by the machine."});
  request.set_field("checked", true);
  request.complete_step({{"ok", true}});
  return done({{"name", name.value}, {"none", none.code}});
}

Outcome resolve(const Call& call) {
  const Answer answer = call.host().request().resolve({"Résolu.", "Resolved."});
  return done({{"code", answer.code}});
}

Outcome settings(const Call& call) {
  const Answer greeting = call.host().settings().get("greeting");
  return done({{"greeting", greeting.value}, {"none", call.host().settings().get("nothing").code}});
}

Outcome later(const Call&) {
  return retry_at(std::chrono::system_clock::time_point(std::chrono::milliseconds(1'900'000'000'000)),
                  {"Plus tard.", "Later."});
}
Outcome never(const Call&) {
  return failed({"Impossible.", "Impossible."});
}
Outcome person(const Call&) {
  return hand_over({"À voir.", "To be looked at."});
}

Outcome breaks(const Call& call) {
  call.host().request().comment({"Cela n'arrivera pas.", "This will not happen."});
  throw Refusal(GUICHET_E_UNAVAILABLE, "the server does not answer");
}

Outcome waits(const Call& call) {
  while (!call.cancelled()) std::this_thread::sleep_for(std::chrono::milliseconds(2));
  return failed({"Interrompu.", "Interrupted."});
}

std::vector<Option> fruits(const Call& call) {
  return {{call.text("text"), {"Tapé", "Typed"}}, {"fig", {"Figue", "Fig"}}};
}

std::vector<Problem> even(const Call& answers) {
  if (answers.input().value("count", 0) % 2 == 0) return {};
  return {{"count", {"Un nombre pair, s'il vous plaît.", "An even number, please."}}};
}

}  // namespace

GUICHET_PLUGIN(sample) {
  plugin.automation("echo", echo);
  plugin.automation("work", work);
  plugin.automation("resolve", resolve);
  plugin.automation("settings", settings);
  plugin.automation("later", later);
  plugin.automation("never", never);
  plugin.automation("person", person);
  plugin.automation("breaks", breaks);
  plugin.automation("waits", waits);
  plugin.option_source("fruits", fruits);
  plugin.validator("even", even);
  plugin.on_start([](const Host& host) {
    host.log().info("started with " + host.settings().get("greeting").value.dump());
    host.log().warning("a warning");
  });
}
