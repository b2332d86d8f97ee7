// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/voices_asked.hpp"

#include "kernel/counter/names.hpp"
#include "kernel/domain/logic.hpp"
#include "kernel/domain/routing.hpp"
#include "kernel/storage/fold.hpp"
#include "kernel/storage/people.hpp"
#include "kernel/storage/workflow.hpp"

#include <algorithm>

namespace guichet::counter {
namespace {

using Kind = domain::Voice::Kind;

constexpr std::size_t most_people = 20;

std::string structure_of(const std::string& of, const domain::Request& request, const domain::Person* requester) {
  if (of == "requester.component") return requester != nullptr ? requester->component : "";
  if (of == "requester.campus") return requester != nullptr ? requester->campus : "";
  if (of.rfind("answers.", 0) != 0) return of;
  const auto& answer = request.answers.value(of.substr(8), nlohmann::json());
  return answer.is_string() ? answer.get<std::string>() : "";
}

/// The structures that a role may be held over, the nearest first: of a room, the room, its floor, building and campus.
std::vector<std::string> structures_of(const std::string& of, const domain::Request& request,
                                       const domain::Person* requester, const domain::Places& places) {
  const std::string structure = structure_of(of, request, requester);
  std::vector<std::string> nearest;
  for (const auto* place : places.path_to(structure)) nearest.insert(nearest.begin(), place->id);
  if (nearest.empty()) nearest.push_back(structure);
  return nearest;
}

bool may_answer(const std::optional<domain::Person>& person, const domain::Request& request) {
  return person && person->active && person->id != request.requester;
}

std::vector<std::string> texts_in(const nlohmann::json& value) {
  std::vector<std::string> texts;
  if (value.is_string()) texts.push_back(value.get<std::string>());
  if (!value.is_array()) return texts;
  for (const auto& each : value) {
    if (each.is_string() && texts.size() < most_people) texts.push_back(each.get<std::string>());
  }
  return texts;
}

nlohmann::json worked_out(const nlohmann::json& rule, const nlohmann::json& facts) {
  auto value = domain::evaluate(rule, facts);
  return value ? std::move(*value) : nlohmann::json();
}

bool is_address(const std::string& text) {
  const auto at = text.find('@');
  return is_text(text) && text.size() <= 200 && at != std::string::npos && at > 0 && at + 1 < text.size() &&
         text.find_first_of(" \r\n\t<>,;") == std::string::npos;
}

/// Where letters to this address arrive: in any case, and without what stands behind a plus.
std::string mailbox_of(const std::string& address) {
  const std::string folded = storage::folded(address);
  const auto at = folded.rfind('@'), plus = folded.find('+');
  return at == std::string::npos || plus >= at ? folded : folded.substr(0, plus) + folded.substr(at);
}

/// One's own address would be one's own signature.
bool is_own_address(storage::Connection& connection, const domain::Person& owner, const std::string& address) {
  const auto account = storage::DirectoryAccounts(connection).find(owner.login);
  const std::string box = mailbox_of(address);
  return box == mailbox_of(owner.mail) || (account && box == mailbox_of(account->contact_mail));
}

}  // namespace

std::string team_for(const Counter& counter, const domain::Request& request, const domain::Person* requester,
                     const std::string& team, const std::vector<std::string>& near) {
  if (team.empty()) return request.team;
  domain::RoutingInput input;
  input.requester = requester;
  input.answers = &request.answers;
  input.places = &counter.places;
  domain::Route route;
  route.team = team;
  route.near = near;
  const auto snapshot = counter.registry.current();
  const auto decision = domain::follow_routes({route}, snapshot->teams, input);
  return decision ? decision->team : team;
}

std::vector<AskedVoice> asked_voices(const Counter& counter, storage::Connection& connection,
                                     const domain::Request& request, const domain::Voice& voice,
                                     const std::string& otherwise, const nlohmann::json& facts) {
  storage::People people(connection);
  const auto requester = people.find(request.requester);
  const domain::Person* owner = requester ? &*requester : nullptr;
  const AskedVoice instead{{}, team_for(counter, request, owner, otherwise, {}), {}};
  const auto person = [&](const std::optional<domain::Person>& found) {
    return may_answer(found, request) ? AskedVoice{{found->id}, {}, {}} : instead;
  };
  switch (voice.kind) {
    case Kind::requester:
      return {request.requester != 0 ? AskedVoice{{request.requester}, {}, {}} : instead};
    case Kind::manager:
      return {person(owner != nullptr && owner->manager != 0 ? people.find(owner->manager) : std::nullopt)};
    case Kind::person:
      return {person(people.by_login(voice.id))};
    case Kind::team:
      return {AskedVoice{{}, team_for(counter, request, owner, voice.id, voice.near), {}}};
    case Kind::role: {
      storage::StructureRoles roles(connection);
      for (const auto& structure : structures_of(voice.of, request, owner, counter.places)) {
        auto holders = roles.holders(voice.id, structure);
        std::erase(holders, request.requester);
        if (holders.size() > most_people) holders.resize(most_people);
        if (!holders.empty()) return {AskedVoice{std::move(holders), {}, {}}};
      }
      return {instead};
    }
    case Kind::expression: {
      std::vector<AskedVoice> voices;
      for (const auto& login : texts_in(worked_out(voice.rule, facts)))
        voices.push_back(person(is_name(login) ? people.by_login(login) : std::nullopt));
      if (voices.empty()) voices.push_back(instead);
      return voices;
    }
    case Kind::address: {
      const auto found = texts_in(worked_out(voice.rule, facts));
      // One's own address would be one's own signature.
      const bool usable = !found.empty() && is_address(found.front()) &&
                          (owner == nullptr || !is_own_address(connection, *owner, found.front()));
      return {usable ? AskedVoice{{}, {}, found.front()} : instead};
    }
  }
  return {instead};
}

}  // namespace guichet::counter
