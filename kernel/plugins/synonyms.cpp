// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/plugins/registry.hpp"
#include "kernel/plugins/sha256.hpp"

#include <algorithm>
#include <tuple>

namespace guichet::plugins {

SnapshotPtr with_synonyms(const Snapshot& snapshot, std::vector<Synonym> synonyms) {
  const auto key = [](const Synonym& one) { return std::tie(one.scope, one.words, one.means); };
  std::erase_if(synonyms, [&snapshot](const Synonym& one) {
    return !one.scope.empty() && snapshot.service(one.scope) == nullptr;
  });
  std::sort(synonyms.begin(), synonyms.end(), [key](const Synonym& a, const Synonym& b) { return key(a) < key(b); });

  auto changed = std::make_shared<Snapshot>(snapshot);
  Sha256 fingerprint;
  const auto add = [&fingerprint](const std::string& part) {
    const std::string told = std::to_string(part.size()) + ":" + part;
    fingerprint.add(told.data(), told.size());
  };
  for (const Synonym& one : synonyms) {
    for (const std::string* part : {&one.scope, &one.words, &one.means}) add(*part);
  }
  // A fingerprint is hexadecimal: after "+" come the synonyms, so that those it had before are forgotten.
  const std::string of_plugins = snapshot.fingerprint.substr(0, snapshot.fingerprint.find('+'));
  changed->fingerprint = synonyms.empty() ? of_plugins : of_plugins + "+" + fingerprint.finish().substr(0, 15);
  changed->synonyms = std::move(synonyms);
  return changed;
}

}  // namespace guichet::plugins
