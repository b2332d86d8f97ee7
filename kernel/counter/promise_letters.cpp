// SPDX-License-Identifier: GPL-3.0-or-later
// Who is written to about promises that are near or missed: one letter a person, however many they are.
#include "kernel/counter/letters.hpp"
#include "kernel/counter/promise_terms.hpp"
#include "kernel/domain/reference.hpp"
#include "kernel/storage/absences.hpp"
#include "kernel/storage/accounts.hpp"
#include "kernel/storage/events.hpp"
#include "kernel/storage/people.hpp"
#include "kernel/storage/team_ways.hpp"

#include <algorithm>
#include <map>
#include <tuple>

namespace guichet::counter {
namespace {

using domain::Instant;
using domain::PersonId;

constexpr std::size_t most_readers = 20;   // of one team
constexpr std::size_t most_lines = 20;     // of one letter; the desk has the others
constexpr std::size_t longest_title = 80;  // bytes

/// To whom, in which language, about what.
struct Reader {
  std::string mail;
  domain::Language language = domain::Language::fr;
  bool missed = false;
  friend bool operator<(const Reader& left, const Reader& right) {
    return std::tie(left.mail, left.missed) < std::tie(right.mail, right.missed);
  }
};

class Readers {
 public:
  Readers(const Counter& counter, storage::Connection& connection, Instant now)
      : connection_(connection), now_(now), snapshot_(counter.registry.current()) {}

  [[nodiscard]] std::vector<Reader> of(const PromiseToTell& each) {
    const auto& request = each.request;
    if (!each.missed && request.assignee != 0) {
      if (auto own = people({request.assignee}, false); !own.empty()) return own;
    }
    if (each.missed) {
      if (auto leads = members(request.team, true); !leads.empty()) return leads;
    }
    const auto* const team = snapshot_->team(request.team);
    // A shared mailbox may be read by more than the team.
    if (team != nullptr && !team->mail.empty() && !request.confidential) {
      return {{team->mail, domain::Language::fr, each.missed}};
    }
    return members(request.team, false, each.missed);
  }

 private:
  /// Those of them who are here to read it.
  std::vector<Reader> people(std::vector<PersonId> ids, bool missed) {
    const auto away = storage::Absences(connection_).away_among(ids, now_);
    ids.erase(std::remove_if(ids.begin(), ids.end(),
                             [&](PersonId id) { return std::binary_search(away.begin(), away.end(), id); }),
              ids.end());
    if (ids.size() > most_readers) ids.resize(most_readers);
    std::vector<Reader> readers;
    if (ids.empty()) return readers;
    for (const auto& person : storage::People(connection_).many(ids)) {
      if (person.active && !person.mail.empty()) readers.push_back({person.mail, person.language, missed});
    }
    return readers;
  }

  const std::vector<Reader>& members(const std::string& team, bool leads, bool missed = true) {
    const auto key = std::tuple(team, leads, missed);
    const auto known = known_.find(key);
    if (known != known_.end()) return known->second;
    storage::Accounts accounts(connection_);
    auto ids = leads ? storage::leads_of(connection_, team) : accounts.members_of(team);
    if (ids.size() > 200) ids.resize(200);
    return known_.emplace(key, people(std::move(ids), missed)).first->second;
  }

  storage::Connection& connection_;
  Instant now_;
  plugins::SnapshotPtr snapshot_;
  std::map<std::tuple<std::string, bool, bool>, std::vector<Reader>> known_;
};

std::string line_of(const domain::Request& request) {
  std::string line = domain::reference_of(request.id);
  if (request.confidential || request.title.empty()) return line;
  std::string title = request.title.substr(0, longest_title);
  // Not in the middle of a letter.
  while (title.size() < request.title.size() && !title.empty() &&
         (static_cast<unsigned char>(request.title[title.size()]) & 0xC0U) == 0x80U) {
    title.pop_back();
  }
  return line + " " + title;
}

}  // namespace

void write_about_promises(const Counter& counter, storage::Connection& connection,
                          const std::vector<PromiseToTell>& promises, Instant now) {
  Readers readers(counter, connection, now);
  std::map<Reader, std::vector<const domain::Request*>> letters;
  for (const auto& each : promises) {
    for (const auto& reader : readers.of(each)) {
      auto& about = letters[reader];
      if (std::find(about.begin(), about.end(), &each.request) == about.end()) about.push_back(&each.request);
    }
  }
  for (const auto& [reader, requests] : letters) {
    storage::Mail mail;
    mail.to = reader.mail;
    mail.language = reader.language;
    const bool one = requests.size() == 1;
    mail.kind = std::string("mail.commitment-") + (reader.missed ? "missed" : "near") + (one ? "" : "-many");
    mail.request = one ? requests.front()->id : 0;
    mail.created = now;
    std::string lines;
    for (std::size_t i = 0; i < requests.size() && i < most_lines; ++i) {
      lines += (i == 0 ? "" : "\n") + line_of(*requests[i]);
    }
    if (requests.size() > most_lines) lines += "\n…";
    mail.parameters = {{"requests", lines}, {"number", std::to_string(requests.size())}};
    leave_letter(connection, mail);
  }
}

}  // namespace guichet::counter
