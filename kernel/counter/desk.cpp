// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/desk.hpp"

#include "kernel/counter/facts.hpp"
#include "kernel/counter/names.hpp"
#include "kernel/domain/reference.hpp"
#include "kernel/domain/routing.hpp"
#include "kernel/storage/accounts.hpp"
#include "kernel/storage/fold.hpp"
#include "kernel/storage/people.hpp"
#include "kernel/storage/promises.hpp"

#include <algorithm>
#include <iterator>

namespace guichet::counter {
namespace {

constexpr std::size_t largest_page = 100;
constexpr std::size_t deepest_result = 500;
constexpr std::size_t longest_search = 1'000;  // bytes

domain::Error agents_only() {
  return {domain::ErrorKind::forbidden, "error.desk.agents-only", {}, {}, ""};
}

domain::Error not_in_team() {
  return {domain::ErrorKind::forbidden, "error.desk.other-team", {}, {}, ""};
}

std::vector<std::string> sorted_words(std::string_view text) {
  auto words = storage::folded_words(text, 20);
  std::sort(words.begin(), words.end());
  return words;
}

bool begins_with_all(const std::vector<std::string>& words, const std::vector<std::string>& beginnings) {
  return std::all_of(beginnings.begin(), beginnings.end(), [&](const std::string& beginning) {
    return std::any_of(words.begin(), words.end(), [&](const auto& word) { return word.rfind(beginning, 0) == 0; });
  });
}

/// Rows in the order the search found them, only those this viewer may see.
std::vector<storage::RequestRow> in_order(std::vector<storage::RequestRow> rows,
                                          const std::vector<domain::RequestId>& order) {
  const auto rank = [&](domain::RequestId id) { return std::find(order.begin(), order.end(), id) - order.begin(); };
  std::sort(rows.begin(), rows.end(),
            [&](const auto& left, const auto& right) { return rank(left.id) < rank(right.id); });
  return rows;
}

/// The index may be a moment behind: what it found is checked again against the requests as they are now.
void keep_visible(storage::Requests& requests, const identity::Viewer& viewer, std::vector<storage::RequestRow>& rows) {
  std::vector<domain::RequestId> others;
  for (const auto& row : rows) {
    if (!viewer.in_team(row.team) && row.requester != viewer.person.id && !row.confidential) others.push_back(row.id);
  }
  const auto theirs = others.empty() ? others : requests.participating(viewer.person.id, others);
  rows.erase(std::remove_if(rows.begin(), rows.end(),
                            [&](const auto& row) {
                              if (viewer.in_team(row.team) || row.requester == viewer.person.id) return false;
                              return std::find(theirs.begin(), theirs.end(), row.id) == theirs.end();
                            }),
             rows.end());
}

}  // namespace

domain::Result<DeskPage> desk(const Counter& counter, const Asker& asker, storage::AgentView view,
                              const std::string& team, const storage::Cursor& from, std::size_t limit) {
  if (asker.viewer == nullptr) return sign_in_needed();
  if (!asker.viewer->is_agent()) return agents_only();
  const auto own = asker.viewer->team_ids();
  if (!team.empty() && !asker.viewer->in_team(team)) return not_in_team();
  const auto teams = team.empty() ? own : std::vector<std::string>{team};
  storage::Reader reader = counter.database.read();
  storage::Requests requests(reader);
  DeskPage page{counter.registry.current(), view, {}, {}, {}};
  page.page = requests.for_agent(view, asker.id(), teams, from, std::min(limit, largest_page), asker.now);
  // Somebody who left a team keeps their name on its requests, and sees them no more.
  page.page.rows.erase(std::remove_if(page.page.rows.begin(), page.page.rows.end(),
                                      [&](const auto& row) { return !asker.viewer->in_team(row.team); }),
                       page.page.rows.end());
  page.counts = requests.counts(asker.id(), own, asker.now);
  std::vector<domain::RequestId> ids;
  for (const auto& row : page.page.rows) ids.push_back(row.id);
  for (const auto& promise : storage::Promises(reader).of_many(ids)) {
    if (promise.told == storage::Promise::near) page.near.push_back(promise.request);
  }
  return page;
}

domain::Result<FoundRequests> search_requests(const Counter& counter, const Asker& asker, const std::string& words,
                                              std::size_t page, std::size_t limit) {
  if (asker.viewer == nullptr) return sign_in_needed();
  if (!is_text(words) || words.size() > longest_search) {
    return domain::Error{domain::ErrorKind::invalid, "error.field.bad-text", {}, {}, ""};
  }
  limit = std::min(limit, largest_page);
  FoundRequests found{counter.registry.current(), {}, 0, false};
  if (const auto id = domain::id_of(words)) {
    storage::Reader reader = counter.database.read();
    storage::Requests requests(reader);
    if (const auto request = requests.find(*id)) {
      const auto relation = relation_to(asker.viewer, *request, requests.participants(*id));
      if (identity::may_see(relation, identity::Part::listing, *request)) found.rows = requests.rows({*id});
      found.about = found.rows.size();
    }
    if (!found.rows.empty()) return found;
  }
  if (limit == 0 || page > deepest_result / limit) return found;
  const std::size_t offset = page * limit;
  if (offset + limit > deepest_result) return found;
  const auto hits = counter.search.search(words, identity::search_readers(*asker.viewer), offset, limit + 1);
  auto ids = hits.ids;
  found.more = ids.size() > limit && offset + limit + 1 <= deepest_result;
  if (ids.size() > limit) ids.resize(limit);
  found.about = hits.about;
  if (ids.empty()) return found;
  storage::Reader reader = counter.database.read();
  storage::Requests requests(reader);
  auto rows = requests.rows(ids);
  keep_visible(requests, *asker.viewer, rows);
  found.rows = in_order(std::move(rows), ids);
  return found;
}

std::vector<const domain::Team*> transfer_targets(const plugins::Snapshot& snapshot) {
  std::vector<const domain::Team*> targets;
  for (const auto& team : snapshot.teams) {
    if (!team.group) targets.push_back(&team);
  }
  return targets;
}

domain::Result<std::vector<domain::Person>> find_people(const Counter& counter, const Asker& asker,
                                                        const std::string& words, std::size_t limit) {
  if (asker.viewer == nullptr) return sign_in_needed();
  if (words.empty()) return std::vector<domain::Person>{};
  if (!is_name(words)) return domain::Error{domain::ErrorKind::invalid, "error.field.bad-text", {}, {}, ""};
  storage::Reader reader = counter.database.read();
  storage::People people(reader);
  if (asker.viewer->is_agent()) return people.search(words, std::min<std::size_t>(limit, 20));
  auto person = people.by_login(words);
  if (!person) person = people.by_mail(words);
  if (!person || !person->active) return std::vector<domain::Person>{};
  domain::Person exact;  // enough to know that it is the right one, and no more than was known
  exact.id = person->id;
  exact.login = person->login;
  exact.given_name = person->given_name;
  exact.family_name = person->family_name;
  return std::vector<domain::Person>{exact};
}

domain::Result<std::vector<domain::Person>> find_members(const Counter& counter, const Asker& asker,
                                                         const std::string& team, const std::string& words,
                                                         std::size_t limit) {
  if (asker.viewer == nullptr) return sign_in_needed();
  // Those who sort hand requests on before anybody of the team has seen them.
  if (!asker.viewer->in_team(team) && !asker.viewer->in_team(domain::triage_team)) return not_in_team();
  if (!words.empty() && !is_name(words)) {
    return domain::Error{domain::ErrorKind::invalid, "error.field.bad-text", {}, {}, ""};
  }
  storage::Reader reader = counter.database.read();
  std::vector<domain::Person> members = storage::People(reader).named(storage::Accounts(reader).members_of(team), {});
  const auto wanted = storage::folded_words(words, 6);
  const auto left_out = [&](const domain::Person& person) {
    return !person.active || !begins_with_all(storage::folded_words(person.login + " " + person.name(), 20), wanted);
  };
  members.erase(std::remove_if(members.begin(), members.end(), left_out), members.end());
  std::sort(members.begin(), members.end(),
            [](const auto& one, const auto& other) { return one.family_name < other.family_name; });
  if (members.size() > limit) members.resize(limit);
  return members;
}

domain::Result<std::vector<domain::Person>> people_meant(const Counter& counter, const Asker& asker,
                                                         const std::string& typed, const std::string& team) {
  if (asker.viewer == nullptr) return sign_in_needed();
  std::vector<domain::Person> found;
  if (!is_name(typed)) return found;
  std::string login = typed;
  for (char& letter : login) {
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  }
  if (!team.empty()) {
    auto members = find_members(counter, asker, team, typed);
    if (!members) return members.error();
    found = std::move(*members);
  } else {
    storage::Reader reader = counter.database.read();
    storage::People people(reader);
    auto exact = people.by_login(typed);
    if (!exact) exact = people.by_login(login);
    if (!exact) exact = people.by_mail(typed);
    if (exact && exact->active) return std::vector<domain::Person>{*exact};
    found = people.search(typed, 8);
  }
  const auto keep_if = [&](auto is_meant) {
    std::vector<domain::Person> meant;
    std::copy_if(found.begin(), found.end(), std::back_inserter(meant), is_meant);
    return meant;
  };
  if (auto named = keep_if([&](const auto& person) { return person.login == typed || person.login == login; });
      named.size() == 1) {
    return named;
  }
  const auto words = sorted_words(typed);
  auto whole = keep_if([&](const auto& person) { return sorted_words(person.name()) == words; });
  // Whoever is no agent may be understood, not helped to find people.
  if (whole.size() == 1) return whole;
  if (!asker.viewer->is_agent()) return std::vector<domain::Person>{};
  return whole.empty() ? found : whole;
}

}  // namespace guichet::counter
