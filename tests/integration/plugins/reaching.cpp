// SPDX-License-Identifier: GPL-3.0-or-later
// A plugin that reaches out: through what the kernel connects for it, and by itself, which must fail.
#include <guichet/sdk/plugin.hpp>

#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <string>

using namespace guichet::sdk;

namespace {

// Says a word to a host, and hears its answer.
Outcome reach(const Call& call) {
  const auto opened = call.host().connections().open(call.text("host"), call.input()["port"].get<std::uint32_t>());
  if (!opened.answer) return done({{"code", opened.answer.code}});
  const std::string word = call.text("say");
  char heard[64] = {};
  const bool sent = write(opened.descriptor.get(), word.data(), word.size()) == static_cast<ssize_t>(word.size());
  const ssize_t count = sent ? read(opened.descriptor.get(), heard, sizeof heard - 1) : -1;
  return done({{"code", 0}, {"heard", std::string(heard, count > 0 ? static_cast<std::size_t>(count) : 0)}});
}

Outcome reach_alone(const Call&) {
  const int made = socket(AF_INET, SOCK_STREAM, 0);
  return done({{"made", made >= 0}});
}

Outcome copy(const Call& call) {
  const auto from = call.host().files().open(call.text("attachment"));
  if (!from.answer) return done({{"code", from.answer.code}});
  const auto to = call.host().files().add("copie.txt");
  char bytes[4096];
  std::size_t copied = 0;
  for (ssize_t count = 0; (count = read(from.descriptor.get(), bytes, sizeof bytes)) > 0;) {
    if (write(to.descriptor.get(), bytes, static_cast<std::size_t>(count)) != count) break;
    copied += static_cast<std::size_t>(count);
  }
  return done({{"code", 0}, {"copied", copied}, {"name", from.answer.value["name"]}});
}

}  // namespace

GUICHET_PLUGIN(reaching) {
  plugin.automation("reach", reach);
  plugin.automation("reach-alone", reach_alone);
  plugin.automation("copy", copy);
}
