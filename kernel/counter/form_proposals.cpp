// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/form_proposals.hpp"

#include "kernel/domain/form_standing.hpp"

#include <charconv>

namespace guichet::counter {
namespace {

using nlohmann::json;

/// Where an answer stands: the object that holds it, and its name there. Null when there is no such row.
struct Spot {
  json* holder = nullptr;
  std::string name;
};
Spot spot_of(json& answers, const std::string& named) {
  const std::size_t dot = named.find('.');
  if (dot == std::string::npos) return {&answers, named};
  const std::size_t next = named.find('.', dot + 1);
  const auto table = answers.find(named.substr(0, dot));
  if (next == std::string::npos || table == answers.end() || !table->is_array()) return {};
  std::size_t row = 0;
  const auto read = std::from_chars(named.data() + dot + 1, named.data() + next, row);
  if (read.ptr != named.data() + next || row >= table->size() || !(*table)[row].is_object()) return {};
  return {&(*table)[row], named.substr(next + 1)};
}

}  // namespace

void read_proposals(const domain::Typed& typed, FormState& state) {
  constexpr std::string_view ending = ".proposed";
  for (const auto& [name, value] : typed) {
    if (!std::string_view(name).ends_with(ending) || value.size() > 4'000) continue;
    json proposal = json::parse(value, nullptr, false);
    if (proposal.is_discarded()) continue;
    state.proposals[name.substr(0, name.size() - ending.size())] = std::move(proposal);
  }
}

void settle(FormState& state, const domain::FormContext& context) {
  json before = std::move(state.proposals);
  state.proposals = json::object();
  for (const auto& [named, value] : before.items()) {
    const Spot spot = spot_of(state.answers, named);
    if (spot.holder == nullptr) continue;
    const auto answer = spot.holder->find(spot.name);
    if (answer == spot.holder->end()) {
      (*spot.holder)[spot.name] = nullptr;  // taken away on purpose
      state.proposals[named] = value;
    } else if (*answer == value) {
      spot.holder->erase(spot.name);
    }
  }
  domain::FormStanding standing = domain::standing_of(*state.form, state.answers, context, domain::Propose::yes);
  for (const auto& [named, value] : state.proposals.items()) {
    const Spot spot = spot_of(state.answers, named);
    if (spot.holder != nullptr) spot.holder->erase(spot.name);
  }
  for (const auto& [named, value] : standing.proposed.items()) {
    const Spot spot = spot_of(state.answers, named);
    if (spot.holder == nullptr) continue;
    (*spot.holder)[spot.name] = value;
    state.proposals[named] = value;
  }
  state.shown = std::move(standing.shown);
  state.rows = std::move(standing.rows);
}

domain::Answers without_proposals(const FormState& state) {
  domain::Answers answers = state.answers;
  for (const auto& [named, value] : state.proposals.items()) {
    const Spot spot = spot_of(answers, named);
    if (spot.holder == nullptr) continue;
    const auto answer = spot.holder->find(spot.name);
    if (answer != spot.holder->end() && *answer == value) spot.holder->erase(spot.name);
  }
  return answers;
}

}  // namespace guichet::counter
