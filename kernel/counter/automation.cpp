// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/automation.hpp"

#include "kernel/counter/tries.hpp"
#include "kernel/domain/ids.hpp"
#include "kernel/storage/people.hpp"
#include "kernel/storage/requests.hpp"

namespace guichet::counter {

std::optional<plugins::PluginCall> automation_call(const Counter& counter, const storage::Job& job,
                                                   domain::Instant now) {
  (void)now;
  const auto snapshot = counter.registry.current();
  const auto* automation = snapshot->automation(job.payload.value("automation", ""));
  if (automation == nullptr) return std::nullopt;
  plugins::PluginCall call;
  call.plugin = automation->plugin;
  call.name = domain::id_within(automation->id);
  call.input = job.payload.value("input", nlohmann::json::object());
  call.job = "job-" + std::to_string(job.id);
  call.attempt = static_cast<std::uint32_t>(tries_of(job) + 1);
  call.deadline = std::chrono::milliseconds(automation->deadline);
  storage::Reader reader = counter.database.read();
  const auto request = storage::Requests(reader).find(job.request);
  if (!request) return std::nullopt;
  // What is taken back is taken back once the request is over.
  if (domain::is_over(request->status) && !job.payload.value("undo", false)) return std::nullopt;
  if (const auto person = storage::People(reader).find(request->requester)) {
    call.language = std::string(domain::code_of(person->language));
  }
  return call;
}

}  // namespace guichet::counter
