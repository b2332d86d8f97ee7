// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/modules.hpp"

#include "kernel/counter/plugin_change.hpp"

namespace guichet::counter {
namespace {

constexpr std::size_t shown_jobs = 20;

}  // namespace

domain::Result<std::vector<storage::Job>> given_up_jobs(const Counter& counter, const Asker& asker) {
  if (const auto refused = refuse_unless_administrator(asker)) return *refused;
  storage::Reader reader = counter.database.read();
  return storage::Jobs(reader).given_up(shown_jobs);
}

}  // namespace guichet::counter
