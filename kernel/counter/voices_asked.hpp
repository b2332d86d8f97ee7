// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/counter.hpp"
#include "kernel/domain/request.hpp"
#include "kernel/domain/step.hpp"
#include "kernel/storage/workflow.hpp"

#include <string>
#include <vector>

namespace guichet::counter {

/// Somebody who is asked or told: a few people any of whom may answer, a team, or an address.
struct AskedVoice {
  std::vector<domain::PersonId> people;
  std::string team;
  std::string address;
};

/// Who a voice of a manifest is for this request. Nobody approves their own request and nobody who has left does:
/// such a voice, and one that nobody can be found for, is `otherwise`'s. A rule that answers several logins is several
/// voices. `facts`: what rules read. Never empty.
[[nodiscard]] std::vector<AskedVoice> asked_voices(const Counter& counter, storage::Connection& connection,
                                                   const domain::Request& request, const domain::Voice& voice,
                                                   const std::string& otherwise, const nlohmann::json& facts);

/// A team, or the branch of a group by the first `near` that is known; the group itself when it has none there.
[[nodiscard]] std::string team_for(const Counter& counter, const domain::Request& request,
                                   const domain::Person* requester, const std::string& team,
                                   const std::vector<std::string>& near);

/// Letters to whoever a voice is, about this request. `kind`: "mail.notice". Within a write.
void write_to_voice(const Counter& counter, storage::Connection& connection, const domain::Request& request,
                    const AskedVoice& voice, const char* kind, nlohmann::json parameters, domain::Instant now);

/// Letters that ask for an approval. Who has no account gets a link of their own (`kind` + "-link"); those of earlier
/// letters go on working. Within a write.
void write_of_approval(const Counter& counter, storage::Connection& connection, const domain::Request& request,
                       const AskedVoice& voice, std::int64_t approval, const char* kind, domain::Instant now);

/// Asks a voice that was to be asked later, and writes to it. Within a write.
void ask_voice(const Counter& counter, storage::Connection& connection, const domain::Request& request,
               storage::ApprovalVoice& voice, domain::Instant now);

}  // namespace guichet::counter
