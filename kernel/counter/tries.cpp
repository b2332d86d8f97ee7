// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/tries.hpp"

#include <algorithm>

namespace guichet::counter {
namespace {

constexpr const char* told_as = "tried";
constexpr std::int64_t longest_back_off = 15 * domain::minute;
constexpr std::int64_t furthest = 31 * domain::day;  // a job further away is a job that vanished

}  // namespace

std::int32_t tries_of(const storage::Job& job) {
  return job.payload.value(told_as, std::int32_t{0});
}

bool try_again(storage::Connection& connection, const storage::Job& job, domain::Instant at, domain::Instant now,
               std::string_view why, std::int32_t most) {
  const std::int32_t tried = tries_of(job) + 1;
  if (tried >= most) return false;
  nlohmann::json payload = job.payload;
  payload[told_as] = tried;
  storage::Jobs jobs(connection);
  jobs.set_payload(job.id, payload);
  jobs.retry(job.id, std::clamp(at, now + domain::second, now + furthest), why);
  return true;
}

domain::Instant after_back_off(std::int32_t times, domain::Instant now) {
  return now + std::min(longest_back_off, domain::second << std::clamp(times, 0, 12));
}

}  // namespace guichet::counter
