// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/plugin_fit.hpp"

#include "kernel/counter/plugin_bundles.hpp"
#include "kernel/counter/plugin_manifest.hpp"

#include <algorithm>

namespace guichet::counter {
namespace {

using domain::Error;
using domain::ErrorKind;

}  // namespace

std::optional<Error> refuse_unfit(const Counter& counter, const std::vector<storage::PluginState>& states,
                                  const plugins::Bundle& bundle) {
  const std::string& id = bundle.info.id;
  for (const auto& needed : dependencies_in(bundle.manifest, states)) {
    if (needed.holds) continue;
    const std::string needs = needed.range.empty() ? needed.plugin : needed.plugin + " " + needed.range;
    return Error{ErrorKind::conflict, "error.plugin.needs", {{"plugin", id}, {"needs", needs}}, {}, ""};
  }
  std::vector<plugins::Bundle> without;
  for (const auto& state : states) {
    if (!state.enabled) continue;
    auto other = installed_bundle(counter, state.id, state.fingerprint);
    if (other) without.push_back(std::move(*other));
  }
  std::vector<plugins::Bundle> with;
  for (const auto& other : without) {
    if (other.info.id != id) with.push_back(other);
  }
  with.push_back(bundle);
  // In the order of ids, as every node compiles them: who names a theme first must not depend on how it is asked.
  std::sort(with.begin(), with.end(), [](const auto& one, const auto& other) { return one.info.id < other.info.id; });
  const auto before = plugins::compile_snapshot(without).problems;
  for (const auto& problem : plugins::compile_snapshot(with).problems) {
    const std::string& plugin = problem.first;
    const bool was_there =
        std::any_of(before.begin(), before.end(), [&](const auto& old) { return old.first == plugin; });
    if (plugin != id && was_there) continue;
    return Error{
        ErrorKind::invalid, "error.plugin.contradicts", {{"plugin", id}, {"other", plugin}}, {}, problem.second};
  }
  return std::nullopt;
}

}  // namespace guichet::counter
