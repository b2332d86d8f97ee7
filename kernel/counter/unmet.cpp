// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/unmet.hpp"

#include "kernel/counter/distress.hpp"
#include "kernel/counter/facts.hpp"
#include "kernel/identity/access.hpp"
#include "kernel/matching/lexicon.hpp"
#include "kernel/matching/likeness.hpp"
#include "kernel/matching/synonyms.hpp"
#include "kernel/matching/text.hpp"
#include "kernel/storage/past_needs.hpp"
#include "kernel/storage/settings.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace guichet::counter {
namespace {

using domain::Result;
using storage::PastNeed;
using Advice = UnmetGroup::Advice;

constexpr std::size_t most_needs = 2000;  // read and compared in well under a second
constexpr std::size_t most_groups = 50;
constexpr std::size_t most_articles = 20;
constexpr std::size_t enough_people = 5;   // access.md: a wording only when so many came near it
constexpr std::size_t shared_words = 3;    // proposed as synonyms
constexpr std::size_t longest_said = 400;  // bytes
constexpr double most_of_them = 0.5;

/// What was said, its words and who said it. Borrowed from the needs.
struct Said {
  const PastNeed* need = nullptr;
  std::string text;
  std::vector<std::string> roots;  ///< of the words as they stand there
  std::vector<std::string> meant;  ///< the same, with the university's synonyms: what is compared
};

/// Two requests of somebody signed out cannot be told from those of two people, so they all count as one.
std::set<domain::PersonId> people_of(const std::vector<Said>& said, const std::vector<std::size_t>& group) {
  std::set<domain::PersonId> people;
  for (const std::size_t place : group) people.insert(said[place].need->requester);
  return people;
}

std::vector<std::string> roots_meant(std::string_view text, const matching::Synonyms& synonyms) {
  std::vector<std::string> roots;
  for (const matching::Word& word : matching::with_meanings(matching::words_of(text), synonyms)) {
    for (auto& root : matching::terms_of(word.folded, domain::Language::fr)) roots.push_back(std::move(root));
  }
  return roots;
}

std::vector<Said> said_in(const std::vector<PastNeed>& needs, const matching::Synonyms& synonyms) {
  std::vector<Said> all;
  for (const PastNeed& need : needs) {
    Said said{&need, std::string(matching::cut_at_character(need.title, longest_said)), {}, {}};
    said.roots = matching::terms_of(said.text, domain::Language::fr);
    said.meant = roots_meant(said.text, synonyms);
    all.push_back(std::move(said));
  }
  return all;
}

/// What tells of distress is counted nowhere, be it in words, in answers or in what was said later.
void leave_out_distress(const Counter& counter, std::vector<PastNeed>& needs) {
  std::vector<domain::RequestId> ids;
  for (const PastNeed& need : needs) ids.push_back(need.id);
  storage::Reader reader = counter.database.read();
  const std::set<domain::RequestId> told = told_later(reader, ids);
  std::erase_if(needs, [&told](const PastNeed& need) {
    return told.contains(need.id) || tells_of_distress(need.title, need.words, need.said);
  });
}

/// Who used each root.
using Users = std::map<std::string, std::set<domain::PersonId>>;
Users users_of(const std::vector<Said>& said, const std::vector<std::size_t>& group) {
  Users users;
  for (const std::size_t place : group) {
    for (const std::string& root : said[place].roots) users[root].insert(said[place].need->requester);
  }
  return users;
}

bool is_known_by_enough(const Users& users, const std::string& root) {
  const auto found = users.find(root);
  return found != users.end() && found->second.size() >= enough_people;
}

/// The one whose words most others share; short ones before long ones.
std::size_t middle_of(const std::vector<Said>& said, const std::vector<std::size_t>& group, const Users& users) {
  std::size_t best = group.front();
  double most = -1;
  for (const std::size_t place : group) {
    double shared = 0;
    for (const std::string& root : said[place].roots) {
      if (is_known_by_enough(users, root)) shared += static_cast<double>(users.at(root).size());
    }
    const double score = shared / static_cast<double>(said[place].roots.size() + 1);
    if (score > most) {
      most = score;
      best = place;
    }
  }
  return best;
}

/// Its words, without those that could tell who said it: names, numbers and addresses are never used by so many.
std::vector<std::string> wording_of(const Said& middle, const Users& users) {
  std::vector<std::string> pieces;
  for (const matching::Word& word : matching::words_of(middle.text)) {
    const bool number = word.folded.find_first_of("0123456789") != std::string::npos;
    bool shown = !number && matching::carries_no_meaning(word.folded);
    if (!shown && !number) {
      const auto roots = matching::terms_of(word.folded, domain::Language::fr);
      shown = !roots.empty() && std::all_of(roots.begin(), roots.end(), [&users](const std::string& root) {
        return is_known_by_enough(users, root);
      });
    }
    if (shown) {
      pieces.emplace_back(middle.text.substr(word.begin, word.end - word.begin));
    } else if (pieces.empty() || !pieces.back().empty()) {
      pieces.emplace_back();
    }
  }
  return pieces;
}

/// The shown words that most people used, as they stand in the wording.
std::string shared_by_most(const std::vector<std::string>& wording, const Users& users) {
  std::vector<std::pair<std::size_t, std::string>> counted;
  for (const std::string& word : wording) {
    const auto roots = matching::terms_of(word, domain::Language::fr);
    if (roots.empty() || users.find(roots.front()) == users.end()) continue;
    counted.emplace_back(users.at(roots.front()).size(), word);
  }
  std::stable_sort(counted.begin(), counted.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  std::string words;
  for (std::size_t i = 0; i < counted.size() && i < shared_words; ++i) {
    words += (words.empty() ? "" : " ") + counted[i].second;
  }
  return words;
}

/// The one that comes most often, and how often.
std::pair<std::string, std::int64_t> most_frequent(const std::map<std::string, std::int64_t>& counts) {
  std::pair<std::string, std::int64_t> most;
  for (const auto& [name, count] : counts) {
    if (count > most.second) most = {name, count};
  }
  return most;
}

void advise(const plugins::Snapshot& snapshot, const std::vector<Said>& said, const std::vector<std::size_t>& places,
            UnmetGroup& group) {
  std::map<std::string, std::int64_t> services, teams;
  std::int64_t told = 0;  // solved by one message and nothing else
  for (const std::size_t place : places) {
    const PastNeed& need = *said[place].need;
    if (need.status != domain::Status::resolved && need.status != domain::Status::closed) continue;
    ++group.solved;
    if (!need.service.empty() && snapshot.service(need.service) != nullptr) ++services[need.service];
    ++teams[need.team];
    if (need.service.empty() && need.answers == 1 && !need.stepped) ++told;
  }
  if (group.solved == 0) return;
  const auto is_most = [&group](std::int64_t count) {
    return static_cast<double>(count) >= most_of_them * static_cast<double>(group.solved);
  };
  if (const auto [service, count] = most_frequent(services); is_most(count)) {
    group.advice = Advice::words;
    group.service = snapshot.service(service);
  } else if (is_most(told)) {
    group.advice = Advice::article;
  } else if (const auto [team, times] = most_frequent(teams); is_most(times) && times > 1) {
    group.advice = Advice::service;
    group.team = snapshot.team(team);
  }
}

void add_articles(storage::Connection& connection, const Asker& asker, UnmetNeeds& needs) {
  storage::ArticleCounts counts(connection);
  for (const auto& [id, times] : counts.most("not-solved", most_articles)) {
    const domain::Article* const article = needs.snapshot->article(id, asker.language);
    if (article != nullptr) needs.articles.push_back({article, times, counts.total(id, "solved")});
  }
}

}  // namespace

Result<UnmetNeeds> unmet_needs(const Counter& counter, const Asker& asker, int days) {
  if (asker.viewer == nullptr) return sign_in_needed();
  if (!identity::may_see_unmet_needs(*asker.viewer, asker.now)) {
    return domain::Error{domain::ErrorKind::forbidden, "error.unmet.forbidden", {}, {}, ""};
  }
  UnmetNeeds found;
  found.snapshot = counter.registry.current();
  std::vector<PastNeed> needs;
  {
    storage::Reader reader = counter.database.read();
    needs = storage::PastNeeds(reader).unmet(most_needs + 1);
    add_articles(reader, asker, found);
  }
  const domain::Instant since = asker.now - days * domain::day;
  const bool cut = needs.size() > most_needs && needs.back().created >= since;
  if (needs.size() > most_needs) needs.pop_back();
  found.all = !cut;
  std::erase_if(needs, [since](const PastNeed& need) { return need.created < since; });
  leave_out_distress(counter, needs);

  const std::vector<Said> said = said_in(needs, matching::Synonyms(found.snapshot->synonyms));
  found.considered = static_cast<std::int64_t>(said.size());
  std::vector<std::vector<std::string>> roots;
  roots.reserve(said.size());
  for (const Said& each : said) roots.push_back(each.meant);
  for (const auto& places : matching::group_alike(roots)) {
    const auto people = people_of(said, places);
    if (people.size() < enough_people) {
      found.in_small_groups += static_cast<std::int64_t>(places.size());
      continue;
    }
    if (found.groups.size() == most_groups) continue;
    UnmetGroup group;
    group.people = static_cast<std::int64_t>(people.size());
    group.requests = static_cast<std::int64_t>(places.size());
    const Users users = users_of(said, places);
    group.wording = wording_of(said[middle_of(said, places, users)], users);
    group.words = shared_by_most(group.wording, users);
    advise(*found.snapshot, said, places, group);
    found.groups.push_back(std::move(group));
  }
  std::stable_sort(found.groups.begin(), found.groups.end(),
                   [](const UnmetGroup& a, const UnmetGroup& b) { return a.people > b.people; });
  return found;
}

}  // namespace guichet::counter
